// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_weight_swaps.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "report/build/score_cells.h"
#include "report/table_of.h"
#include "report/words/line_words.h"
#include "report/words/simulation_catalogue.h"

namespace parindex {
namespace {

// Two units and one weight that makes them swap; none where there is no such weight.
struct SwapLine {
  const WeightSwaps::Pair* pair = nullptr;
  const WeightSwaps::Swap* swap = nullptr;
};

// So many of each pair; a pair without any has one empty line.
std::vector<SwapLine> lines_of(const WeightSwaps& found, std::size_t of_pair) {
  std::vector<SwapLine> lines;
  for (const WeightSwaps::Pair& pair : found.pairs) {
    for (std::size_t i = 0; i < std::min(of_pair, pair.swaps.size()); ++i) {
      lines.push_back({&pair, &pair.swaps[i]});
    }
    if (pair.swaps.empty()) {
      lines.push_back({&pair, nullptr});
    }
  }
  return lines;
}

// A cell of lines that have a weight; empty in the others.
template <typename CellOf>
auto of_swap(CellOf cell) {
  return [cell](const SwapLine& line) {
    using Value = decltype(cell(*line.swap));
    return line.swap == nullptr ? std::optional<Value>() : std::optional<Value>(cell(*line.swap));
  };
}

std::string signed_text(const Rational& value) {
  return (value > 0 ? "+" : "") + exact_text(value);
}

Table swaps_for_people(const Scored& scored, std::vector<SwapLine> lines, Language language) {
  using Line = const SwapLine&;
  using Swap = const WeightSwaps::Swap&;
  const Rulebook& rulebook = *scored.rulebook;
  const ScoreSheet& sheet = *scored.sheet;
  TableOf<SwapLine> table("", language, std::move(lines));
  table.right("", say::kRank, [&](Line line) { return sheet.ranks[line.pair->first]; });
  table.left("", say::kUnit,
             [&](Line line) { return display_name(sheet.units[line.pair->first]); });
  table.right("", say::kRank, [&](Line line) { return sheet.ranks[line.pair->second]; });
  table.left("", say::kOtherUnit,
             [&](Line line) { return display_name(sheet.units[line.pair->second]); });
  table.right("", say::kLead, [](Line line) { return exact_text(line.pair->lead); });
  table.left("", say::kCriterion, [&](Line line) {
    const Words& none = line.pair->lead == 0 ? say::kEqualNow : say::kNoWeight;
    return line.swap == nullptr ? none.in(language) : rulebook.criteria[line.swap->criterion].id;
  });
  table.right("", say::kWeightNow,
              of_swap([&](Swap swap) { return to_text(weight_of(rulebook, swap.criterion)); }));
  table.right("", say::kEqualAt, of_swap([](Swap swap) {
                return (swap.is_exact ? "" : "≈ ") + exact_text(swap.weight);
              }));
  table.right("", say::kDifference, of_swap([&](Swap swap) {
                return signed_text(swap.weight - to_rational(weight_of(rulebook, swap.criterion)));
              }));
  return table.held();
}

Table swaps_for_machines(const Scored& scored, std::vector<SwapLine> lines, Language language) {
  using Line = const SwapLine&;
  using Swap = const WeightSwaps::Swap&;
  const Rulebook& rulebook = *scored.rulebook;
  const ScoreSheet& sheet = *scored.sheet;
  TableOf<SwapLine> table("weights", language, std::move(lines));
  table.code("unit", [&](Line line) { return sheet.units[line.pair->first].id; });
  table.code("rank", [&](Line line) { return sheet.ranks[line.pair->first]; });
  table.code("other", [&](Line line) { return sheet.units[line.pair->second].id; });
  table.code("other_rank", [&](Line line) { return sheet.ranks[line.pair->second]; });
  table.code("lead", [](Line line) { return exact_cell({line.pair->lead}); });
  table.code("criterion", of_swap([&](Swap swap) { return rulebook.criteria[swap.criterion].id; }));
  table.code("title", of_swap([&](Swap swap) { return rulebook.criteria[swap.criterion].title; }));
  table.code("weight_now",
             of_swap([&](Swap swap) { return to_text(weight_of(rulebook, swap.criterion)); }));
  table.code("weight_equal", of_swap([](Swap swap) { return exact_cell({swap.weight}); }));
  table.code("change", of_swap([&](Swap swap) {
               return exact_cell({swap.weight - to_rational(weight_of(rulebook, swap.criterion))});
             }));
  table.code("fraction", of_swap([](Swap swap) {
               return swap.is_exact ? fraction_text(swap.weight) : std::string();
             }));
  return table.held();
}

}  // namespace

Report build_weight_swaps(const Scored& scored, const WeightSwaps& found, bool of_unit,
                          Language language) {
  const std::vector<Criterion>& criteria = scored.rulebook->criteria;
  const std::size_t shown = of_unit ? found.pairs.size() * criteria.size() : 1;
  Report report{say::kWeights.in(language), {}};
  report.blocks.emplace_back(swaps_for_people(scored, lines_of(found, shown), language));
  report.blocks.emplace_back(
      swaps_for_machines(scored, lines_of(found, criteria.size()), language));
  report.blocks.emplace_back(Paragraph{say::kOneWeight.in(language)});
  if (!found.left_out.empty()) {
    std::string ids;
    for (const CriterionIndex i : found.left_out) {
      ids += (ids.empty() ? "" : ", ") + criteria[i].id;
    }
    report.blocks.emplace_back(Paragraph{fill(say::kWeightsLeftOut, language, ids)});
  }
  return report;
}

}  // namespace parindex
