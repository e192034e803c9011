# SPDX-License-Identifier: Apache-2.0
#
# What ./parindex, ./test and .ci/run share: the Debian 12 packages and how a preset is built.
# Sourced by them with $root set to the checkout. Whatever is said goes to standard error, and
# nothing here reads standard input, which belongs to the program.

build_packages='g++ cmake ninja-build pkg-config libboost-dev libcli11-dev libexpat1-dev
  libfmt-dev libminizip-dev librandom123-dev libutf8proc-dev libxlsxwriter-dev libyaml-cpp-dev
  libzstd-dev zlib1g-dev'
# clang, lld and what ends in wasm32: the engine is compiled for WebAssembly too.
test_packages='catch2 dpkg-dev file libgmp-dev clang-14 lld-14 wasi-libc libc++-14-dev-wasm32
  libc++abi-14-dev-wasm32 libclang-rt-14-dev-wasm32 libvalijson-dev nlohmann-json3-dev'
# The YAML server runs on node; one that is there already, from wherever, will do.
command -v node >/dev/null && command -v npm >/dev/null || test_packages="$test_packages nodejs npm"
# Large (220 MB), so only .ci/run has it: the tests then write and read workbooks with LibreOffice.
office_packages='libreoffice-calc'
# The sanitizers and libFuzzer of clang.
fuzz_packages='libclang-rt-14-dev'
lint_packages='clang-format-14 clang-tidy-14'

say() {
  printf 'parindex: %s\n' "$*" >&2
}

# quietly LOG COMMAND... keeps the output in LOG and shows it only if the command fails.
quietly() {
  log=$1
  shift
  "$@" </dev/null >"$log" 2>&1 9>&- || {
    cat "$log" >&2
    say "failed: $*"
    return 1
  }
}

# Waits until nobody else works under this name; held until the shell ends or closes 9.
lock() {
  mkdir -p "$root/build" && exec 9>"$root/build/$1.lock" || exit 2
  flock -n 9 && return
  say "waiting for another build of $1"
  flock 9
}

missing_packages() {
  installed=$(dpkg-query -W -f '${db:Status-Status}=${Package} ' "$@" 2>/dev/null)
  for package; do
    case " $installed" in
      *" installed=$package "*) ;;
      *) printf ' %s' "$package" ;;
    esac
  done
}

# need_packages PURPOSE PACKAGE... installs those that are missing. On a system without dpkg the
# build itself tells what is missing.
need_packages() {
  purpose=$1
  shift
  command -v dpkg-query >/dev/null || return 0
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null || {
      say "these packages are needed $purpose:$missing"
      say "as root, run: apt-get update && apt-get install --no-install-recommends$missing"
      exit 2
    }
  fi
  say "installing what is needed $purpose:$missing"
  mkdir -p "$root/build" || exit 2
  exec 8>"$root/build/packages.lock"
  flock 8
  # A list that cannot be updated may still be good enough to install from.
  quietly "$root/build/packages.log" $as_root apt-get update 8>&- || :
  quietly "$root/build/packages.log" $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends $missing 8>&- || exit 2
  exec 8>&-
}

# Names ccache if it is there and can write its cache.
usable_ccache() {
  : >"$1/empty.cpp"
  ccache c++ -c "$1/empty.cpp" -o "$1/empty.o" 2>/dev/null && command -v ccache
}

# build_preset PRESET [TARGET...] configures build/PRESET and builds the targets, or all.
build_preset() {
  preset=$1
  shift
  folder=$root/build/$preset
  # A folder that was configured at another place, or never to the end, is begun again.
  again=
  grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt" || again=--fresh
  mkdir -p "$folder"
  quietly "$folder/configure.log" cmake -S "$root" --preset "$preset" $again \
    -DCMAKE_CXX_COMPILER_LAUNCHER="$(usable_ccache "$folder")" &&
    quietly "$folder/build.log" cmake --build "$folder" --parallel "$(nproc)" ${1:+--target} "$@" \
      -- --quiet
}
