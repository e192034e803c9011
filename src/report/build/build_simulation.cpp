// SPDX-License-Identifier: Apache-2.0
#include "report/build/build_simulation.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "base/text.h"
#include "report/build/held_table.h"
#include "report/build/rational_cells.h"
#include "report/build/score_cells.h"
#include "report/table_of.h"
#include "report/words/simulation_catalogue.h"

namespace parindex {
namespace {

constexpr int kMomentPlaces = 4;  // of means, deviations and errors, beyond those of the index
constexpr int kChancePlaces = 2;  // of chances in percent

// The words with each `{}` filled in, in order.
template <typename... Parts>
std::string filled(const Words& words, Language language, const Parts&... parts) {
  return fmt::format(fmt::runtime(words.in(language)), parts...);
}

// A chance in percent, and its standard error.
OptionalNumber chance_of(const Simulation& simulation, const Rational& weight,
                         int places = kChancePlaces) {
  return simulation.weight == 0 ? std::nullopt
                                : cell_of(Rational(weight, simulation.weight) * 100, places);
}
NumberCell chance_error_of(const Simulation& simulation, const Rational& weight) {
  if (simulation.exact || simulation.weight == 0) {
    return {0, kChancePlaces, true};
  }
  const Rational chance(weight, simulation.weight);
  return root_cell(chance * (1 - chance) / Rational(simulation.weight) * 10000, kChancePlaces);
}

// A unit and a rank that it may have.
struct UnitRank {
  std::size_t row = 0;
  std::uint32_t rank = 0;
};

// A unit and a leaf that it may lose points on.
struct LossLine {
  std::size_t row = 0;
  CriterionIndex criterion = 0;
};

// What a unit loses on a leaf over all draws; null: the same in all of them.
const Simulation::Loss* loss_of(const Simulation& simulation, const LossLine& line) {
  const auto leaf = std::find(simulation.leaves.begin(), simulation.leaves.end(), line.criterion);
  return leaf == simulation.leaves.end() || simulation.weight == 0
             ? nullptr
             : &simulation.units[line.row]
                    .losses[static_cast<std::size_t>(leaf - simulation.leaves.begin())];
}

class SimulationBuilder {
 public:
  SimulationBuilder(const SimulatedRulebook& simulated, Language language)
      : in_(simulated),
        rulebook_(*simulated.scored.rulebook),
        sheet_(*simulated.scored.sheet),
        simulation_(*simulated.simulation),
        language_(language),
        index_scale_(sheet_.index.scale) {
    for (std::size_t row = 0; row < sheet_.units.size(); ++row) {
      if (!in_.only || *in_.only == row) {
        rows_.push_back(row);
      }
    }
    std::stable_sort(rows_.begin(), rows_.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(sheet_.units[a].group, sheet_.ranks[a] - 1) <
             std::pair(sheet_.units[b].group, sheet_.ranks[b] - 1);
    });
  }

  Report build() {
    Report report{words(say::kSimulation), {}};
    report.blocks.emplace_back(facts());
    report.blocks.emplace_back(run_for_machines());
    report.blocks.emplace_back(Heading{words(say::kIndexOverDraws)});
    report.blocks.emplace_back(units());
    if (any_target()) {
      report.blocks.emplace_back(Heading{words(say::kChanceOfTarget)});
      report.blocks.emplace_back(targets());
    }
    if (!rulebook_.grades.empty()) {
      report.blocks.emplace_back(Heading{words(say::kGradeChances)});
      report.blocks.emplace_back(grades());
    }
    report.blocks.emplace_back(Heading{words(say::kRankChances)});
    report.blocks.emplace_back(ranks());
    report.blocks.emplace_back(rank_matrix());
    if (in_.only) {
      report.blocks.emplace_back(Heading{words(say::kLosses)});
    }
    report.blocks.emplace_back(losses());
    if (!in_.only && !simulation_.pairs.empty()) {
      report.blocks.emplace_back(Heading{words(say::kOrderHolds)});
      report.blocks.emplace_back(pairs());
    }
    return report;
  }

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }
  [[nodiscard]] std::string name_of(std::size_t row) const {
    const Unit& unit = sheet_.units[row];
    return unit.name.empty() ? unit.id : unit.name;
  }

