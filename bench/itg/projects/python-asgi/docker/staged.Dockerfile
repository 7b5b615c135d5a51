FROM python:3.13-slim-trixie AS build
RUN pip install --no-cache-dir uv==0.13.9
# uv trusts the public authorities alone, unless it is told.
ENV UV_SYSTEM_CERTS=1 UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    uv sync --frozen --no-dev --no-install-project
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen --no-dev --no-editable

FROM python:3.13-slim-trixie
RUN useradd --system app
COPY --from=build /app/.venv /app/.venv
USER app
EXPOSE 8000
CMD ["/app/.venv/bin/uvicorn", "notes.app:app", "--host", "0.0.0.0", "--port", "8000"]
