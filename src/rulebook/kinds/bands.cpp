// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"
#include "rulebook/expression_compiler.h"
#include "rulebook/expression_facts.h"
#include "rulebook/interval.h"
#include "rulebook/key_reader.h"
#include "rulebook/kinds.h"

namespace parindex {
namespace {

constexpr std::size_t kMostBands = 200;

class Bands final : public ScoringRule {
 public:
  // `bands` ascend without gaps or overlaps between them.
  Bands(Expression operand, std::vector<Band> bands, bool open_ended_below)
      : operand_(std::move(operand)),
        bands_(std::move(bands)),
        check_below_(!open_ended_below && bands_.front().lower.has_value()) {}

  [[nodiscard]] std::optional<Decimal> best() const override {
    return std::max_element(bands_.begin(), bands_.end(),
                            [](const Band& a, const Band& b) { return a.points < b.points; })
        ->points;
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    const Value value = compile_expression(operand_, compiler);
    std::vector<ProgramBuilder::Threshold> thresholds;
    for (std::size_t i = 1; i < bands_.size(); ++i) {
      thresholds.push_back({bands_[i].lower->value, bands_[i].lower->open, bands_[i].points});
    }
    Value points = compiler.program.steps(value, bands_.front().points, thresholds);
    // Outside the first or last band there are no points at all.
    if (check_below_) {
      const Bound& end = *bands_.front().lower;
      points = compiler.program.require(
          points,
          compiler.program.compare(value, end.open ? Relation::Greater : Relation::GreaterEqual,
                                   compiler.program.constant(end.value)));
    }
    if (bands_.back().upper) {
      const Bound& end = *bands_.back().upper;
      points = compiler.program.require(
          points, compiler.program.compare(value, end.open ? Relation::Less : Relation::LessEqual,
                                           compiler.program.constant(end.value)));
    }
    return {points,
            {"bands", operand_.text, value, operand_.quantity, bands_, indicators_of(operand_)}};
  }

 private:
  Expression operand_;
  std::vector<Band> bands_;
  bool check_below_;
};

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

std::vector<PlacedBand> read_bands(const RuleContext& context, bool ratio,
                                   Diagnostics& diagnostics) {
  std::vector<PlacedBand> bands;
  for (const ConfigEntry& entry : context.options->entries) {
    std::string problem;
    const std::optional<Interval> interval = parse_interval(entry.key, ratio, problem);
    const std::optional<Decimal> points =
        read_number(entry.value, "the points of a band", diagnostics);
    if (!interval) {
      report_error(diagnostics, codes::kBadNumber, problem, entry.key_span,
                   "intervals are written `[80%..95%)`, `[100%]`, `<80%`, `>=5`");
    } else if (points) {
      bands.push_back({{interval->lower, interval->upper, *points}, &entry});
    }
    if (points && context.maximum < *points) {
      report_error(diagnostics, codes::kMaximumPassed,
                   fmt::format("this band gives {} points, the maximum is {}", to_text(*points),
                               to_text(context.maximum)),
                   entry.value.span);
    }
  }
  std::sort(bands.begin(), bands.end(), starts_before);
  return bands;
}

// Between whole numbers there is nothing: the band `3` meets the band `[4..5]`.
bool meet_as_whole_numbers(const Band& low, const Band& high) {
  const Decimal last = normalized(low.upper->value);
  const Decimal first = normalized(high.lower->value);
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
void check_below(const PlacedBand& first, bool never_negative, bool ratio,
                 Diagnostics& diagnostics) {
  if (!first.band.lower) {
    return;
  }
  const Bound& lower = *first.band.lower;
  const bool reaches_zero = lower.value.is_negative() || (lower.value.is_zero() && !lower.open);
  if (!never_negative || !reaches_zero) {
    report_error(diagnostics, codes::kBandGap,
                 fmt::format("no band holds the values below {}", bound_text(lower.value, ratio)),
                 first.entry->key_span,
                 fmt::format("add a band `{}{}` with the points that apply there",
                             lower.open ? "<=" : "<", bound_text(lower.value, ratio)));
  }
}

}  // namespace

std::unique_ptr<const ScoringRule> make_bands(const RuleContext& context,
                                              Diagnostics& diagnostics) {
  const bool ratio = context.operand.quantity == Quantity::Ratio;
  const bool never_negative = is_never_negative(context.operand, context.vocabulary.indicators);
  const std::size_t count = context.options == nullptr ? 0 : context.options->entries.size();
  if (count == 0 || count > kMostBands) {
    report_error(diagnostics, codes::kWrongType, "`bands` must be a mapping of 1 to 200 intervals",
                 context.span,
                 "for example {\"[80%..100%]\": 2, \"<80%\": 0}, with the value in `of:`");
    return nullptr;
  }
  const std::size_t faults = diagnostics.errors();
  const std::vector<PlacedBand> placed = read_bands(context, ratio, diagnostics);
  if (diagnostics.errors() > faults) {
    return nullptr;
  }
  check_below(placed.front(), never_negative, ratio, diagnostics);
  const bool whole = is_whole(context.operand, context.vocabulary.indicators);
  for (std::size_t i = 1; i < placed.size(); ++i) {
    const Band& low = placed[i - 1].band;
    const Band& high = placed[i].band;
    if (!whole || !low.upper || !high.lower || !meet_as_whole_numbers(low, high)) {
      check_meeting(placed[i - 1], placed[i], ratio, diagnostics);
    }
  }
  if (diagnostics.errors() > faults) {
    return nullptr;
  }
  std::vector<Band> bands;
  bands.reserve(placed.size());
  for (const PlacedBand& band : placed) {
    bands.push_back(band.band);
  }
  return std::make_unique<Bands>(context.operand, std::move(bands), never_negative);
}

}  // namespace parindex
