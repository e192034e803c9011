// SPDX-License-Identifier: Apache-2.0
//
// Part of the canary: its folder is no layer, and clang-tidy must report the casts here and in
// untidy.cpp, which unity.cxx includes.
#pragma once

inline int whole(long value) {
  return (int)value;
}
