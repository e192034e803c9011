// SPDX-License-Identifier: Apache-2.0
#include "analysis/rank.h"

#include <algorithm>
#include <map>
#include <utility>

namespace parindex {
namespace {

using ExactValues = std::function<std::vector<Rational>(const std::vector<std::uint32_t>&)>;

// Exact values are asked for in pieces, so that equal ones need not all be held.
constexpr std::size_t kPiece = 4096;

// Ranks of rows whose order their keys do not settle; the first has rank `first_rank`.
void rank_exactly(std::vector<std::uint32_t> rows, std::uint32_t first_rank,
                  const ExactValues& exact_values, std::vector<std::uint32_t>& ranks) {
  std::sort(rows.begin(), rows.end());
  std::map<Rational, std::vector<std::uint32_t>, std::greater<>> by_value;
  for (std::size_t begin = 0; begin < rows.size(); begin += kPiece) {
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last =
        rows.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kPiece, rows.size()));
    const std::vector<std::uint32_t> piece(first, last);
    std::vector<Rational> values = exact_values(piece);
    for (std::size_t i = 0; i < piece.size(); ++i) {
      by_value[std::move(values[i])].push_back(piece[i]);
    }
  }
  std::uint32_t rank = first_rank;
  for (const auto& [value, equal] : by_value) {
    for (const std::uint32_t row : equal) {
      ranks[row] = rank;
    }
    rank += static_cast<std::uint32_t>(equal.size());
  }
}

__extension__ using Wide = __int128;

// Keys are below 2^62, so that products of two stay below 2^124.
Wide gap(const RankKey& better, const RankKey& worse) {
  return Wide{better.numerator} * worse.divisor - Wide{worse.numerator} * better.divisor;
}

}  // namespace

void rank_rows(std::vector<std::uint32_t> rows, const std::vector<RankKey>& keys,
               const ExactValues& exact_values, std::vector<std::uint32_t>& ranks) {
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Wide difference = gap(keys[a], keys[b]);
    return difference != 0 ? difference > 0 : a < b;
  });
  std::int64_t most_error = 0;
  for (const std::uint32_t row : rows) {
    most_error = std::max(most_error, keys[row].error);
  }
  for (std::size_t begin = 0; begin < rows.size();) {
    // A run of neighbours that may each be equal to, or in the wrong order with, the one before.
    std::size_t end = begin + 1;
    while (end < rows.size() &&
           (most_error == RankKey::kNoBound ||
            gap(keys[rows[end - 1]], keys[rows[end]]) <= 2 * Wide{most_error})) {
      ++end;
    }
    const auto rank = static_cast<std::uint32_t>(begin + 1);
    if (most_error == 0 || end - begin == 1) {
      for (std::size_t i = begin; i < end; ++i) {
        ranks[rows[i]] = rank;
      }
    } else {
      rank_exactly({rows.begin() + static_cast<std::ptrdiff_t>(begin),
                    rows.begin() + static_cast<std::ptrdiff_t>(end)},
                   rank, exact_values, ranks);
    }
    begin = end;
  }
}

}  // namespace parindex