  [[nodiscard]] Facts facts() const {
    Facts facts;
    for (const std::string& change : in_.changes) {
      facts.rows.emplace_back(facts.rows.empty() ? words(say::kChanged) : "", change);
    }
    const std::string draws = with_thousands(simulation_.draws);
    facts.rows.emplace_back(
        words(say::kDraws),
        simulation_.exact ? filled(say::kAllValuesOf, language_, draws)
                          : filled(simulation_.stopped ? say::kDrawsStopped : say::kDrawsOfSeed,
                                   language_, draws, std::to_string(simulation_.seed)));
    return facts;
  }

  // One row, shown to machines only.
  [[nodiscard]] Table run_for_machines() const {
    Table table;
    table.name = "run";
    for (const std::string_view key : {"draws", "seed", "exact", "stopped"}) {
      table.columns.push_back({std::string(key), "", Align::Left});
    }
    std::vector<std::vector<Cell>> rows{
        {NumberCell{static_cast<std::int64_t>(simulation_.draws), 0},
         simulation_.exact ? Cell{EmptyCell{}}
                           : Cell{NumberCell{static_cast<std::int64_t>(simulation_.seed), 0}},
         std::string(simulation_.exact ? "true" : "false"),
         std::string(simulation_.stopped ? "true" : "false")}};
    return with_rows(std::move(table), rows);
  }

  static Table with_rows(Table table, const std::vector<std::vector<Cell>>& rows) {
    return held_table(std::move(table.name), std::move(table.columns), rows);
  }

  void add_column(Table& table, std::string_view key, const std::string& heading,
                  Align align) const {
    table.columns.push_back({std::string(key), heading, align});
  }

