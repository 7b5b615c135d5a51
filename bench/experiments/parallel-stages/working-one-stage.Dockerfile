FROM debian:trixie-slim AS both
RUN i=0; while [ $i -lt 400000 ]; do i=$((i + 1)); done && echo a > /a
RUN i=0; while [ $i -lt 400000 ]; do i=$((i + 1)); done && echo b > /b

FROM debian:trixie-slim AS runtime
COPY --from=both /a /a
COPY --from=both /b /b
