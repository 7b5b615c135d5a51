#!/bin/sh
set -e

# As upstream's: options, and words that are no program, are meant for node. A file that is not executable is found by
# `command -v` in dash (https://bugs.debian.org/874264), hence the last test.
if [ "${1#-}" != "$1" ] || [ -z "$(command -v "$1")" ] || { [ -f "$1" ] && ! [ -x "$1" ]; }; then
  set -- node "$@"
fi

exec "$@"
