FROM node:24-alpine AS try
RUN apk add --no-cache build-base python3
WORKDIR /src
COPY packages.txt try ./
RUN sh try

FROM scratch
COPY --from=try /out/prebuilt/ /prebuilt/
COPY --from=try /out/compiled/ /compiled/
COPY --from=try /out/failed/ /failed/
