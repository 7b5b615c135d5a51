FROM debian:trixie-slim AS a
RUN i=0; while [ $i -lt 400000 ]; do i=$((i + 1)); done && echo a > /a

FROM debian:trixie-slim AS b
RUN i=0; while [ $i -lt 400000 ]; do i=$((i + 1)); done && echo b > /b

FROM debian:trixie-slim AS runtime
COPY --from=a /a /a
COPY --from=b /b /b
