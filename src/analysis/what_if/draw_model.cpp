// SPDX-License-Identifier: Apache-2.0
//
// From a scenario and a data set to parameters with distributions.
#include <algorithm>
#include <deque>
#include <iterator>
#include <map>

#include <fmt/core.h>

#include "analysis/account/given_points.h"
#include "analysis/score/unit_lookup.h"
#include "analysis/what_if/simulate.h"
#include "base/codes.h"

namespace parindex {
namespace {

void append(DataChunk& to, DataChunk&& from) {
  const std::size_t before = to.units.size();
  to.units.insert(to.units.end(), std::make_move_iterator(from.units.begin()),
                  std::make_move_iterator(from.units.end()));
  to.row_offsets.insert(to.row_offsets.end(), from.row_offsets.begin(), from.row_offsets.end());
  to.columns.resize(from.columns.size());
  for (std::size_t i = 0; i < from.columns.size(); ++i) {
    Column& column = to.columns[i];
    Column& more = from.columns[i];
    if (!more.states.empty() || !column.states.empty()) {
      column.states.resize(before, CellState::Present);
      more.states.resize(more.cells.size(), CellState::Present);
      column.states.insert(column.states.end(), more.states.begin(), more.states.end());
    }
    column.cells.insert(column.cells.end(), more.cells.begin(), more.cells.end());
  }
}

// Whole weights that stand to each other as the decimals do.
std::vector<std::uint64_t> whole_weights(const std::vector<Decimal>& weights) {
  int scale = 0;
  for (const Decimal& weight : weights) {
    scale = std::max(scale, weight.scale);
  }
  std::vector<std::uint64_t> result;
  result.reserve(weights.size());
  for (const Decimal& weight : weights) {
    result.push_back(static_cast<std::uint64_t>(ticks_at(weight, scale).value_or(0)));
  }
  return result;
}

Decimal in_ticks(Decimal value, int scale) {
  return multiply(value, {power_of_ten(scale), 0}).value_or(Decimal{});
}

ScenarioValue present(std::int64_t ticks) {
  return {ticks, CellState::Present, std::nullopt, ""};
}

class ModelBuilder {
 public:
  ModelBuilder(DrawModel& model, Diagnostics& diagnostics)
      : model_(model),
        rulebook_(*model.rulebook),
        diagnostics_(diagnostics) {}

  void add(const Change& change, std::size_t position) {
    position_ = position;
    if (!change.indicator) {
      add_number(change);
      return;
    }
    shared_law_.reset();
    for (const std::size_t row : rows_of(change)) {
      add_parameter(change, static_cast<std::uint32_t>(row));
    }
  }

  // Figures that the data call assumed, over the ranges stated there, but those that have a
  // distribution.
  void add_assumed(const RowSource& rows, Distribution::Kind kind, std::size_t position) {
    for (std::uint32_t row = 0; row < model_.data.units.size(); ++row) {
      for (IndicatorIndex i = 0; i < rulebook_.indicators.size(); ++i) {
        const FigureRemark* const remark = rows.remark(model_.data.row_offsets[row], i);
        if (remark == nullptr || !remark->assumed || ranges_.contains({row, i})) {
          continue;
        }
        Change& change = assumed_.emplace_back();
        change.name = rulebook_.indicators[i].id;
        change.text = model_.data.units[row].id + "." + rulebook_.indicators[i].id;
        change.indicator = i;
        change.scale = rulebook_.indicators[i].scale();
        change.span = remark->place;
        change.distribution.kind = kind;
        change.distribution.values.push_back(present(remark->assumed->low));
        if (kind == Distribution::Kind::Triangular) {
          change.distribution.values.push_back(present(model_.data.columns[i].cells[row]));
        }
        change.distribution.values.push_back(present(remark->assumed->high));
        position_ = position;
        shared_law_.reset();
        add_parameter(change, row);
      }
    }
  }

  // A share is of one number, not of one that draws change.
  void check_wholes() {
    for (const ShareOf& share : shares_) {
      if (ranges_.contains({share.row, share.whole})) {
        report(*share.change, codes::kNoWhole,
               fmt::format("`{}` of unit `{}` varies: how many there are must be one number",
                           rulebook_.indicators[share.whole].id, model_.data.units[share.row].id),
               "give it a fixed value");
      }
    }
  }

