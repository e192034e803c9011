// SPDX-License-Identifier: Apache-2.0
#include "rulebook/kinds/band_scale.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/interval.h"
#include "rulebook/kinds/points_value.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostBands = 200;

// Points of one band as (constant + factor * value) / divisor.
struct Coefficients {
  Number constant, factor, divisor{1, 0};
};

std::optional<Coefficients> coefficients_of(const Band& band) {
  if (!band.to) {
    return Coefficients{band.points, {0, 0}, {1, 0}};
  }
  const std::optional<Number> width = subtract(band.upper->value, band.lower->value);
  const std::optional<Number> rise = subtract(*band.to, band.points);
  const std::optional<Number> shift = rise ? multiply(*rise, band.lower->value) : std::nullopt;
  const std::optional<Number> start = width ? multiply(band.points, *width) : std::nullopt;
  const std::optional<Number> constant = shift && start ? subtract(*start, *shift) : std::nullopt;
  return constant ? std::optional(Coefficients{*constant, *rise, *width}) : std::nullopt;
}

// One number for each band, as a step over the value.
template <typename Number>
Quotient step_of(ProgramBuilder& program, Quotient value, const std::vector<Band>& bands,
                 Number number) {
  std::vector<ProgramBuilder::Threshold> thresholds;
  thresholds.reserve(bands.size());
  for (std::size_t i = 1; i < bands.size(); ++i) {
    thresholds.push_back({bands[i].lower->value, bands[i].lower->open, number(bands[i])});
  }
  return program.steps(value, number(bands.front()), thresholds);
}

struct PlacedBand {
  Band band;
  const ConfigEntry* entry = nullptr;
};

bool starts_before(const PlacedBand& a, const PlacedBand& b) {
  if (!a.band.lower || !b.band.lower) {
    return !a.band.lower && b.band.lower;
  }
  if (a.band.lower->value == b.band.lower->value) {
    return !a.band.lower->open && b.band.lower->open;
  }
  return a.band.lower->value < b.band.lower->value;
}

// Points, a share, `unknown`, or {linear: [from, to]}.
bool read_value(const ConfigNode& node, const Number& maximum, Band& band,
                Diagnostics& diagnostics) {
  if (is_unknown(node)) {
    band.unknown = true;
    return true;
  }
  if (node.kind != ConfigNode::Kind::Mapping) {
    const std::optional<Number> points = read_points(node, maximum, diagnostics);
    band.points = points.value_or(Decimal{});
    return points.has_value();
  }
  KeyReader keys(node, "a band", diagnostics);
  const ConfigEntry* linear = keys.required("linear");
  keys.finish();
  if (linear == nullptr) {
    return false;
  }
  const std::vector<ConfigNode>& ends = linear->value.items;
  if (ends.size() != 2 || !band.lower || !band.upper) {
    report_error(diagnostics, codes::kWrongType,
                 "`linear` takes two numbers, in a band that has two ends", linear->value.span,
                 "for example `\"[80%..100%]\": {linear: [1, 2]}`");
    return false;
  }
  const std::optional<Number> from = read_points(ends[0], maximum, diagnostics);
  const std::optional<Number> to = read_points(ends[1], maximum, diagnostics);
  band.points = from.value_or(Decimal{});
  band.to = to;
  if (from && to && !has_room(band)) {
    report_error(diagnostics, codes::kBadNumber, "the ends of this band have too many digits",
                 linear->value.span, "at most nine digits each");
    return false;
  }
  return from && to;
}

std::vector<PlacedBand> read_bands(const ConfigNode& mapping, const BandedValue& value,
                                   Diagnostics& diagnostics) {
  std::vector<PlacedBand> bands;
  for (const ConfigEntry& entry : mapping.entries) {
    std::string problem;
    const std::optional<Interval> interval =
        parse_interval(entry.key, value.ratio, value.numbers, problem);
    if (!interval) {
      report_error(diagnostics, codes::kBadNumber, problem, entry.key_span,
                   "intervals are written `[80%..95%)`, `[100%]`, `<80%`, `>=5`");
    }
    Band band{
        interval ? interval->lower : std::nullopt, interval ? interval->upper : std::nullopt, {}};
    if (read_value(entry.value, value.maximum, band, diagnostics) && interval) {
      bands.push_back({band, &entry});
    }
  }
  std::sort(bands.begin(), bands.end(), starts_before);
  return bands;
}

// Between whole numbers there is nothing: the band `3` meets the band `[4..5]`.
bool meet_as_whole_numbers(const Band& low, const Band& high) {
  const Decimal last = normalized(low.upper->value.value);
  const Decimal first = normalized(high.lower->value.value);
  return !low.upper->open && !high.lower->open && last.scale == 0 && first.scale == 0 &&
         last.coefficient + 1 == first.coefficient;
}

