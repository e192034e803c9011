// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/band_scale.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::array<std::pair<std::string_view, bool>, 2> kDayKinds = {
    {{"calendar", false}, {"working", true}}};

// Counts working days with tables of a calendar.
class WorkingDays {
 public:
  WorkingDays(ProgramBuilder& program, const WorkCalendar& calendar)
      : program_(program),
        calendar_(calendar) {}

  // The day `count` working days after `day`, which itself does not count.
  Quotient after(Quotient day, int count) {
    std::vector<ProgramBuilder::Threshold> days;
    const std::vector<std::int64_t>& all = calendar_.working_days;
    days.reserve(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      days.push_back({decimal(static_cast<std::int64_t>(i) + 1), false, decimal(all[i])});
    }
    days.push_back({decimal(static_cast<std::int64_t>(all.size()) + 1), false, kBeyond});
    const Quotient number = program_.linear(
        {count, 0}, std::array{ProgramBuilder::Term{passed(known(day), Include::Day)}});
    return program_.steps(number, {0, 0}, days);
  }

  // Working days from `due`, exclusive, to `delivered`, which counts as the next working day where
  // it is a day off. Below 0 where it came early; beyond every number where it never came.
  Quotient late(Quotient delivered, Quotient due) {
    const Quotient never = program_.compare(delivered, Relation::Equal, program_.constant(kBeyond));
    const Quotient sent =
        program_.require(delivered, program_.logic(Op::Or, std::array{never, is_known(delivered)}));
    const Quotient after_due = program_.compare(delivered, Relation::Greater, due);
    const Quotient count = program_.select(
        after_due,
        program_.linear({1, 0}, std::array{ProgramBuilder::Term{passed(sent, Include::Before)}}),
        passed(sent, Include::Day));
    const Quotient late = program_.linear(
        {0, 0}, std::array{ProgramBuilder::Term{count},
                           ProgramBuilder::Term{passed(known(due), Include::Day), {-1, 0}}});
    return program_.select(never, program_.constant(kBeyond), late);
  }

 private:
  enum class Include : bool { Before, Day };

  static constexpr Decimal kBeyond{kNever, 0};

  static Decimal decimal(std::int64_t number) { return {number, 0}; }

  Quotient is_known(Quotient day) {
    return program_.logic(Op::And,
                          std::array{program_.compare(day, Relation::GreaterEqual,
                                                      program_.constant(decimal(calendar_.first))),
                                     program_.compare(day, Relation::LessEqual,
                                                      program_.constant(decimal(calendar_.last)))});
  }

  Quotient known(Quotient day) { return program_.require(day, is_known(day)); }

  // Working days of the calendar up to a day.
  Quotient passed(Quotient day, Include include) {
    std::vector<ProgramBuilder::Threshold> counts;
    std::int64_t count = 0;
    counts.reserve(calendar_.working_days.size());
    for (const std::int64_t working : calendar_.working_days) {
      counts.push_back({decimal(working), include == Include::Before, decimal(++count)});
    }
    return program_.steps(day, {0, 0}, counts);
  }

  ProgramBuilder& program_;
  const WorkCalendar& calendar_;
};

// What is due when.
struct DueDay {
  Expression day;
  bool included = true;  // the last day that is in time (`by`), not the first that is late
  int plus = 0;          // so many working days later
  std::shared_ptr<const WorkCalendar> calendar = nullptr;  // null: all days count
};

class Lateness final : public ScoringRule {
 public:
  Lateness(Expression delivered, DueDay due, BandScale bands)
      : delivered_(std::move(delivered)),
        due_(std::move(due)),
        bands_(std::move(bands)) {}

