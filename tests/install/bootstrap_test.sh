#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# bootstrap_test.sh CHECKOUT runs ./parindex in a made-up checkout around a program of a few lines:
# when it builds, when it does not, and what it says.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root="$folder/a path with spaces"
mkdir -p "$root/src/base" "$root/include" "$root/.ci"
cp "$1/parindex" "$root"
cp "$1/.ci/setup.sh" "$root/.ci"

cat >"$root/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES CXX)
file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/*.cpp)
add_executable(parindex ${sources})
END
cat >"$root/CMakePresets.json" <<'END'
{"version": 6, "configurePresets": [{"name": "release", "generator": "Ninja",
  "binaryDir": "${sourceDir}/build/${presetName}"}]}
END
cat >"$root/src/main.cpp" <<'END'
#include <cstdio>
int main(int count, char** words) {
  for (int i = 1; i < count; ++i) std::printf("[%s]", words[i]);
  for (int c; (c = std::getchar()) != EOF;) std::putchar(c);
  return 3;
}
END

# run PROGRAM leaves its output, what it says and its status in files named after $1.
run() {
  name=$folder/$1
  shift
  status=0
  printf 'in' | "$@" 'a b' '' '*' >"$name.out" 2>"$name.err" || status=$?
  echo "$status" >"$name.status"
}

fail() {
  echo "FAILED: $1"
  cat "$folder"/*.status "$folder"/*.out "$folder"/*.err
  exit 1
}

ran() {
  [ "$(cat "$folder/$1.status")" = 3 ] && [ "$(cat "$folder/$1.out")" = '[a b][][*]in' ]
}

# expect silence|building|failure WHAT: how the next run ends.
expect() {
  run next "$program"
  case $1 in
    silence) ran next && [ ! -s "$folder/next.err" ] ;;
    building) ran next && grep -q building "$folder/next.err" ;;
    failure) [ "$(cat "$folder/next.status")" = 2 ] && [ ! -s "$folder/next.out" ] &&
      grep -q 'error:' "$folder/next.err" ;;
  esac || fail "$2"
  echo "ok: $2"
}

cd "$folder"
program=$root/parindex
run one "$program" &
run two "$program" &
wait
ran one && ran two && [ "$(cat one.err two.err | grep -c building)" = 1 ] || fail 'two at once'
echo 'ok: two first calls at once, one build'

expect silence 'nothing has changed'
ln -s "$root/parindex" link
program=$folder/link
expect silence 'through a symbolic link'
sed 's/return 3/return 4/' "$root/src/main.cpp" >older.cpp
echo 'int twice();' >>"$root/src/main.cpp"
expect building 'a source was written'
echo 'broken' >"$root/src/base/broken.cpp"
expect failure 'a source does not compile'
expect failure 'and still does not'
rm "$root/src/base/broken.cpp"
expect building 'a source was removed'
cp "$root/src/main.cpp" main.cpp
touch -d 2001-01-01 older.cpp main.cpp
mv older.cpp "$root/src/main.cpp"
run older "$program"
[ "$(cat older.status)" = 4 ] || fail 'a source was replaced by an older one'
mv main.cpp "$root/src/main.cpp"
expect building 'a source was replaced by an older one'
expect silence 'nothing has changed since'
echo '/nowhere/libgone.so.1' >>"$root/build/release/libraries"
expect building 'a library has gone'
cp -a "$root" copy
program=$folder/copy/parindex
expect building 'the checkout was copied with its build'

# Without root and sudo it only says what to install.
mkdir bin
printf '#!/bin/sh\nexit 1\n' >bin/dpkg-query
printf '#!/bin/sh\necho 1000\n' >bin/id
chmod +x bin/dpkg-query bin/id
for tool in readlink dirname find mkdir flock; do
  ln -s "$(command -v $tool)" "bin/$tool"
done
rm -r copy/build
run poor env PATH="$folder/bin" /bin/sh copy/parindex
[ "$(cat poor.status)" = 2 ] && grep -q 'apt-get install .*libfmt-dev' poor.err ||
  fail 'packages are missing and nobody may install them'
echo 'ok: packages are missing and nobody may install them'
