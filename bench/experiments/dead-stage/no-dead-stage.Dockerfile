FROM debian:trixie-slim AS made
RUN echo made > /made

FROM debian:trixie-slim AS runtime
COPY --from=made /made /made
