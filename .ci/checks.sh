# SPDX-License-Identifier: Apache-2.0
#
# What .ci/run and .ci/deep share. Sourced by them, in the checkout, after setup.sh.

parts=
# part NAME ends the part before and begins the next.
part() {
  local stat
  read -ra stat </proc/$$/stat  # 15 and 16 are the hundredths of a second of CPU of what has ended
  local used=$(((stat[15] + stat[16]) / 100))
  [ -z "${part:-}" ] ||
    parts+=$(printf '%-24s %7d s %7d s of CPU' "$part" $((SECONDS - began)) $((used - before)))$'\n'
  part=$1 began=$SECONDS before=$used
  echo "== $part (after $SECONDS s)"
}

# Each line of the input is a command; as many run at once as there are cores. What one prints is
# shown only if it fails.
run_all() {
  xargs -d '\n' -P "$(nproc)" -I{} bash -c \
    'said=$({} 2>&1 </dev/null) || { printf "failed: %s\n%s\n" "$1" "$(tail -n 60 <<<"$said")"; exit 1; }' - {}
}

# tidy CHECK... runs clang-tidy over all that build/test compiles: of src it compiles one source for
# each folder. In tests the macros of Catch2 count as branches.
tidy() {
  local relaxed=
  [ $# -gt 0 ] || relaxed=--checks=-readability-function-cognitive-complexity
  sed -n 's/^ *"file": "\(.*\)",\?$/\1/p' build/test/compile_commands.json | sort -u |
    xargs -d '\n' ls -S |  # the longest are not to be the last
    sed "/tests/s|.*|$relaxed &|
      s|.*|clang-tidy-14 -p build/test --quiet $* &|" | run_all
}

# sanitized_tests CASES runs the tests against the program with the address and the
# undefined-behaviour sanitizer; the programs that test it are those of build/test. What is expected
# of dump is left out: slots are numbered in the order in which g++ evaluates arguments, and this is
# clang's.
sanitized_tests() {
  local tests=build/test/tests program="--binary build/asan/parindex"
  build_preset asan parindex unit_tests target_tests
  run_all <<TESTS
$tests/golden $program --root . $(ls -d tests/golden/* | grep -v /dump | tr '\n' ' ')
$tests/interval $program --cases 10
$tests/property $program --cases $1
$tests/draws $program
$tests/what_if $program --cases $(($1 / 2))
$tests/golden $program --root . --tool $tests/ugly tests/ugly
build/asan/tests/target_tests
build/asan/tests/unit_tests "~the builder emits the steps that are expected"
TESTS
}

# threaded_runs ROWS runs with the thread sanitizer what works on several threads: the pipeline over
# tables of many blocks, ties that are decided again, draws, gaps. The addresses are not at random:
# the sanitizer of clang 14 does not start where there are more bits of chance than it knows.
threaded_runs() {
  local kind made=build/tsan/tables tables= parindex="setarch -R build/tsan/parindex"
  build_preset tsan parindex
  mkdir -p "$made"
  g++ -O1 -std=c++20 bench/generate.cpp -o "$made/generate"
  for kind in bands shares ties; do
    mkdir -p "$made/$kind"
    "$made/generate" "$1" 20 1 "$kind" "$made/$kind"
    tables+="$parindex score $made/$kind/rules.yaml --data $made/$kind/data.csv --threads 4"$'\n'
  done
  run_all <<RUNS
$tables$parindex score rules/par-index --data data/par-index-2023 --threads 4
$parindex gaps rules/par-index --data data/par-index-2023 --threads 4
$parindex score rules/binh-thuan/2024 --data data/binh-thuan-2023 --threads 4
$parindex gaps rules/binh-thuan/2024 --data data/binh-thuan-2023 --by target --threads 4
$parindex simulate rules/par-index --data data/par-index-2023 --weights --threads 4
setarch -R build/test/tests/draws --binary build/tsan/parindex
RUNS
}
