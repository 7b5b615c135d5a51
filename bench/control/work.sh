# Frozen: the same bytes in, the same work, the same bytes out, on every machine and for all time. Whoever changes it starts
# a new series. Arithmetic of one process and nothing else: files and several processes at a time scatter by themselves. Ten
# million steps of the generator of Park and Miller ("Random number generators: good ones are hard to find", Communications of
# the ACM 31 (1988) 1192-1201); they give the number after the first 10,000, and 16807^10000000 modulo 2^31 - 1 is the last one.
set -eu

for steps in 10000:1043618065 10000000:1768507984; do
  number=$(awk -v steps="${steps%:*}" 'BEGIN { x = 1; for (i = 0; i < steps; i++) x = (x * 16807) % 2147483647; print x }')
  test "$number" = "${steps#*:}"
done
