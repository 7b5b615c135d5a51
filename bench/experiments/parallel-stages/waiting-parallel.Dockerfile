FROM debian:trixie-slim AS a
RUN sleep 4 && echo a > /a

FROM debian:trixie-slim AS b
RUN sleep 4 && echo b > /b

FROM debian:trixie-slim AS runtime
COPY --from=a /a /a
COPY --from=b /b /b
