FROM python:3.13-trixie AS deps
WORKDIR /app
COPY requirements-build.txt requirements.txt ./
RUN pip install --no-cache-dir -r requirements-build.txt
RUN pip install --no-cache-dir --no-build-isolation --prefix=/install -r requirements.txt

FROM deps AS build
COPY . .
# The runtime's file system may be read-only, so bytecode is written here.
RUN python -m compileall -q service

FROM gcr.io/distroless/python3-debian13:nonroot AS runtime
# Debian's interpreter does not look where pip of the build base installs.
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app/site-packages
WORKDIR /app
COPY --from=deps /install/lib/python3.13/site-packages ./site-packages
COPY --from=build /app/gunicorn.conf.py ./
COPY --from=build /app/service ./service
USER nonroot
EXPOSE 8000
# The base's entrypoint is python itself.
CMD ["-m", "gunicorn"]
