// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/write/writers.h"

namespace parindex {
namespace {

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Without regard to case: Windows writes KET-QUA.CSV.
bool has_ending(std::string_view path, std::string_view ending) {
  return path.size() >= ending.size() &&
         std::equal(ending.begin(), ending.end(), path.end() - std::ssize(ending),
                    [](char a, char b) { return a == to_lower(b); });
}

}  // namespace

const OutputFormat* find_format_by_name(std::string_view name) {
  const auto* const found =
      std::find_if(kOutputFormats.begin(), kOutputFormats.end(),
                   [&](const OutputFormat& format) { return format.name == name; });
  return found == kOutputFormats.end() ? nullptr : found;
}

const OutputFormat* find_format_by_path(std::string_view path) {
  const auto* const found =
      std::find_if(kOutputFormats.begin(), kOutputFormats.end(),
                   [&](const OutputFormat& format) { return has_ending(path, format.ending); });
  return found == kOutputFormats.end() ? nullptr : found;
}

}  // namespace parindex
