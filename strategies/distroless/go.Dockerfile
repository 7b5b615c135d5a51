FROM golang:1.26-trixie AS deps
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download

FROM deps AS build
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/server ./cmd/server

FROM gcr.io/distroless/static-debian13:nonroot AS runtime
COPY --from=build /out/server /usr/local/bin/server
USER nonroot
EXPOSE 8080
CMD ["server"]
