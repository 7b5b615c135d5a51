FROM python:3.13-alpine AS deps
WORKDIR /app
RUN apk add --no-cache build-base
COPY requirements-build.txt requirements.txt ./
RUN pip install --no-cache-dir -r requirements-build.txt
RUN pip install --no-cache-dir --no-build-isolation --prefix=/install -r requirements.txt

FROM deps AS build
COPY . .
# The runtime's file system may be read-only, so bytecode is written here.
RUN python -m compileall -q service

FROM python:3.13-alpine AS runtime
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN addgroup -S app && adduser -S -G app app
WORKDIR /app
COPY --from=deps /install /usr/local
COPY --from=build /app/gunicorn.conf.py ./
COPY --from=build /app/service ./service
USER app
EXPOSE 8000
CMD ["gunicorn"]
