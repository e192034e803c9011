// SPDX-License-Identifier: Apache-2.0
#include "io/figures/figure_join.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "engine/numbers/decimal.h"
#include "io/csv/csv_faults.h"
#include "io/figures/cells.h"

namespace parindex {
namespace {

auto order_of(const Figure& figure) {
  return std::tuple(figure.unit, figure.indicator, figure.round);
}

Decimal value_of(const Figure& figure, const Indicator& indicator) {
  return {figure.ticks, indicator.scale()};
}

}  // namespace

FigureJoin::FigureJoin(const DataSchema& schema, const UnitsFile* units, Diagnostics& diagnostics)
    : schema_(schema),
      unit_list_(units),
      diagnostics_(diagnostics),
      matcher_(schema, units, diagnostics),
      figures_(std::make_shared<Figures>()) {
  figures_->rulebook = schema.rulebook;
}

std::uint16_t FigureJoin::add_file(DataFile file, DataForm form) {
  figures_->files.push_back(std::move(file));
  figures_->forms.push_back(std::move(form));
  return static_cast<std::uint16_t>(figures_->files.size() - 1);
}

std::optional<std::uint32_t> FigureJoin::find_unit(const UnitMention& mention) {
  Known known;
  known.places = mention.places;
  Unit unit{mention.unit, "", 0};
  if (unit_list_ != nullptr) {
    known.entry = matcher_.find_entry(mention.unit, mention.places.unit);
    if (known.entry == nullptr) {
      return std::nullopt;
    }
    unit = {known.entry->id, known.entry->name, 0};
  }
  const auto [found, is_new] =
      by_key_.emplace(fold_case(unit.id), static_cast<std::uint32_t>(known_.size()));
  if (is_new) {
    figures_->units.push_back(std::move(unit));
    known_.push_back(std::move(known));
  }
  Known& first = known_[found->second];
  const bool takes_name = unit_list_ == nullptr;
  const bool takes_group = unit_list_ == nullptr || first.entry->group.empty();
  const bool agrees =
      (!takes_name || agree(mention.unit, "name", mention.name, mention.name_place, first.name)) &&
      (!takes_group ||
       agree(mention.unit, "group", mention.group, mention.places.group, first.group));
  return agrees ? std::optional(found->second) : std::nullopt;
}

// What two rows say of one unit must be the same.
bool FigureJoin::agree(const std::string& unit, std::string_view what, const std::string& text,
                       const SourceSpan& place, Said& said) {
  if (text.empty() || text == said.text) {
    return true;
  }
  if (said.text.empty()) {
    said = {text, place};
    return true;
  }
  diagnostics_.add(data_fault(codes::kUnitContradicts,
                              fmt::format("the {} of unit {} is {} here and {} elsewhere", what,
                                          shown(unit), shown(text), shown(said.text)),
                              place, "correct one of them, or leave one empty", what,
                              {{said.place, "the other one"}}));
  return false;
}

std::uint32_t FigureJoin::find_subunit(const std::string& name) {
  const auto [found, is_new] =
      by_subunit_.emplace(fold_case(name), static_cast<std::uint32_t>(figures_->subunits.size()));
  if (is_new) {
    figures_->subunits.push_back(name);
  }
  return found->second;
}

std::uint32_t FigureJoin::add_remark(FigureRemark remark) {
  remark_bytes_ += remark.evidence.size() + remark.note.size() + remark.source.size();
  figures_->remarks.push_back(std::move(remark));
  return static_cast<std::uint32_t>(figures_->remarks.size() - 1);
}

bool FigureJoin::add(const Figure& figure) {
  if (all_.size() == Figures::kMost || remark_bytes_ > Figures::kMostRemarkBytes) {
    diagnostics_.error(codes::kDataTooLarge, figures_->place(figure),
                       all_.size() == Figures::kMost
                           ? "more than 10,000,000 figures"
                           : "more than 128 MiB of evidence, notes and sources",
                       "only a single table in wide form may be larger: it is read piece "
                       "by piece");
    return false;
  }
  const Indicator& indicator = schema_.rulebook->indicators[figure.indicator];
  if (figure.round == 1 && indicator.by_others) {
    diagnostics_.add(data_fault(
        codes::kNotSelfScored, fmt::format("units do not give `{}` themselves", indicator.id),
        figures_->place(figure),
        "a survey or the board gives it: leave it out here, or give it in a later round",
        indicator.id));
  }
  all_.push_back(figure);
  return true;
}

std::shared_ptr<const Figures> FigureJoin::finish() {
  if (!diagnostics_.has_errors()) {
    check_totals(totals_, all_, *figures_, diagnostics_);
  }
  settle_units();
  sort_figures();
  join_figures();
  index_units();
  check_wholes();
  return diagnostics_.has_errors() ? nullptr : figures_;
}

// Finds the group of each unit; units that another rulebook scores leave, and their figures.
void FigureJoin::settle_units() {
  std::vector<std::uint32_t> new_places(known_.size(), Figure::kNone);
  std::vector<Unit> kept;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    Known& known = known_[i];
    Unit& unit = figures_->units[i];
    unit.name = known.name.text.empty() ? unit.name : known.name.text;
    const bool from_list = known.entry != nullptr && !known.entry->group.empty();
    const UnitPlaces places{known.places.unit, known.group.place};
    const UnitMatcher::Fate fate =
        from_list ? matcher_.find_group(known.entry->group, known.entry, places, unit)
                  : matcher_.find_group(known.group.text, nullptr, places, unit);
    if (fate == UnitMatcher::Fate::Ours) {
      new_places[i] = static_cast<std::uint32_t>(kept.size());
      kept.push_back(std::move(unit));
      figures_->unit_places.push_back(known.places.unit);
    }
  }
  figures_->units = std::move(kept);
  std::erase_if(all_, [&](Figure& figure) {
    figure.unit = new_places[figure.unit];
    return figure.unit == Figure::kNone;
  });
}

