// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/grades.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "engine/numbers/rational.h"

namespace parindex {
namespace {

class GradesReview {
 public:
  GradesReview(const Rulebook& rulebook, const RowSource& rows, ScoreSheet& sheet,
               Diagnostics& diagnostics)
      : rulebook_(rulebook),
        rows_(rows),
        sheet_(sheet),
        diagnostics_(diagnostics) {}

  void run() {
    for (std::size_t row = 0; row < sheet_.grades.size(); ++row) {
      if (sheet_.grades[row] == ScoreSheet::kGradeUndefined) {
        diagnostics_.warn(
            codes::kGradeUndefined, rows_.unit_cell(sheet_.row_offsets[row]),
            fmt::format("no grade is defined for unit `{}`: its index reaches a grade, but not "
                        "what that grade needs",
                        sheet_.units[row].id),
            "the authority decides; or state `else:` in the grade");
      }
    }
    for (std::size_t grade = 0; grade < rulebook_.grades.size(); ++grade) {
      if (rulebook_.grades[grade].quota) {
        review_quota(grade, *rulebook_.grades[grade].quota);
      }
    }
    for (const ScoreSheet::Tie& tie : sheet_.ties) {
      report_tie(tie);
    }
  }

 private:
  // Units of each group with a grade; without one: with any.
  [[nodiscard]] std::vector<std::uint32_t> count(std::optional<std::size_t> grade) const {
    std::vector<std::uint32_t> counts(sheet_.groups.size(), 0);
    for (std::size_t row = 0; row < sheet_.units.size(); ++row) {
      const std::uint8_t own = sheet_.grades[row];
      const bool graded = own < rulebook_.grades.size() && !rulebook_.grades[own].name.empty();
      counts[sheet_.units[row].group] += (grade ? own == *grade : graded) ? 1U : 0U;
    }
    return counts;
  }

  void review_quota(std::size_t grade, const Quota& quota) {
    const std::vector<std::uint32_t> have = count(grade);
    const std::vector<std::uint32_t> base = count(quota.of);
    for (std::size_t group = 0; group < have.size(); ++group) {
      std::uint32_t allowed = quota.at_most.value_or(0);
      if (quota.share) {
        // The share must not be passed: 20% of 14 is 2.
        const Rational most = to_rational(*quota.share) * base[group];
        allowed = static_cast<std::uint32_t>(*rounded_ticks64(most, 0, Rounding::Down));
      }
      if (have[group] > allowed) {
        sheet_.quotas_passed.push_back({static_cast<std::uint32_t>(group), grade, have[group],
                                        allowed, quota.share ? base[group] : 0});
        diagnostics_.warn(
            codes::kQuotaPassed, rulebook_.grades[grade].span,
            fmt::format("{} units of group `{}` have the grade `{}`, {} may: {} too many",
                        have[group], rulebook_.groups[group].id, rulebook_.grades[grade].name,
                        allowed, have[group] - allowed),
            "the grades stand as they are: the authority chooses who keeps this one");
      }
    }
  }

  void report_tie(const ScoreSheet::Tie& tie) {
    constexpr std::size_t kMostNamed = 10;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(tie.rows.size(), kMostNamed); ++i) {
      names.push_back("`" + sheet_.units[tie.rows[i]].id + "`");
    }
    const std::string more = tie.rows.size() > kMostNamed
                                 ? fmt::format(" and {} more", tie.rows.size() - kMostNamed)
                                 : "";
    const bool vote = rulebook_.ranking.then == TieBreak::Vote;
    diagnostics_.warn(
        codes::kTieUndecided, rows_.unit_cell(sheet_.row_offsets[tie.rows.front()]),
        fmt::format("units {}{} share rank {} of group `{}`: undecided: {}", fmt::join(names, ", "),
                    more, tie.rank, rulebook_.groups[tie.group].id, vote ? "vote" : "authority"),
        vote ? "the rulebook leaves their order to a vote"
             : "the rulebook leaves their order to the authority");
  }

  const Rulebook& rulebook_;
  const RowSource& rows_;
  ScoreSheet& sheet_;
  Diagnostics& diagnostics_;
};

}  // namespace

void look_at_grades(const Rulebook& rulebook, const RowSource& rows, ScoreSheet& sheet,
                    Diagnostics& diagnostics) {
  GradesReview(rulebook, rows, sheet, diagnostics).run();
}

}  // namespace parindex
