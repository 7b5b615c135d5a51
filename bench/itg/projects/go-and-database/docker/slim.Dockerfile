FROM golang:1.26-trixie AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/ ./cmd/api ./cmd/worker

FROM debian:trixie-slim
COPY --from=build /out/ /usr/local/bin/
USER nobody
EXPOSE 8090
CMD ["api"]