  // A part must not pass its whole in any draw.
  void check_parts() {
    for (const auto& [place, range] : ranges_) {
      const auto [row, indicator] = place;
      for (IndicatorIndex part = 0; part < rulebook_.indicators.size(); ++part) {
        const std::optional<IndicatorIndex>& whole = rulebook_.indicators[part].at_most;
        if (!whole || (part != indicator && *whole != indicator)) {
          continue;
        }
        const Range own = range_of(row, part);
        const Range all = range_of(row, *whole);
        const Decimal most{own.most, rulebook_.indicators[part].scale()};
        const Decimal least{all.least, rulebook_.indicators[*whole].scale()};
        if (own.known && all.known && least < most && !(part == indicator && range.cut)) {
          report(*range.change, codes::kValueOutOfBounds,
                 fmt::format("unit `{}`: `{}` may be {}, more than the whole: `{}` may be {}",
                             model_.data.units[row].id, rulebook_.indicators[part].id,
                             to_text(normalized(most)), rulebook_.indicators[*whole].id,
                             to_text(normalized(least))),
                 "narrow the law");
        }
      }
    }
  }

 private:
  struct Range {
    std::int64_t least = 0, most = 0;
    bool known = true;
    bool cut = false;  // to the whole as it is
    const Change* change = nullptr;
  };

  struct ShareOf {
    const Change* change = nullptr;
    std::uint32_t row = 0;
    IndicatorIndex whole = 0;
  };

  std::vector<std::size_t> rows_of(const Change& change) {
    std::vector<std::size_t> rows;
    if (change.scope.kind == Scope::Kind::Unit) {
      const std::optional<std::size_t> row =
          find_unit(model_.data.units, change.scope.unit, change.span, diagnostics_);
      return row ? std::vector<std::size_t>{*row} : rows;
    }
    for (std::size_t row = 0; row < model_.data.units.size(); ++row) {
      if (change.scope.kind == Scope::Kind::All ||
          model_.data.units[row].group == change.scope.group) {
        rows.push_back(row);
      }
    }
    return rows;
  }

  void add_number(const Change& change) {
    VaryingNumber number;
    number.address = change.text;
    number.key = stable_hash(change.name);
    number.change = position_;
    number.places = change.scale;
    number.percent = change.percent;
    std::vector<Outcome> values;
    for (const ScenarioValue& value : change.distribution.values) {
      values.push_back({value.ticks, CellState::Present});
      if (change.distribution.kind == Distribution::Kind::Choice ||
          change.distribution.kind == Distribution::Kind::Empirical) {
        values.back().ticks = static_cast<std::int64_t>(number.texts.size());
        number.texts.push_back(value.text);
      }
    }
    std::optional<DistributionTable> distribution = table_of(change, 0, values);
    if (distribution) {
      model_.distributions.push_back(std::move(*distribution));
      number.distribution = model_.distributions.size() - 1;
      model_.numbers.push_back(std::move(number));
    }
  }

  void add_parameter(const Change& change, std::uint32_t row) {
    const IndicatorIndex indicator = *change.indicator;
    const Column& column = model_.data.columns[indicator];
    const bool present = column.states.empty() || column.states[row] == CellState::Present;
    if (change.adds && !present) {
      return;  // nothing to add to
    }
    const std::string& unit = model_.data.units[row].id;
    const bool of_whole =
        change.distribution.kind == Distribution::Kind::Binomial ||
        std::any_of(change.distribution.values.begin(), change.distribution.values.end(),
                    [](const ScenarioValue& value) { return value.of_whole.has_value(); });
    if (!shared_law_ || of_whole) {
      std::optional<DistributionTable> distribution = table_of(change, row);
      if (!distribution) {
        return;
      }
      model_.distributions.push_back(std::move(*distribution));
      shared_law_ = model_.distributions.size() - 1;
    }
    const auto [least, greatest] = figure_bounds(indicator, rulebook_, model_.data.columns, row);
    const std::int64_t most = std::min(
        greatest, most_given_points(rulebook_, *model_.program, indicator).value_or(greatest));
    Parameter parameter{indicator,
                        row,
                        stable_hash(change.shared ? change.name : change.name + "\n" + unit),
                        *shared_law_,
                        position_,
                        column.cells[row],
                        least,
                        most,
                        change.adds};
    add_range(change, parameter);
    model_.parameters.push_back(parameter);
  }

