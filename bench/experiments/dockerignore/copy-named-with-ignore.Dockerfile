FROM debian:trixie-slim
WORKDIR /app
COPY build.sh ./
COPY src ./src
RUN sh build.sh
