FROM golang:1.26-trixie AS build
WORKDIR /src
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/ ./cmd/api ./cmd/worker

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/api /out/worker /
EXPOSE 8090
ENTRYPOINT ["/api"]
