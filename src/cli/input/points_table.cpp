// SPDX-License-Identifier: Apache-2.0
#include "cli/input/points_table.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "io/csv/text_table.h"

namespace parindex {
namespace {

// Positions of the columns that both tables have.
constexpr std::size_t kUnit = 0;
constexpr std::size_t kCriterion = 1;
constexpr std::size_t kPoints = 2;
constexpr std::size_t kFirstOther = 3;

// Points with at most 9 places, with a point or a comma.
std::optional<Decimal> parse_points(std::string text) {
  constexpr int kPlaces = 9;
  if (text.find('.') == std::string::npos) {
    std::replace(text.begin(), text.end(), ',', '.');
  }
  const std::optional<Decimal> points = parse_decimal(text);
  return points && normalized(*points).scale <= kPlaces && *points < Decimal{1'000'000, 0}
             ? std::optional(normalized(*points))
             : std::nullopt;
}

// Reads rows of points, one for each unit and criterion.
class PointsReader {
 public:
  using Take = std::function<void(std::span<TextCell> cells, Decimal points)>;

  // The first `needed` columns have something in every row.
  PointsReader(std::span<const std::string> columns, std::size_t needed, Take take,
               Diagnostics& diagnostics)
      : columns_(columns),
        needed_(needed),
        take_(std::move(take)),
        diagnostics_(diagnostics) {}

  void read(std::span<TextCell> cells) {
    for (std::size_t i = 0; i < needed_; ++i) {
      if (cells[i].text.empty()) {
        fault(cells[i].span, fmt::format("the row has no `{}`", columns_[i]),
              fmt::format("each row names {}", fmt::join(columns_.first(needed_), ", ")));
        return;
      }
    }
    const std::optional<Decimal> points = parse_points(cells[kPoints].text);
    if (!points) {
      fault(cells[kPoints].span, fmt::format("`{}` is no number of points", cells[kPoints].text),
            "a number like 1.5 or 1,5");
      return;
    }
    const auto [first, is_new] = places_.emplace(
        std::pair(fold_case(cells[kUnit].text), cells[kCriterion].text), cells[kUnit].span);
    if (!is_new) {
      fault(cells[kUnit].span,
            fmt::format("`{}` of unit `{}` stands here for the second time", cells[kCriterion].text,
                        cells[kUnit].text),
            "keep the row that holds", {{first->second, "the first one"}});
      return;
    }
    take_(cells, *points);
  }

  void fault(SourceSpan place, std::string message, std::string help,
             std::vector<Label> related = {}) {
    diagnostics_.error(codes::kBadPointsRow, place, std::move(message), std::move(help),
                       std::move(related));
  }

 private:
  std::span<const std::string> columns_;
  std::size_t needed_;
  Take take_;
  Diagnostics& diagnostics_;
  std::map<std::pair<std::string, std::string>, SourceSpan> places_;  // by unit and criterion
};

}  // namespace

std::vector<BoardDecision> board_decisions(Invocation& invocation, const GivenText& path) {
  static const std::array<std::string, 6> columns = {"unit", "criterion", "points",
                                                     "by",   "date",      "remark"};
  constexpr std::size_t kBy = kFirstOther;
  constexpr std::size_t kDate = kBy + 1;
  constexpr std::size_t kRemark = kDate + 1;
  std::vector<BoardDecision> decisions;
  PointsReader reader(
      columns, kRemark,
      [&](std::span<TextCell> cells, Decimal points) {
        const std::optional<std::int64_t> day = parse_day(cells[kDate].text);
        if (!day) {
          reader.fault(cells[kDate].span, fmt::format("`{}` is no day", cells[kDate].text),
                       "31/12/2024 or 2024-12-31");
          return;
        }
        BoardDecision decision;
        decision.unit = cells[kUnit].text;
        decision.criterion = cells[kCriterion].text;
        decision.points = points;
        decision.remark = fmt::format("{}, {}{}{}", cells[kBy].text, vietnamese_text(*day),
                                      cells[kRemark].text.empty() ? "" : ": ", cells[kRemark].text);
        decision.unit_place = cells[kUnit].span;
        decision.criterion_place = cells[kCriterion].span;
        decision.points_place = cells[kPoints].span;
        decisions.push_back(std::move(decision));
      },
      invocation.diagnostics);
  if (path) {
    read_text_table(
        *path, {"a table of decisions", columns}, invocation.sources,
        [&](std::span<TextCell> cells) { reader.read(cells); }, invocation.diagnostics);
  }
  return decisions;
}

std::vector<SelfScore> self_scores(Invocation& invocation, const GivenText& path) {
  static const std::array<std::string, 5> columns = {"unit", "criterion", "points", "evidence",
                                                     "note"};
  constexpr std::size_t kEvidence = kFirstOther;
  constexpr std::size_t kNote = kEvidence + 1;
  std::vector<SelfScore> scores;
  PointsReader reader(
      columns, kFirstOther,
      [&](std::span<TextCell> cells, Decimal points) {
        scores.push_back({cells[kUnit].text, cells[kCriterion].text, points, cells[kEvidence].text,
                          cells[kNote].text, cells[kUnit].span, cells[kCriterion].span,
                          cells[kPoints].span});
      },
      invocation.diagnostics);
  if (path) {
    read_text_table(
        *path, {"a table of self-scores", columns}, invocation.sources,
        [&](std::span<TextCell> cells) { reader.read(cells); }, invocation.diagnostics);
  }
  return scores;
}

void check_decided_criteria(const std::vector<BoardDecision>& decisions,
                            const std::vector<Rulebook>& rulebooks, Diagnostics& diagnostics) {
  std::vector<std::string> ids;
  for (const Rulebook& rulebook : rulebooks) {
    for (const Criterion& criterion : rulebook.criteria) {
      ids.push_back(criterion.id);
    }
  }
  for (const BoardDecision& decision : decisions) {
    if (std::find(ids.begin(), ids.end(), decision.criterion) == ids.end()) {
      diagnostics.error(codes::kBadPointsRow, decision.criterion_place,
                        fmt::format("no criterion is called `{}`", decision.criterion),
                        suggest(decision.criterion, ids));
    }
  }
}

}  // namespace parindex