  void add_range(const Change& change, const Parameter& parameter) {
    const DistributionTable& distribution = model_.distributions[parameter.distribution];
    Range range{parameter.most, parameter.least, false, change.adds, &change};
    const bool ascending = distribution.count() > 2 &&
                           change.distribution.kind != Distribution::Kind::Choice &&
                           change.distribution.kind != Distribution::Kind::Empirical;
    for (std::uint64_t i = 0; i < distribution.count();
         i += ascending ? distribution.count() - 1 : 1) {
      const Outcome value = distribution.value(i);
      if (value.state != CellState::Present) {
        continue;
      }
      const std::int64_t ticks = figure_of(parameter, value).ticks;
      range.least = range.known ? std::min(range.least, ticks) : ticks;
      range.most = range.known ? std::max(range.most, ticks) : ticks;
      range.known = true;
    }
    const auto [place, fresh] =
        ranges_.emplace(std::pair(parameter.row, parameter.indicator), range);
    const Indicator& indicator = rulebook_.indicators[parameter.indicator];
    if (!fresh) {
      report(change, codes::kBadLaw,
             fmt::format("`{}` of unit `{}` has two laws", indicator.id,
                         model_.data.units[parameter.row].id),
             "leave one of them");
    }
    // The whole has a check of its own.
    if (range.known && !change.adds &&
        (range.least < parameter.least || (range.most > parameter.most && !indicator.at_most))) {
      report(change, codes::kValueOutOfBounds,
             fmt::format("`{}` of unit `{}` may be {} to {}, outside its bounds", indicator.id,
                         model_.data.units[parameter.row].id, shown(indicator, range.least),
                         shown(indicator, range.most)),
             "narrow the law, or correct `min` and `max` of the indicator");
    }
  }

  static std::string shown(const Indicator& indicator, std::int64_t ticks) {
    return to_text(
        normalized({ticks, indicator.scale() - (indicator.type == ValueType::Percent ? 2 : 0)}));
  }

  [[nodiscard]] Range range_of(std::uint32_t row, IndicatorIndex indicator) const {
    const auto found = ranges_.find({row, indicator});
    if (found != ranges_.end()) {
      return found->second;
    }
    const Column& column = model_.data.columns[indicator];
    const bool present = column.states.empty() || column.states[row] == CellState::Present;
    return {column.cells[row], column.cells[row], present, false, nullptr};
  }

  // The distribution in the row; the values of a share are those of its own whole.
  std::optional<DistributionTable> table_of(const Change& change, std::uint32_t row) {
    std::vector<Outcome> values;
    for (const ScenarioValue& value : change.distribution.values) {
      ScenarioValue own = value;
      if (value.of_whole) {
        const std::vector<Column>& columns = model_.data.columns;
        const std::optional<ScenarioValue> resolved =
            change.adds ? share_of(value, change, columns[*change.indicator].cells[row])
                        : value_in_row(value, *change.indicator, false, rulebook_, columns, row);
        if (!resolved) {
          report(change, codes::kNoWhole,
                 fmt::format("unit `{}` has no whole that `{}` could be a share of",
                             model_.data.units[row].id, change.text),
                 "give it a value, or leave the unit out");
          return std::nullopt;
        }
        own = *resolved;
        if (!change.adds) {
          note_share(change, row, *rulebook_.indicators[*change.indicator].at_most);
        }
      }
      values.push_back({own.ticks, own.state});
    }
    return table_of(change, row, values);
  }

  static std::optional<ScenarioValue> share_of(const ScenarioValue& value, const Change& change,
                                               std::int64_t of) {
    const std::optional<std::int64_t> ticks =
        rounded_ticks64(to_rational(*value.of_whole) * ticks_to_rational(of, change.scale),
                        change.scale, Rounding::HalfUp);
    return ticks ? std::optional(ScenarioValue{*ticks, CellState::Present, std::nullopt, ""})
                 : std::nullopt;
  }

