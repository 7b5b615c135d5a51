FROM golang:1.26-trixie AS deps
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download

FROM deps AS build
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/server ./cmd/server

FROM golang:1.26-trixie AS runtime
RUN groupadd --system app && useradd --system --gid app --no-create-home app
COPY --from=build /out/server /usr/local/bin/server
USER app
EXPOSE 8080
CMD ["server"]
