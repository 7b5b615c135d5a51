FROM debian:trixie-slim AS both
RUN sleep 4 && echo a > /a
RUN sleep 4 && echo b > /b

FROM debian:trixie-slim AS runtime
COPY --from=both /a /a
COPY --from=both /b /b
