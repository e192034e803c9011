#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Builds the targets of build/asan and runs each for some seconds, from the files of other tests and
# from tests/fuzz/seeds/KIND-*. What is found is left in build/fuzz/KIND.
#   [FUZZ_SEED=N] tests/fuzz/fuzz.sh [SECONDS [KIND...]]
set -eu
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
cd "$root"
. .ci/setup.sh
seconds=${1:-10}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- csv xlsx yaml expression

need_packages 'to build the fuzzers' $build_packages $test_packages $fuzz_packages
lock asan
say 'building the fuzzers (some minutes the first time)'
build_preset asan ugly $(printf 'fuzz_%s ' "$@")

# The files of one kind in golden tests: `--- file NAME.ENDING`, up to the next `---`.
files_of() {  # ENDING LAST-WORD FOLDER
  find tests/golden -name '*.test' -exec awk -v ending="$1" -v last="$2" -v folder="$3" '
    FNR == 1 || /^---/ { out = "" }
    /^--- file/ && $3 ~ ending "$" && $NF ~ last "$" { out = folder "/" ++n; next }
    out { print > out }' {} +
}
seeds() {  # KIND FOLDER
  case $1 in
    csv) files_of '\.csv' '\.csv' "$2"
      ugly=$PWD/build/asan/tests/ugly
      (cd "$2" && for name in $("$ugly" --list); do "$ugly" "$name" >/dev/null; done) ;;
    xlsx) files_of '\.xlsx' 'xlsx' "$2" ;;
    yaml) files_of '\.yaml' '\.yaml' "$2"
      find rules -name '*.yaml' -size -64k -exec cp --backup=numbered -t "$2" {} + ;;
    expression) sed -n 's/.*\(formula\|proportional\|yes_no\|when\): "\?\([^"},]*\).*/\2/p' \
      $(find tests/golden -name '*.test') | sort -u |
      awk -v folder="$2" '{ print > folder "/" NR }' ;;
  esac
}

for kind; do
  work=build/fuzz/$kind
  rm -rf "$work-seeds"
  mkdir -p "$work" "$work-seeds"
  seeds "$kind" "$work-seeds"
  find tests/fuzz/seeds -name "$kind-*" -exec cp -t "$work-seeds" {} +
  echo "fuzz: $kind, $(ls "$work-seeds" | wc -l) seeds, $seconds s"
  build/asan/tests/fuzz/fuzz_"$kind" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -max_len=65536 -print_final_stats=1 -seed="${FUZZ_SEED:-0}" -artifact_prefix="$work/found-" -verbosity=1 \
    "$work" "$work-seeds" 2>"$work.log" || { tail -60 "$work.log"; exit 1; }
  grep -E 'number_of_executed_units|peak_rss_mb' "$work.log"
done
