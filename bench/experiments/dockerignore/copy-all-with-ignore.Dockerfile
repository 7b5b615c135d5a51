FROM debian:trixie-slim
WORKDIR /app
COPY . .
RUN sh build.sh
