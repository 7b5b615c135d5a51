FROM node:24-trixie-slim AS try
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3
WORKDIR /src
COPY packages.txt try ./
RUN sh try

FROM scratch
COPY --from=try /out/prebuilt/ /prebuilt/
COPY --from=try /out/compiled/ /compiled/
COPY --from=try /out/failed/ /failed/