  [[nodiscard]] std::optional<Number> best() const override { return bands_.best(); }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    const Quotient delivered = compile_expression(delivered_, compiler);
    Quotient due = compile_expression(due_.day, compiler);
    // What counts from a day that never came has no due day, nor has half a day.
    constexpr Decimal kBeyondDays{kNever / 2, 0};
    due = program.require(due, program.compare(due, Relation::Less, program.constant(kBeyondDays)));
    due = program.require(
        due, program.compare(due, Relation::Equal, program.round(due, 0, Rounding::Down)));
    if (!due_.included) {
      due = program.linear({-1, 0}, std::array{ProgramBuilder::Term{due}});
    }
    RuleTrace trace{"lateness",     delivered_.text, delivered,
                    Quantity::Date, bands_.bands,    indicators_of(delivered_)};
    add_indicators(due_.day, trace.inputs);
    const Quotient late = days_late(program, delivered, due);
    trace.compared = late;
    trace.counts_days = true;
    return {bands_.compile(program, late), std::move(trace)};
  }

 private:
  [[nodiscard]] Quotient days_late(ProgramBuilder& program, Quotient delivered,
                                   Quotient due) const {
    if (due_.calendar != nullptr) {
      WorkingDays days(program, *due_.calendar);
      return days.late(delivered, due_.plus > 0 ? days.after(due, due_.plus) : due);
    }
    return program.linear(
        {0, 0}, std::array{ProgramBuilder::Term{delivered}, ProgramBuilder::Term{due, {-1, 0}}});
  }

  Expression delivered_;
  DueDay due_;
  BandScale bands_;
};

}  // namespace

std::unique_ptr<const ScoringRule> make_lateness(const RuleContext& context,
                                                 Diagnostics& diagnostics) {
  if (context.options == nullptr) {
    report_error(diagnostics, codes::kWrongType, "`lateness` must be a mapping", context.span,
                 "lateness: {by: 2022-02-28, bands: {\"<=0\": 2, \"[1..5]\": 1, \">=6\": 0}}");
    return nullptr;
  }
  KeyReader keys(*context.options, "`lateness`", diagnostics);
  // "đến hết ngày" includes the day, "trước ngày" does not: the rulebook must say which.
  const ConfigEntry* by = keys.find("by");
  const ConfigEntry* before = keys.find("before");
  const ConfigEntry* bands = keys.required("bands");
  const bool working = keys.choice<bool>("days", kDayKinds, false);
  const std::optional<int> plus = keys.whole("plus", 1, 1000);
  keys.finish();
  if ((by == nullptr) == (before == nullptr)) {
    report_error(diagnostics, by == nullptr ? codes::kMissingKey : codes::kSeveralRules,
                 "`lateness` has either `by` or `before`", context.span,
                 "`by: 2022-02-28` includes the day (đến hết), `before: 2022-03-01` does not");
    return nullptr;
  }
  if (working && context.vocabulary.calendar == nullptr) {
    report_error(diagnostics, codes::kMissingKey,
                 "`days: working` needs to know the days off, and the rulebook has no `calendar`",
                 keys.find("days")->value.span,
                 "calendar: {from: 2025-01-01, to: 2025-12-31, holidays: [2025-01-01, …]}");
    return nullptr;
  }
  if (plus && (!working || by == nullptr)) {
    report_error(diagnostics, codes::kWrongType, "`plus` counts working days after the day in `by`",
                 keys.find("plus")->key_span,
                 "with `days: working`; other days are added in `by` itself: `by: received + 15`");
    return nullptr;
  }
  const ConfigEntry& stated = by != nullptr ? *by : *before;
  std::optional<Expression> due =
      parse_expression(stated.value, context.vocabulary, Quantity::Date, diagnostics);
  std::optional<BandScale> scale = bands == nullptr
                                       ? std::nullopt
                                       : load_bands(bands->value,
                                                    {.ratio = false,
                                                     .least = {},
                                                     .whole = true,
                                                     .maximum = context.maximum,
                                                     .numbers = context.vocabulary.numbers},
                                                    diagnostics);
  if (!due || !scale) {
    return nullptr;
  }
  return std::make_unique<Lateness>(context.operand,
                                    DueDay{std::move(*due), by != nullptr, plus.value_or(0),
                                           working ? context.vocabulary.calendar : nullptr},
                                    std::move(*scale));
}

}  // namespace parindex
