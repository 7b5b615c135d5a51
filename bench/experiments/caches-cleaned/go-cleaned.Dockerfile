FROM golang:1.26-trixie
WORKDIR /src
COPY go.mod go.sum main.go ./
RUN CGO_ENABLED=0 go build -o /out/server . && go clean -cache -modcache
