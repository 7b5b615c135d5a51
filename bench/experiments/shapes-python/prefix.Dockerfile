FROM python:3.13-trixie AS build
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --prefix=/install -r requirements.txt
COPY . .

FROM python:3.13-slim-trixie AS runtime
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN groupadd --system app && useradd --system --gid app --no-create-home app
WORKDIR /app
COPY --from=build /install /usr/local
COPY --from=build /app/gunicorn.conf.py ./
COPY --from=build /app/service ./service
USER app
EXPOSE 8000
CMD ["gunicorn"]
