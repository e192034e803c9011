#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# editor_test.sh PARINDEX FOLDER: installs the YAML server into FOLDER as package-lock.json says, and
# asks it about a rulebook with the schema that PARINDEX prints.
set -eu
parindex=$1
folder=$2
here=$(dirname -- "$(readlink -f -- "$0")")

mkdir -p "$folder"
if ! cmp -s "$here/package-lock.json" "$folder/installed.json"; then
  cp "$here/package.json" "$here/package-lock.json" "$folder/"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error)
  cp "$here/package-lock.json" "$folder/installed.json"
fi
"$parindex" schema -o "$folder/schema.json"
exec node "$here/editor_test.mjs" "$folder"
