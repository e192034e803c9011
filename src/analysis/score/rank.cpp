// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/rank.h"

#include <algorithm>
#include <map>
#include <utility>

namespace parindex {
namespace {

using ExactValues = std::function<std::vector<Rational>(const std::vector<std::uint32_t>&)>;

// Exact values are asked for in pieces, so that equal ones need not all be held.
constexpr std::size_t kRowsInPiece = 4096;

// Ranks rows whose order their keys do not decide; the first has rank `first_rank`.
void rank_exactly(std::vector<std::uint32_t> rows, std::uint32_t first_rank,
                  const ExactValues& exact_values, std::vector<std::uint32_t>& ranks) {
  std::sort(rows.begin(), rows.end());
  std::map<Rational, std::vector<std::uint32_t>, std::greater<>> by_value;
  for (std::size_t begin = 0; begin < rows.size(); begin += kRowsInPiece) {
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last =
        rows.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kRowsInPiece, rows.size()));
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

// The sign of better - worse, multiplied by both divisors, which are positive. If these are 1 it is
// the difference itself. A numerator is an int64 and a divisor at most 2^62, so that the products
// are at most 2^125 and their difference 2^126.
Wide gap(const RankKey& better, const RankKey& worse) {
  return Wide{better.numerator} * worse.divisor - Wide{worse.numerator} * better.divisor;
}

// Ranks from `first_rank` on, by one key.
//
// Let k(1) >= k(2) >= ... be the sorted keys, e(i) the exact ones and E the largest error, so that
// |e(i) - k(i)| <= E. If k(j) - k(j + 1) > 2E then for every i <= j and l > j
//   e(i) >= k(i) - E >= k(j) - E > k(j + 1) + E >= k(l) + E >= e(l):
// every row up to j is better than every row behind it. So rows are split there, and only rows
// within one piece are looked up and compared as fractions. Quotients have no error (E = 0): a
// piece is a run of equal quotients, which share a rank without being looked up. If E > 0 all
// divisors are 1, and gap() is the difference that the proof speaks of. If one key has no bound,
// all rows are one piece.
void rank_by_key(std::vector<std::uint32_t> rows, std::uint32_t first_rank,
                 const std::vector<RankKey>& keys, const ExactValues& exact_values,
                 std::vector<std::uint32_t>& ranks) {
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Wide difference = gap(keys[a], keys[b]);
    return difference != 0 ? difference > 0 : a < b;
  });
  std::int64_t most_error = 0;
  for (const std::uint32_t row : rows) {
    most_error = std::max(most_error, keys[row].error);
  }
  for (std::size_t begin = 0; begin < rows.size();) {
    // A piece: neighbours each of which may be equal to, or better than, the one before.
    std::size_t end = begin + 1;
    while (end < rows.size() &&
           (most_error == RankKey::kNoBound ||
            gap(keys[rows[end - 1]], keys[rows[end]]) <= 2 * Wide{most_error})) {
      ++end;
    }
    const auto rank = first_rank + static_cast<std::uint32_t>(begin);
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

class GroupRanker {
 public:
  GroupRanker(const RankKeys& keys, bool list_ties, std::vector<std::uint32_t>& ranks)
      : keys_(keys),
        list_ties_(list_ties),
        ranks_(ranks) {}

  void rank(std::vector<std::uint32_t> rows, std::size_t key, std::uint32_t first_rank) {
    rank_by_key(
        rows, first_rank, keys_.keys[key],
        [&](const std::vector<std::uint32_t>& asked) { return keys_.exact(key, asked); }, ranks_);
    if (key + 1 == keys_.keys.size() && !list_ties_) {
      return;
    }
    std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      return ranks_[a] != ranks_[b] ? ranks_[a] < ranks_[b] : a < b;
    });
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && ranks_[rows[end]] == ranks_[rows[begin]]) {
        ++end;
      }
      if (end - begin > 1) {
        break_tie({rows.begin() + static_cast<std::ptrdiff_t>(begin),
                   rows.begin() + static_cast<std::ptrdiff_t>(end)},
                  key + 1);
      }
      begin = end;
    }
  }

  std::vector<TiedRows> take_ties() { return std::move(ties_); }

 private:
  // Rows that are equal so far: by the next key, or not at all.
  void break_tie(std::vector<std::uint32_t> rows, std::size_t next_key) {
    const std::uint32_t rank_so_far = ranks_[rows.front()];
    if (next_key < keys_.keys.size()) {
      rank(std::move(rows), next_key, rank_so_far);
    } else {
      ties_.push_back({rank_so_far, std::move(rows)});
    }
  }

  const RankKeys& keys_;
  bool list_ties_;
  std::vector<std::uint32_t>& ranks_;
  std::vector<TiedRows> ties_;
};

}  // namespace

std::vector<TiedRows> rank_rows(std::vector<std::uint32_t> rows, const RankKeys& keys,
                                TieRules rules, std::vector<std::uint32_t>& ranks) {
  GroupRanker ranker(keys, rules.list, ranks);
  ranker.rank(rows, 0, 1);
  std::vector<TiedRows> ties = ranker.take_ties();
  if (rules.dense) {
    std::sort(rows.begin(), rows.end(),
              [&](std::uint32_t a, std::uint32_t b) { return ranks[a] < ranks[b]; });
    std::uint32_t met = 0;  // the rank with gaps of the row before
    std::uint32_t rank = 0;
    for (const std::uint32_t row : rows) {
      rank += ranks[row] != met ? 1U : 0U;
      met = ranks[row];
      ranks[row] = rank;
    }
    for (TiedRows& tie : ties) {
      tie.rank = ranks[tie.rows.front()];
    }
  }
  return ties;
}

}  // namespace parindex