// Neighbours must meet: where one ends the next begins, one of the two ends being open.
void check_meeting(const PlacedBand& low, const PlacedBand& high, bool ratio,
                   Diagnostics& diagnostics) {
  const Label other{low.entry->key_span, "the band below it"};
  const bool endless = !low.band.upper || !high.band.lower;
  if (endless || high.band.lower->value < low.band.upper->value) {
    report_error(diagnostics, codes::kBandOverlap,
                 fmt::format("the bands `{}` and `{}` overlap", low.entry->key, high.entry->key),
                 high.entry->key_span, "a value must lie in one band: make their ends meet",
                 {other});
    return;
  }
  const std::string meeting = bound_text(high.band.lower->value, ratio);
  if (low.band.upper->value < high.band.lower->value) {
    report_error(diagnostics, codes::kBandGap,
                 fmt::format("no band holds the values between {} and {}",
                             bound_text(low.band.upper->value, ratio), meeting),
                 high.entry->key_span, "make the ends of the bands meet", {other});
  } else if (low.band.upper->open && high.band.lower->open) {
    report_error(diagnostics, codes::kBandGap, fmt::format("no band holds the value {}", meeting),
                 high.entry->key_span, "use a square bracket in the band it belongs to", {other});
  } else if (!low.band.upper->open && !high.band.lower->open) {
    report_error(diagnostics, codes::kBandOverlap,
                 fmt::format("the value {} lies in two bands", meeting), high.entry->key_span,
                 "use a round bracket in the band it does not belong to", {other});
  }
}

// Values that can occur below the first band need a band, too.
void check_below(const PlacedBand& first, std::optional<Number> least, bool ratio,
                 Diagnostics& diagnostics) {
  if (!first.band.lower) {
    return;
  }
  const Bound& lower = *first.band.lower;
  const bool reaches_least =
      least && (lower.value < *least || (lower.value == *least && !lower.open));
  if (!reaches_least) {
    report_error(diagnostics, codes::kBandGap,
                 fmt::format("no band holds the values below {}", bound_text(lower.value, ratio)),
                 first.entry->key_span,
                 fmt::format("add a band `{}{}` with the points that apply there",
                             lower.open ? "<=" : "<", bound_text(lower.value, ratio)));
  }
}

}  // namespace

Number BandScale::best() const {
  Number most = bands.front().points;
  for (const Band& band : bands) {
    most = std::max({most, band.points, band.to.value_or(band.points)});
  }
  return most;
}

Quotient BandScale::compile(ProgramBuilder& program, Quotient value) const {
  const auto number = [](auto member) {
    return [member](const Band& band) {
      return coefficients_of(band).value_or(Coefficients{}).*member;
    };
  };
  Quotient points = step_of(program, value, bands, number(&Coefficients::constant));
  const bool linear =
      std::any_of(bands.begin(), bands.end(), [](const Band& band) { return band.to.has_value(); });
  if (linear) {
    const Quotient factor = step_of(program, value, bands, number(&Coefficients::factor));
    points =
        program.linear({0, 0}, std::array{ProgramBuilder::Term{points},
                                          ProgramBuilder::Term{program.multiply(factor, value)}});
    points = program.divide(points, step_of(program, value, bands, number(&Coefficients::divisor)));
  }
  // Outside the first or last band there are no points at all.
  if (!open_below && bands.front().lower) {
    const Bound& end = *bands.front().lower;
    points = program.require(
        points, program.compare(value, end.open ? Relation::Greater : Relation::GreaterEqual,
                                program.number(end.value)));
  }
  if (bands.back().upper) {
    const Bound& end = *bands.back().upper;
    points = program.require(points,
                             program.compare(value, end.open ? Relation::Less : Relation::LessEqual,
                                             program.number(end.value)));
  }
  if (std::any_of(bands.begin(), bands.end(), [](const Band& band) { return band.unknown; })) {
    const Quotient unknown = step_of(program, value, bands, [](const Band& band) {
      return Decimal{band.unknown ? 1 : 0, 0};
    });
    points = program.exclude(points, unknown, CellState::NotScored);
  }
  return points;
}

bool has_room(const Band& band) {
  return coefficients_of(band).has_value();
}

BandScale scale_of_knots(const std::vector<Knot>& knots) {
  BandScale scale;
  scale.bands.push_back({std::nullopt, Bound{knots.front().value, true}, knots.front().points});
  for (std::size_t i = 1; i < knots.size(); ++i) {
    Band band{Bound{knots[i - 1].value}, Bound{knots[i].value, true}, knots[i - 1].points};
    band.to = knots[i].points;
    scale.bands.push_back(band);
  }
  scale.bands.push_back({Bound{knots.back().value}, std::nullopt, knots.back().points});
  return scale;
}

std::optional<BandScale> load_bands(const ConfigNode& mapping, const BandedValue& value,
                                    Diagnostics& diagnostics) {
  if (mapping.kind != ConfigNode::Kind::Mapping || mapping.entries.empty() ||
      mapping.entries.size() > kMostBands) {
    report_error(diagnostics, codes::kWrongType, "`bands` must be a mapping of 1 to 200 intervals",
                 mapping.span, "for example {\"[80%..100%]\": 2, \"<80%\": 0}");
    return std::nullopt;
  }
  const std::size_t faults = diagnostics.errors();
  const std::vector<PlacedBand> placed = read_bands(mapping, value, diagnostics);
  if (diagnostics.errors() > faults) {
    return std::nullopt;
  }
  check_below(placed.front(), value.least, value.ratio, diagnostics);
  for (std::size_t i = 1; i < placed.size(); ++i) {
    const Band& low = placed[i - 1].band;
    const Band& high = placed[i].band;
    if (!value.whole || !low.upper || !high.lower || !meet_as_whole_numbers(low, high)) {
      check_meeting(placed[i - 1], placed[i], value.ratio, diagnostics);
    }
  }
  if (diagnostics.errors() > faults) {
    return std::nullopt;
  }
  BandScale scale{{}, value.least.has_value()};
  scale.bands.reserve(placed.size());
  for (const PlacedBand& band : placed) {
    scale.bands.push_back(band.band);
  }
  return scale;
}

}  // namespace parindex