void FigureJoin::sort_figures() {
  std::sort(all_.begin(), all_.end(), [](const Figure& a, const Figure& b) {
    const auto rest = [](const Figure& figure) {
      return std::tuple(figure.subunit, figure.file, figure.begin);
    };
    return std::tuple_cat(order_of(a), rest(a)) < std::tuple_cat(order_of(b), rest(b));
  });
}

void FigureJoin::join_figures() {
  for (std::size_t begin = 0; begin < all_.size();) {
    std::size_t end = begin + 1;
    while (end < all_.size() && order_of(all_[end]) == order_of(all_[begin])) {
      ++end;
    }
    join_one(begin, end);
    begin = end;
  }
  all_ = {};
}

// All that is given for one unit, indicator and round: subunits in order, then the whole.
void FigureJoin::join_one(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin + 1; i < end; ++i) {
    if (all_[i].subunit == all_[i - 1].subunit) {
      report_twice(all_[i - 1], all_[i]);
    }
  }
  const bool has_whole = all_[end - 1].subunit == Figure::kNone;
  std::size_t parts_end = end;
  while (parts_end > begin && all_[parts_end - 1].subunit == Figure::kNone) {
    --parts_end;
  }
  figures_->parts.insert(figures_->parts.end(), all_.begin() + static_cast<std::ptrdiff_t>(begin),
                         all_.begin() + static_cast<std::ptrdiff_t>(parts_end));
  const Indicator& indicator = schema_.rulebook->indicators[all_[begin].indicator];
  std::optional<Figure> sum;
  if (parts_end > begin && indicator.type == ValueType::Count) {
    sum = add_up(begin, parts_end);
  }
  if (has_whole) {
    figures_->wholes.push_back(all_[end - 1]);
    if (sum && sum->state == CellState::Present) {
      check_total(*sum, all_[end - 1]);
    }
  } else if (sum) {
    figures_->wholes.push_back(*sum);
  }
}

void FigureJoin::report_twice(const Figure& first, const Figure& second) {
  const Indicator& indicator = schema_.rulebook->indicators[second.indicator];
  const std::string of_subunit =
      second.subunit == Figure::kNone
          ? ""
          : fmt::format(", subunit {}", shown(figures_->subunits[second.subunit]));
  diagnostics_.add(
      data_fault(codes::kDuplicateFigure,
                 fmt::format("the figure is given twice: indicator `{}` of unit `{}`{}",
                             indicator.id, figures_->units[second.unit].id, of_subunit),
                 figures_->place(second), "keep one of the two", indicator.id,
                 {{figures_->place(first), "first here"}}));
}

// The range of a sum.
static void add_to(FigureRemark::Range& sum, const FigureRemark::Range& part) {
  sum.low += part.low;
  sum.high += part.high;
}

// Evidence and source of a sum are those of the first part that has any; assumed is what rests on
// an assumed part.
static void keep_first(FigureRemark& sum, const FigureRemark& part) {
  sum.evidence = sum.evidence.empty() ? part.evidence : sum.evidence;
  sum.source = sum.source.empty() ? part.source : sum.source;
  sum.assumed = sum.assumed ? sum.assumed : part.assumed;
}