  // The least value below which or at which this share of the weight lies.
  template <typename Key>
  [[nodiscard]] static std::optional<Key> quantile(const std::map<Key, Rational>& weights,
                                                   const Rational& all, int percent) {
    Rational sum = 0;
    for (const auto& [key, weight] : weights) {
      sum += weight;
      if (sum * 100 >= all * percent) {
        return key;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] Cell index_cell(std::optional<std::int64_t> ticks) const {
    return ticks ? Cell{NumberCell{*ticks, index_scale_, true}} : Cell{EmptyCell{}};
  }

  // Where the index lies, from the least to the greatest, as a row of small bars.
  [[nodiscard]] static std::string histogram(const std::map<std::int64_t, Rational>& indices) {
    constexpr std::array<std::string_view, 9> kHeights = {" ", "▁", "▂", "▃", "▄",
                                                          "▅", "▆", "▇", "█"};
    constexpr std::size_t kBars = 12;
    if (indices.size() < 2) {
      return "";
    }
    const std::int64_t least = indices.begin()->first;
    const std::int64_t width = indices.rbegin()->first - least + 1;
    std::array<Rational, kBars> bars{};
    Rational most = 0;
    for (const auto& [index, weight] : indices) {
      Rational& bar = bars.at(
          static_cast<std::size_t>((index - least) * static_cast<std::int64_t>(kBars) / width));
      bar += weight;
      most = std::max(most, bar);
    }
    std::string text;
    for (const Rational& bar : bars) {
      const Rational height = bar == 0 ? Rational(0) : bar * 7 / most + 1;
      text += kHeights.at(static_cast<std::size_t>(height));
    }
    return text;
  }

  [[nodiscard]] Table units() const {
    Table table;
    table.name = "units";
    add_column(table, "unit", words(say::kUnit), Align::Left);
    add_column(table, "name", words(say::kUnitName), Align::Left);
    add_column(table, "index", words(say::kIndex), Align::Right);
    add_column(table, "mean", words(say::kMean), Align::Right);
    add_column(table, "mean_error", words(say::kStandardError), Align::Right);
    add_column(table, "deviation", words(say::kDeviation), Align::Right);
    add_column(table, "low", "5%", Align::Right);
    add_column(table, "median", "50%", Align::Right);
    add_column(table, "high", "95%", Align::Right);
    add_column(table, "", " ", Align::Left);
    add_column(table, "rank", words(say::kRank), Align::Right);
    add_column(table, "rank_low", words(say::kRankLow), Align::Right);
    add_column(table, "rank_high", words(say::kRankHigh), Align::Right);
    std::vector<std::vector<Cell>> rows;
    rows.reserve(rows_.size());
    for (const std::size_t row : rows_) {
      rows.push_back(unit_row(row));
    }
    return with_rows(std::move(table), rows);
  }

  [[nodiscard]] std::vector<Cell> unit_row(std::size_t row) const {
    const Simulation::Unit& unit = simulation_.units[row];
    std::vector<Cell> cells{sheet_.units[row].id, sheet_.units[row].name,
                            to_cell(number_cell(sheet_.index, row, true))};
    if (unit.weight == 0) {
      cells.resize(9, EmptyCell{});
      cells.emplace_back(std::string());
    } else {
      const Rational unit_of_index(1, power_of_ten(index_scale_));
      const Rational mean = Rational(unit.index_sum, unit.weight);
      const Rational variance = Rational(unit.square_sum, unit.weight) - mean * mean;
      const int places = std::max(kMomentPlaces, index_scale_);
      cells.push_back(to_cell(cell_of(mean * unit_of_index, places)));
      cells.emplace_back(
          simulation_.exact || unit.weight < 2
              ? NumberCell{0, places, true}
              : root_cell(variance * unit_of_index * unit_of_index / Rational(unit.weight - 1),
                          places));
      cells.emplace_back(root_cell(variance * unit_of_index * unit_of_index, places));
      for (const int percent : {5, 50, 95}) {
        cells.push_back(index_cell(quantile(unit.indices, unit.weight, percent)));
      }
      cells.emplace_back(histogram(unit.indices));
    }
    const auto rank = [](std::optional<std::uint32_t> value) {
      return value ? Cell{NumberCell{*value, 0}} : Cell{EmptyCell{}};
    };
    const Rational ranked = sum_of(unit.ranks);
    cells.push_back(sheet_.ranks[row] == ScoreSheet::kUnranked ? Cell{EmptyCell{}}
                                                               : rank(sheet_.ranks[row]));
    cells.push_back(rank(quantile(unit.ranks, ranked, 5)));
    cells.push_back(rank(quantile(unit.ranks, ranked, 95)));
    return cells;
  }

  template <typename Key>
  static Rational sum_of(const std::map<Key, Rational>& weights) {
    Rational sum = 0;
    for (const auto& [key, weight] : weights) {
      sum += weight;
    }
    return sum;
  }

  // Unit, what it may come to, how likely that is.
  [[nodiscard]] Table chances(std::string name, std::string_view key, const std::string& heading,
                              Align align) const {
    Table table;
    table.name = std::move(name);
    add_column(table, "unit", words(say::kUnit), Align::Left);
    add_column(table, "name", words(say::kUnitName), Align::Left);
    add_column(table, key, heading, align);
    add_column(table, "chance", words(say::kChance), Align::Right);
    add_column(table, "chance_error", words(say::kStandardError), Align::Right);
    return table;
  }

  [[nodiscard]] std::vector<Cell> chance_row(std::size_t row, Cell what,
                                             const Rational& weight) const {
    return {sheet_.units[row].id, sheet_.units[row].name, std::move(what),
            to_cell(chance_of(simulation_, weight)), chance_error_of(simulation_, weight)};
  }

  [[nodiscard]] Table grades() const {
    std::vector<std::vector<Cell>> rows;
    for (const std::size_t row : rows_) {
      for (const auto& [grade, weight] : simulation_.units[row].grades) {
        const std::string name = grade_words(rulebook_, grade, language_);
        rows.push_back(chance_row(row, name.empty() ? words(say::kUngraded) : name, weight));
      }
    }
    return with_rows(chances("grades", "grade", words(say::kGrade), Align::Left), rows);
  }

  // For machines: a row for each unit and rank.
  [[nodiscard]] Table ranks() const {
    std::vector<UnitRank> lines;
    for (const std::size_t row : rows_) {
      for (const auto& [rank, weight] : simulation_.units[row].ranks) {
        lines.push_back({row, rank});
      }
    }
    const auto weighed = [&simulation = simulation_](auto cell) {
      return [&simulation, cell](const UnitRank& line) {
        return cell(simulation, simulation.units[line.row].ranks.at(line.rank));
      };
    };
    TableOf<UnitRank> table("ranks", language_, std::move(lines));
    table.code("unit",
               [&sheet = sheet_](const UnitRank& line) { return sheet.units[line.row].id; });
    table.code("name",
               [&sheet = sheet_](const UnitRank& line) { return sheet.units[line.row].name; });
    table.code("rank", [](const UnitRank& line) { return line.rank; });
    table.code("chance", weighed([](const Simulation& simulation, const Rational& weight) {
                 return chance_of(simulation, weight);
               }));
    table.code("chance_error", weighed(chance_error_of));
    return table.pulled();
  }

  // For people: a row for each unit, a column for each rank that somebody may have.
  [[nodiscard]] Table rank_matrix() const {
    std::set<std::uint32_t> ranks;
    for (const std::size_t row : rows_) {
      for (const auto& [rank, weight] : simulation_.units[row].ranks) {
        ranks.insert(rank);
      }
    }
    // Made when they are written: of very many units the cells would fill the memory.
    TableOf<std::size_t> table("", language_, rows_);
    table.left("", say::kUnitName,
               [&sheet = sheet_](std::size_t row) { return display_name(sheet.units[row]); });
    for (const std::uint32_t rank : ranks) {
      table.right("", std::to_string(rank), [&simulation = simulation_, rank](std::size_t row) {
        const auto found = simulation.units[row].ranks.find(rank);
        return found == simulation.units[row].ranks.end() ? std::nullopt
                                                          : chance_of(simulation, found->second, 1);
      });
    }
    return table.pulled();
  }

  // What each criterion costs a unit now and on average; for people only where one unit is asked
  // for.
  [[nodiscard]] Table losses() const {
    std::vector<LossLine> lines;
    for (const std::size_t row : rows_) {
      for (CriterionIndex i = 1; i < rulebook_.criteria.size(); ++i) {
        if (rulebook_.criteria[i].is_leaf() && rulebook_.root_of(i) == 0) {
          lines.push_back({row, i});
        }
      }
    }
    using Line = const LossLine&;
    const auto heading = [&](const Words& own) { return in_.only ? own : Words{}; };
    const auto criterion = [&criteria = rulebook_.criteria](Line line) -> const Criterion& {
      return criteria[line.criterion];
    };
    const auto now = [&sheet = sheet_](Line line) {
      return deduction_cell(sheet.node_maxima[line.criterion], sheet.node_points[line.criterion],
                            line.row);
    };
    TableOf<LossLine> table("losses", language_, std::move(lines));
    table.code("unit", [&sheet = sheet_](Line line) { return sheet.units[line.row].id; });
    table.left("criterion", heading(say::kCriterion),
               [criterion](Line line) { return criterion(line).id; });
    table.left("title", heading(say::kTitle),
               [criterion](Line line) { return criterion(line).title; });
    table.right("max_points", heading(say::kMaximumPoints), [&sheet = sheet_](Line line) {
      return number_cell(sheet.node_maxima[line.criterion], line.row, false);
    });
    table.right("lost", heading(say::kLostNow), now);
    table.right("lost_mean", heading(say::kLostMean), [&simulation = simulation_, now](Line line) {
      const Simulation::Loss* const loss = loss_of(simulation, line);
      return loss == nullptr
                 ? now(line)
                 : cell_of(Rational(loss->sum, simulation.weight) * Rational(1, power_of_ten(9)),
                           kMomentPlaces);
    });
    table.right("lost_mean_error", heading(say::kStandardError),
                [&simulation = simulation_](Line line) {
                  const Simulation::Loss* const loss = loss_of(simulation, line);
                  return loss == nullptr ? std::nullopt : loss_error(simulation, *loss);
                });
    return table.pulled();
  }

  static OptionalNumber loss_error(const Simulation& simulation, const Simulation::Loss& loss) {
    if (simulation.exact || simulation.weight < 2) {
      return NumberCell{0, kMomentPlaces, true};
    }
    const Rational step(1, power_of_ten(9));
    const Rational mean(loss.sum, simulation.weight);
    const Rational variance = Rational(loss.square_sum, simulation.weight) - mean * mean;
    return root_cell(variance * step * step / Rational(simulation.weight - 1), kMomentPlaces);
  }

  [[nodiscard]] bool any_target() const {
    return in_.targets.index || in_.targets.grade || in_.targets.rank;
  }

  // How often one of the keys is as `holds` asks.
  template <typename Weights, typename Holds>
  static Rational weight_where(const Weights& weights, const Holds& holds) {
    Rational reached = 0;
    for (const auto& [key, weight] : weights) {
      if (holds(key)) {
        reached += weight;
      }
    }
    return reached;
  }

  [[nodiscard]] Table targets() const {
    std::vector<std::vector<Cell>> rows;
    for (const std::size_t row : rows_) {
      const Simulation::Unit& unit = simulation_.units[row];
      if (in_.targets.index) {
        rows.push_back(
            chance_row(row, filled(say::kIndexAtLeast, language_, to_text(*in_.targets.index)),
                       weight_where(unit.indices, [&](const auto& ticks) {
                         return !(Decimal{ticks, index_scale_} < *in_.targets.index);
                       })));
      }
      if (in_.targets.grade) {
        rows.push_back(chance_row(
            row, filled(say::kGradeAtLeast, language_, rulebook_.grades[*in_.targets.grade].name),
            weight_where(unit.grades,
                         [&](const auto& grade) { return grade <= *in_.targets.grade; })));
      }
      if (in_.targets.rank && !unit.ranks.empty()) {
        rows.push_back(chance_row(
            row, filled(say::kRankAtMost, language_, std::to_string(*in_.targets.rank)),
            weight_where(unit.ranks, [&](const auto& rank) { return rank <= *in_.targets.rank; })));
      }
    }
    return with_rows(chances("targets", "target", words(say::kTarget), Align::Left), rows);
  }

  [[nodiscard]] Table pairs() const {
    Table table;
    table.name = "order";
    add_column(table, "rank", words(say::kRank), Align::Right);
    add_column(table, "unit", words(say::kUnitName), Align::Left);
    add_column(table, "next", words(say::kNextUnit), Align::Left);
    add_column(table, "stays_ahead", words(say::kStaysAhead), Align::Right);
    add_column(table, "chance_error", words(say::kStandardError), Align::Right);
    add_column(table, "equal", words(say::kEqual), Align::Right);
    std::vector<std::vector<Cell>> rows;
    rows.reserve(simulation_.pairs.size());
    for (const Simulation::Pair& pair : simulation_.pairs) {
      rows.push_back({NumberCell{sheet_.ranks[pair.first], 0}, name_of(pair.first),
                      name_of(pair.second), to_cell(chance_of(simulation_, pair.first_better)),
                      chance_error_of(simulation_, pair.first_better),
                      to_cell(chance_of(simulation_, pair.equal))});
    }
    return with_rows(std::move(table), rows);
  }

  const SimulatedRulebook& in_;
  const Rulebook& rulebook_;
  const ScoreSheet& sheet_;
  const Simulation& simulation_;
  Language language_;
  int index_scale_;
  std::vector<std::size_t> rows_;  // best first
};

}  // namespace

Report build_simulation(const SimulatedRulebook& simulated, Language language) {
  return SimulationBuilder(simulated, language).build();
}

}  // namespace parindex
