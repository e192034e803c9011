#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# install_test.sh BUILD_FOLDER COMPILER [FLAG...] installs the build into an empty prefix, and
# builds and runs a program that finds the library there.
set -eu
build=$1
compiler=$2
shift 2
here=$(dirname -- "$(readlink -f -- "$0")")
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT

cmake --install "$build" --prefix "$prefix" >"$prefix/log"
"$prefix/bin/parindex" --version
for file in include/parindex/parindex.h share/parindex/rules share/parindex/data \
  share/doc/parindex/LICENSE share/doc/parindex/README.md share/doc/parindex/rulebook.md; do
  [ -e "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
[ "$(find "$prefix/include" -type f | wc -l)" = 1 ] || { echo 'more than one header'; exit 1; }

cmake -G Ninja -S "$here/consumer" -B "$prefix/consumer" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$*"
cmake --build "$prefix/consumer"
scores=$("$prefix/consumer/consumer" "$here/consumer/rules.yaml" "$here/consumer/data.csv")
[ "$scores" = "$(printf 'north 94.12 2\nsouth 100.00 1')" ] || { echo "other scores: $scores"; exit 1; }