  std::optional<DistributionTable> table_of(const Change& change, std::uint32_t row,
                                            const std::vector<Outcome>& values) {
    const Distribution& distribution = change.distribution;
    switch (distribution.kind) {
      case Distribution::Kind::Fixed:
        break;
      case Distribution::Kind::Choice:
        return DistributionTable::weighted(values, whole_weights(distribution.weights));
      case Distribution::Kind::Empirical:
        return DistributionTable::weighted(values, std::vector<std::uint64_t>(values.size(), 1));
      case Distribution::Kind::Uniform:
        return ordered(change, values)
                   ? std::optional(DistributionTable::uniform(
                         values[0].ticks,
                         static_cast<std::uint64_t>(values[1].ticks - values[0].ticks) + 1))
                   : std::nullopt;
      case Distribution::Kind::Triangular:
        return ordered(change, values) ? std::optional(DistributionTable::triangular(
                                             values[0].ticks, values[1].ticks, values[2].ticks))
                                       : std::nullopt;
      case Distribution::Kind::Normal:
        return ordered(change, values) ? std::optional(DistributionTable::normal(
                                             in_ticks(distribution.parameters[0], change.scale),
                                             in_ticks(distribution.parameters[1], change.scale),
                                             values[0].ticks, values[1].ticks))
                                       : std::nullopt;
      case Distribution::Kind::Beta:
        return ordered(change, values) ? std::optional(DistributionTable::beta(
                                             distribution.parameters[0], distribution.parameters[1],
                                             values[0].ticks, values[1].ticks))
                                       : std::nullopt;
      case Distribution::Kind::Bernoulli:
        return DistributionTable::weighted(
            {{1, CellState::Present}, {0, CellState::Present}},
            whole_weights({distribution.parameters[0],
                           subtract({1, 0}, distribution.parameters[0]).value_or(Decimal{})}));
      case Distribution::Kind::Binomial:
        return binomial(change, row);
    }
    return std::nullopt;
  }

  void note_share(const Change& change, std::uint32_t row, IndicatorIndex whole) {
    if (shares_.empty() || shares_.back().change != &change || shares_.back().row != row) {
      shares_.push_back({&change, row, whole});
    }
  }

  std::optional<DistributionTable> binomial(const Change& change, std::uint32_t row) {
    const Column& whole = model_.data.columns[change.distribution.whole];
    const bool present = whole.states.empty() || whole.states[row] == CellState::Present;
    if (!present) {
      report(change, codes::kNoWhole,
             fmt::format("`{}` of unit `{}` has no value: how many there are must be one number",
                         rulebook_.indicators[change.distribution.whole].id,
                         model_.data.units[row].id),
             "give it a fixed value");
      return std::nullopt;
    }
    note_share(change, row, change.distribution.whole);
    return DistributionTable::binomial(whole.cells[row], change.distribution.parameters[0]);
  }

  bool ordered(const Change& change, const std::vector<Outcome>& values) {
    const bool present = std::all_of(values.begin(), values.end(), [](const Outcome& value) {
      return value.state == CellState::Present;
    });
    if (present && std::is_sorted(values.begin(), values.end(),
                                  [](Outcome a, Outcome b) { return a.ticks < b.ticks; })) {
      return true;
    }
    report(change, codes::kBadLaw,
           fmt::format("the values of the law of `{}` do not ascend", change.text),
           "the least first, the greatest last");
    return false;
  }

  void report(const Change& change, std::string_view code, std::string message, std::string help) {
    diagnostics_.add({.severity = Severity::Error,
                      .code = code,
                      .message = std::move(message),
                      .primary = {change.span, ""},
                      .related = {},
                      .help = std::move(help),
                      .topic = ""});
  }

  DrawModel& model_;
  const Rulebook& rulebook_;
  Diagnostics& diagnostics_;
  std::size_t position_ = 0;               // of the change at hand
  std::optional<std::size_t> shared_law_;  // of the change at hand
  std::map<std::pair<std::uint32_t, IndicatorIndex>, Range> ranges_;
  std::vector<ShareOf> shares_;
  std::deque<Change> assumed_;
};

}  // namespace

std::optional<DrawModel> make_draw_model(const Rulebook& rulebook, const ScoringProgram& program,
                                         RowSource& rows, const ScoreSheet& sheet,
                                         const Scenario& scenario, Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  DrawModel model;
  model.rulebook = &rulebook;
  model.program = &program;
  rows.rewind();
  while (const std::optional<RawBlock> block = rows.next(diagnostics)) {
    append(model.data, rows.decode(*block, diagnostics));
  }
  for (const ScoreSheet::GroupState& group : sheet.groups) {
    model.ranked_groups.push_back(group.ranked ? 1 : 0);
  }
  model.data.columns.resize(rulebook.indicators.size());
  ModelBuilder builder(model, diagnostics);
  model.changes = scenario.changes.size() + (scenario.assumed ? 1 : 0);
  for (std::size_t i = 0; i < scenario.changes.size(); ++i) {
    if (scenario.changes[i].distribution.kind != Distribution::Kind::Fixed) {
      builder.add(scenario.changes[i], i);
    }
  }
  if (scenario.assumed) {
    builder.add_assumed(rows, *scenario.assumed, scenario.changes.size());
  }
  builder.check_wholes();
  builder.check_parts();
  return diagnostics.errors() > faults ? std::nullopt : std::optional(std::move(model));
}

}  // namespace parindex
