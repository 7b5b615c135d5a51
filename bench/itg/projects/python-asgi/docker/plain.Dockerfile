FROM python:3.13-trixie
RUN pip install uv==0.13.9
# uv trusts the public authorities alone, unless it is told.
ENV UV_SYSTEM_CERTS=1
WORKDIR /app
COPY . .
RUN uv sync --frozen --no-dev
EXPOSE 8000
CMD [".venv/bin/uvicorn", "notes.app:app", "--host", "0.0.0.0", "--port", "8000"]
