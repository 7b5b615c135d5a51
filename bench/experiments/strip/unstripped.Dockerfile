FROM golang:1.26-trixie AS deps
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download

FROM deps AS build
RUN mkdir -p /rootfs/etc/ssl/certs \
 && cp /etc/ssl/certs/ca-certificates.crt /rootfs/etc/ssl/certs/ \
 && echo 'app:x:10001:10001::/:/nonexistent' > /rootfs/etc/passwd \
 && echo 'app:x:10001:' > /rootfs/etc/group
COPY . .
RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server

FROM scratch AS runtime
ENV PATH=/usr/local/bin
COPY --from=build /rootfs /
COPY --from=build /out/server /usr/local/bin/server
USER app
EXPOSE 8080
CMD ["server"]
