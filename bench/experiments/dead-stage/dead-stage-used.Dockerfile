FROM debian:trixie-slim AS made
RUN echo made > /made

FROM debian:trixie-slim AS dead
RUN echo this stage was executed && exit 1

FROM debian:trixie-slim AS runtime
COPY --from=made /made /made
COPY --from=dead /made /dead
