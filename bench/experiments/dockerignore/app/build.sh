# What is built depends on the sources only.
set -eu
cat src/*.txt > built.txt
