#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# package_test.sh BUILD_FOLDER VERSION makes the Debian package, looks at what it says of itself
# and runs the program in it.
set -eu
build=$1
version=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cpack -G DEB --config "$build/CPackConfig.cmake" -B "$folder"
package=$folder/parindex_${version}_$(dpkg --print-architecture).deb
depends=$(dpkg-deb --field "$package" Depends)
for library in libc6 libfmt9 libstdc++6 libutf8proc2 libyaml-cpp0.7 libzstd1 zlib1g; do
  case $depends in
    *"$library "*) ;;
    *) echo "Depends lacks $library: $depends"; exit 1 ;;
  esac
done
dpkg-deb --extract "$package" "$folder/root"
"$folder/root/usr/bin/parindex" --version
