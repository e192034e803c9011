// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_weight_swaps.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "report/words/line_words.h"
#include "report/words/simulation_catalogue.h"

namespace parindex {
namespace {

using Align = TableColumn::Align;

// Two units and one weight that makes them swap; none where there is no such weight.
struct SwapLine {
  const WeightSwaps::Pair* pair = nullptr;
  const WeightSwaps::Swap* swap = nullptr;
};

class SwapsBuilder {
 public:
  SwapsBuilder(const ScoredRulebook& scored, const WeightSwaps& found, Language language)
      : rulebook_(*scored.rulebook),
        sheet_(*scored.sheet),
        found_(found),
        language_(language) {}

  Report build(bool of_unit) {
    Report report{say::kWeights.in(language_), {}};
    report.blocks.emplace_back(
        for_people(lines(of_unit ? found_.pairs.size() * rulebook_.criteria.size() : 1)));
    report.blocks.emplace_back(for_machines(lines(rulebook_.criteria.size())));
    report.blocks.emplace_back(Paragraph{say::kOneWeight.in(language_)});
    if (!found_.left_out.empty()) {
      std::string ids;
      for (const CriterionIndex i : found_.left_out) {
        ids += (ids.empty() ? "" : ", ") + rulebook_.criteria[i].id;
      }
      report.blocks.emplace_back(
          Paragraph{fmt::format(fmt::runtime(say::kWeightsLeftOut.in(language_)), ids)});
    }
    return report;
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }

  [[nodiscard]] std::string name(std::uint32_t row) const {
    const Unit& unit = sheet_.units[row];
    return unit.name.empty() ? unit.id : unit.name;
  }

  // So many of each pair; a pair without any has one empty line.
  [[nodiscard]] std::vector<SwapLine> lines(std::size_t of_pair) const {
    std::vector<SwapLine> result;
    for (const WeightSwaps::Pair& pair : found_.pairs) {
      for (std::size_t i = 0; i < std::min(of_pair, pair.swaps.size()); ++i) {
        result.push_back({&pair, &pair.swaps[i]});
      }
      if (pair.swaps.empty()) {
        result.push_back({&pair, nullptr});
      }
    }
    return result;
  }

  [[nodiscard]] Rational change(const WeightSwaps::Swap& swap) const {
    return swap.weight - to_rational(weight_of(rulebook_, swap.criterion));
  }

  static std::string signed_text(const Rational& value) {
    return (value > 0 ? "+" : "") + exact_text(value);
  }

  [[nodiscard]] std::string weight(const WeightSwaps::Swap& swap) const {
    return (swap.is_exact ? "" : "≈ ") + exact_text(swap.weight);
  }

  [[nodiscard]] Table for_people(std::vector<SwapLine> lines) const {
    Table table;
    const auto add = [&](std::string heading, Align align) {
      table.columns.push_back({"", std::move(heading), align});
    };
    add(words(say::kRank), Align::Right);
    add(words(say::kUnit), Align::Left);
    add(words(say::kRank), Align::Right);
    add(say::kOtherUnit.in(language_), Align::Left);
    add(say::kLead.in(language_), Align::Right);
    add(words(say::kCriterion), Align::Left);
    add(say::kWeightNow.in(language_), Align::Right);
    add(say::kEqualAt.in(language_), Align::Right);
    add(say::kDifference.in(language_), Align::Right);
    table.row_count = lines.size();
    table.row = [own = *this, lines = std::move(lines)](std::size_t i, std::vector<Cell>& cells) {
      const auto& [pair, swap] = lines[i];
      cells = {NumberCell{own.sheet_.ranks[pair->first], 0}, own.name(pair->first),
               NumberCell{own.sheet_.ranks[pair->second], 0}, own.name(pair->second),
               exact_text(pair->lead)};
      if (swap == nullptr) {
        const Words& none = pair->lead == 0 ? say::kEqualNow : say::kNoWeight;
        cells.insert(cells.end(), {none.in(own.language_), EmptyCell{}, EmptyCell{}, EmptyCell{}});
        return;
      }
      const Criterion& criterion = own.rulebook_.criteria[swap->criterion];
      cells.insert(cells.end(), {criterion.id, to_text(weight_of(own.rulebook_, swap->criterion)),
                                 own.weight(*swap), signed_text(own.change(*swap))});
    };
    return table;
  }

  [[nodiscard]] Table for_machines(std::vector<SwapLine> lines) const {
    Table table;
    table.name = "weights";
    for (const char* const key : {"unit", "rank", "other", "other_rank", "lead", "criterion",
                                  "title", "weight_now", "weight_equal", "change", "fraction"}) {
      table.columns.push_back({key, "", Align::Left});
    }
    table.row_count = lines.size();
    table.row = [own = *this, lines = std::move(lines)](std::size_t i, std::vector<Cell>& cells) {
      const auto& [pair, swap] = lines[i];
      cells = {own.sheet_.units[pair->first].id, NumberCell{own.sheet_.ranks[pair->first], 0},
               own.sheet_.units[pair->second].id, NumberCell{own.sheet_.ranks[pair->second], 0},
               exact_cell({pair->lead})};
      cells.resize(11);
      if (swap != nullptr) {
        const Criterion& criterion = own.rulebook_.criteria[swap->criterion];
        cells[5] = criterion.id;
        cells[6] = criterion.title;
        cells[7] = to_text(weight_of(own.rulebook_, swap->criterion));
        cells[8] = exact_cell({swap->weight});
        cells[9] = exact_cell({own.change(*swap)});
        cells[10] = swap->is_exact ? fraction_text(swap->weight) : std::string();
      }
    };
    return table;
  }

  const Rulebook& rulebook_;
  const ScoreSheet& sheet_;
  const WeightSwaps& found_;
  Language language_;
};

}  // namespace

Report build_weight_swaps(const ScoredRulebook& scored, const WeightSwaps& found, bool of_unit,
                          Language language) {
  return SwapsBuilder(scored, found, language).build(of_unit);
}

}  // namespace parindex