// The sum of counts of subunits. What does not apply to a subunit adds nothing; where the figure of
// a subunit is missing, that of the unit is, too.
std::optional<Figure> FigureJoin::add_up(std::size_t begin, std::size_t end) {
  Figure sum = all_[begin];
  sum.ticks = 0;
  sum.subunit = Figure::kNone;
  sum.remark = Figure::kNone;
  sum.state = CellState::NotApplicable;
  sum.is_sum = true;
  FigureRemark::Range range;
  FigureRemark remark;
  bool is_missing = false;
  for (std::size_t i = begin; i < end; ++i) {
    const Figure& part = all_[i];
    is_missing = is_missing || part.state == CellState::Missing;
    sum.state = part.state == CellState::Present ? CellState::Present : sum.state;
    sum.ticks += part.ticks;
    const FigureRemark* own =
        part.remark == Figure::kNone ? nullptr : &figures_->remarks[part.remark];
    const bool is_assumed = own != nullptr && own->assumed;
    add_to(range, is_assumed ? *own->assumed : FigureRemark::Range{part.ticks, part.ticks});
    if (own != nullptr) {
      keep_first(remark, *own);
      sum.remark = 0;
    }
    if (sum.ticks > kMostTicks || range.high > kMostTicks) {
      diagnostics_.error(
          codes::kOutOfRange, figures_->place(part),
          fmt::format("the subunits of unit `{}` come to more than 10^15: indicator `{}`",
                      figures_->units[part.unit].id,
                      schema_.rulebook->indicators[part.indicator].id),
          "correct the figures");
      return std::nullopt;
    }
  }
  if (is_missing) {
    sum.state = CellState::Missing;
    sum.ticks = 0;
  }
  if (sum.remark != Figure::kNone) {
    remark.assumed = remark.assumed ? std::optional(range) : std::nullopt;
    remark.place = figures_->place(sum);
    sum.remark = add_remark(std::move(remark));
  }
  return sum;
}

void FigureJoin::check_total(const Figure& sum, const Figure& total) {
  if (total.state == CellState::Present && total.ticks == sum.ticks) {
    return;
  }
  const Indicator& indicator = schema_.rulebook->indicators[total.indicator];
  const std::string given = total.state == CellState::Present ? to_text(value_of(total, indicator))
                                                              : std::string("not a number");
  diagnostics_.add(data_fault(
      codes::kTotalDiffers,
      fmt::format("the total is {}, but its subunits come to {}: indicator `{}` of unit `{}`",
                  given, to_text(value_of(sum, indicator)), indicator.id,
                  figures_->units[total.unit].id),
      figures_->place(total), "correct a figure, or leave the row of the total out", indicator.id,
      {{figures_->place(sum), "the first of its subunits"}}));
}

void FigureJoin::index_units() {
  const auto index = [&](const std::vector<Figure>& figures, std::vector<std::size_t>& first) {
    first.assign(figures_->units.size() + 1, 0);
    for (const Figure& figure : figures) {
      ++first[figure.unit + 1];
    }
    for (std::size_t unit = 1; unit < first.size(); ++unit) {
      first[unit] += first[unit - 1];
    }
  };
  index(figures_->wholes, figures_->first_wholes);
  index(figures_->parts, figures_->first_parts);
}

// No part may be larger than its whole, in any round.
void FigureJoin::check_wholes() {
  const std::vector<Indicator>& indicators = schema_.rulebook->indicators;
  for (std::size_t part = 0; part < indicators.size(); ++part) {
    for (std::uint32_t unit = 0; indicators[part].at_most && unit < figures_->units.size();
         ++unit) {
      for (std::size_t round = 0; round <= schema_.rulebook->rounds.size(); ++round) {
        check_whole(unit, static_cast<IndicatorIndex>(part), static_cast<RoundNumber>(round));
      }
    }
  }
}

void FigureJoin::check_whole(std::uint32_t unit, IndicatorIndex part, RoundNumber round) {
  const std::vector<Indicator>& indicators = schema_.rulebook->indicators;
  const IndicatorIndex whole = *indicators[part].at_most;
  const Figure* const a = figures_->find(unit, part, round);
  const Figure* const b = figures_->find(unit, whole, round);
  if (a == nullptr || b == nullptr || std::max(a->round, b->round) != round ||
      a->state != CellState::Present || b->state != CellState::Present ||
      !(value_of(*b, indicators[whole]) < value_of(*a, indicators[part]))) {
    return;
  }
  diagnostics_.add(data_fault(
      codes::kMoreThanWhole,
      fmt::format("{} is more than the whole, {}: indicator `{}` of unit `{}`",
                  to_text(value_of(*a, indicators[part])), to_text(value_of(*b, indicators[whole])),
                  indicators[part].id, figures_->units[unit].id),
      figures_->place(*a),
      fmt::format("`{}` is a part of `{}`: correct one of them", indicators[part].id,
                  indicators[whole].id),
      indicators[part].id, {{figures_->place(*b), "the whole"}}));
}

}  // namespace parindex
