FROM debian:trixie-slim AS build
RUN sleep 1 && echo made > /made

FROM debian:trixie-slim AS runtime
COPY --from=build /made /made

FROM runtime AS checked
RUN sleep 2 && grep -q made /made
