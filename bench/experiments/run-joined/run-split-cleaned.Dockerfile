FROM debian:trixie-slim
RUN apt-get update
RUN apt-get install -y --no-install-recommends make
RUN rm -rf /var/lib/apt/lists/*
