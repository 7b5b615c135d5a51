FROM golang:1.26-trixie AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
# Scratch has no shell and no curl, so that the health check is a program of its own.
RUN mkdir -p /health /rootfs/etc/ssl/certs /rootfs/usr/share \
 && printf 'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tanswer, err := http.Get("http://127.0.0.1:" + os.Getenv("PORT") + "/health")\n\tif err != nil || answer.StatusCode != 200 {\n\t\tos.Exit(1)\n\t}\n}\n' > /health/main.go \
 && CGO_ENABLED=0 go build -ldflags="-s -w" -o /rootfs/healthy /health/main.go \
 && cp /etc/ssl/certs/ca-certificates.crt /rootfs/etc/ssl/certs/ \
 && cp -r /usr/local/go/lib/time/zoneinfo.zip /rootfs/usr/share/ \
 && echo 'app:x:10001:10001::/:/nonexistent' > /rootfs/etc/passwd \
 && echo 'app:x:10001:' > /rootfs/etc/group
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/server ./cmd/server

FROM scratch AS runtime
ENV PORT=8080 ZONEINFO=/usr/share/zoneinfo.zip
COPY --from=build /rootfs /
COPY --from=build /out/server /server
USER app
EXPOSE 8080
HEALTHCHECK CMD ["/healthy"]
CMD ["/server"]
