# Frozen: the same bytes in, the same work, the same bytes out, on every machine and for all time. Whoever changes it starts
# a new series. Half of it is arithmetic (gzip), half of it files; the checksums prove that all of it was done.
set -eu

seq 1 1200000 > /numbers
for level in 1 6 9; do gzip -n -"$level" < /numbers | gzip -d; done > /three-times
echo '1726de0ef87ae8c9aadb227f8a53470630a0c26f2d7fa590ed2f38f8f959a9b6  /three-times' | sha256sum -c

mkdir /files
cd /files
split -a 4 -l 200 /numbers part-
for round in 1 2 3; do
  cp -r /files "/copy-$round"
  cat "/copy-$round"/* > "/joined-$round"
  echo "519168e0948062e17bc7c763851f4126da6706a14449b32a8c758c5b30f5c1ae  /joined-$round" | sha256sum -c
  rm -r "/copy-$round"
done
