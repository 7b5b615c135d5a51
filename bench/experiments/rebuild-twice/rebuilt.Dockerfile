FROM debian:trixie-slim
WORKDIR /app
COPY words.txt ./
RUN sort words.txt > sorted.txt && mkdir index && split --lines=1 sorted.txt index/
