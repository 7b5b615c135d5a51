FROM debian:trixie-slim AS made
# The same bytes in every build: 100 files of 200,000 letters out of 16, which a compressor halves.
RUN mkdir /parts && perl -e 'srand 1; for $n (0 .. 99) { open $f, ">", sprintf "/parts/part-%02d", $n; print $f join "", map { chr 97 + rand 16 } 1 .. 200_000 }' && touch -d @0 /parts/*

FROM scratch
COPY --from=made /parts/part-0[0-4] /parts/
COPY --from=made /parts/part-0[5-9] /parts/
COPY --from=made /parts/part-1[0-4] /parts/
COPY --from=made /parts/part-1[5-9] /parts/
COPY --from=made /parts/part-2[0-4] /parts/
COPY --from=made /parts/part-2[5-9] /parts/
COPY --from=made /parts/part-3[0-4] /parts/
COPY --from=made /parts/part-3[5-9] /parts/
COPY --from=made /parts/part-4[0-4] /parts/
COPY --from=made /parts/part-4[5-9] /parts/
COPY --from=made /parts/part-5[0-4] /parts/
COPY --from=made /parts/part-5[5-9] /parts/
COPY --from=made /parts/part-6[0-4] /parts/
COPY --from=made /parts/part-6[5-9] /parts/
COPY --from=made /parts/part-7[0-4] /parts/
COPY --from=made /parts/part-7[5-9] /parts/
COPY --from=made /parts/part-8[0-4] /parts/
COPY --from=made /parts/part-8[5-9] /parts/
COPY --from=made /parts/part-9[0-4] /parts/
COPY --from=made /parts/part-9[5-9] /parts/
