// SPDX-License-Identifier: Apache-2.0
#include "line_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "golden_file.h"

namespace golden {
namespace {

constexpr std::size_t kContext = 2;
constexpr std::size_t kMostShown = 80;
constexpr std::size_t kMostCells = 4'000'000;  // of the table of common lengths

using Lines = std::span<const std::string_view>;

struct Edit {
  char sign = ' ';
  std::string_view line;
};

// The longest common subsequence; past a limit, simply all of one and all of the other.
void append_edits(Lines a, Lines b, std::vector<Edit>& edits) {
  std::size_t i = 0;
  std::size_t j = 0;
  if (a.size() * b.size() <= kMostCells) {
    const std::size_t stride = b.size() + 1;
    std::vector<std::uint32_t> common((a.size() + 1) * stride);
    for (std::size_t r = a.size(); r-- > 0;) {
      for (std::size_t c = b.size(); c-- > 0;) {
        common[r * stride + c] =
            a[r] == b[c] ? common[(r + 1) * stride + c + 1] + 1
                         : std::max(common[(r + 1) * stride + c], common[r * stride + c + 1]);
      }
    }
    while (i < a.size() && j < b.size()) {
      if (a[i] == b[j]) {
        edits.push_back({' ', a[i++]});
        ++j;
      } else if (common[(i + 1) * stride + j] >= common[i * stride + j + 1]) {
        edits.push_back({'-', a[i++]});
      } else {
        edits.push_back({'+', b[j++]});
      }
    }
  }
  for (; i < a.size(); ++i) {
    edits.push_back({'-', a[i]});
  }
  for (; j < b.size(); ++j) {
    edits.push_back({'+', b[j]});
  }
}

std::vector<Edit> edits_of(Lines a, Lines b) {
  const auto front = static_cast<std::size_t>(
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t back = 0;
  while (front + back < shorter && a[a.size() - 1 - back] == b[b.size() - 1 - back]) {
    ++back;
  }
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < front; ++i) {
    edits.push_back({' ', a[i]});
  }
  append_edits(a.subspan(front, a.size() - back - front), b.subspan(front, b.size() - back - front),
               edits);
  for (std::size_t i = a.size() - back; i < a.size(); ++i) {
    edits.push_back({' ', a[i]});
  }
  return edits;
}

std::string shown(std::string_view line) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::string_view text = without_end(line);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    const bool hidden = byte < 0x20 || byte == 0x7F || (byte == ' ' && i + 1 == text.size());
    if (hidden) {
      out.append("\\x").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
    } else {
      out += text[i];
    }
  }
  return line.ends_with('\n') ? out : out + "  (no newline at the end)";
}

bool is_near_change(std::span<const Edit> edits, std::size_t at) {
  const std::size_t first = at > kContext ? at - kContext : 0;
  const std::size_t last = std::min(at + kContext + 1, edits.size());
  const std::span<const Edit> near = edits.subspan(first, last - first);
  return std::any_of(near.begin(), near.end(), [](const Edit& edit) { return edit.sign != ' '; });
}

}  // namespace

std::string line_diff(std::string_view expected, std::string_view actual, std::string_view indent) {
  const std::vector<std::string_view> before = split_lines(expected);
  const std::vector<std::string_view> after = split_lines(actual);
  const std::vector<Edit> edits = edits_of(before, after);
  std::string out;
  std::size_t lines = 0;
  bool skipping = false;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!is_near_change(edits, i)) {
      out += skipping ? "" : std::string(indent) + "  ...\n";
      skipping = true;
      continue;
    }
    skipping = false;
    if (lines++ == kMostShown) {
      return out + std::string(indent) + "  ... and so on\n";
    }
    out.append(indent).append(1, edits[i].sign).append(" ").append(shown(edits[i].line));
    out += '\n';
  }
  return out;
}

}  // namespace golden
