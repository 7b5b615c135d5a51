FROM python:3.13-trixie
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements-build.txt requirements.txt requirements-dev.txt ./
RUN pip install -r requirements-build.txt
RUN pip install --no-build-isolation -r requirements.txt -r requirements-dev.txt
COPY . .
EXPOSE 8000
CMD ["gunicorn"]
