FROM python:3.13-slim-trixie
ENV PYTHONUNBUFFERED=1
# The slim base has no compiler, and one dependency is compiled.
RUN apt-get update && apt-get install --yes --no-install-recommends build-essential
WORKDIR /app
COPY requirements-build.txt requirements.txt requirements-dev.txt ./
RUN pip install -r requirements-build.txt
RUN pip install --no-build-isolation -r requirements.txt -r requirements-dev.txt
COPY . .
EXPOSE 8000
CMD ["gunicorn"]
