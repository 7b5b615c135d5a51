FROM python:3.13-slim-trixie AS try
RUN apt-get update && apt-get install -y --no-install-recommends build-essential
WORKDIR /src
COPY packages.txt try ./
RUN sh try

FROM scratch
COPY --from=try /out/prebuilt/ /prebuilt/
COPY --from=try /out/compiled/ /compiled/
COPY --from=try /out/failed/ /failed/
