FROM debian:trixie-slim
COPY words.txt /words.txt
