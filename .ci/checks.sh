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
# each folder.
tidy() {
  sed -n 's/^ *"file": "\(.*\)",\?$/\1/p' build/test/compile_commands.json | sort -u |
    xargs -d '\n' ls -S |  # the longest are not to be the last
    sed "s|.*|clang-tidy-14 -p build/test --quiet $* &|" | run_all
}
