// SPDX-License-Identifier: Apache-2.0
#include "cli/input/open_run.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/probe/intervals.h"
#include "base/codes.h"
#include "base/text.h"
#include "rulebook/check/check_tree.h"
#include "rulebook/compile/compile.h"
#include "rulebook/load/decided.h"
#include "rulebook/load/load.h"

namespace parindex {
namespace {

// The numbers that do not have the value of the rulebook: `III.1.max = 3`.
std::string words_of(const Rulebook& rulebook, const Assumption& assumption) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < assumption.size(); ++i) {
    const OpenNumber& number = rulebook.open_numbers[i];
    if (number.has_range() && assumption[i] != NumberEnd::Value) {
      words.push_back(fmt::format("{} = {}", number.address,
                                  assumption[i] == NumberEnd::Low ? number.low : number.high));
    }
  }
  constexpr std::size_t kMost = 6;
  const bool more = words.size() > kMost;
  words.resize(std::min(words.size(), kMost));
  return fmt::format("{}{}", fmt::join(words, ", "), more ? ", …" : "");
}

bool any_assumed(const std::shared_ptr<const Figures>& figures) {
  return figures != nullptr &&
         std::any_of(figures->remarks.begin(), figures->remarks.end(),
                     [](const FigureRemark& remark) { return remark.assumed.has_value(); });
}

// A number of a rulebook as it is written, and whether in percent.
struct Written {
  Decimal value;
  bool percent = false;
};

std::optional<Written> written(std::string_view text) {
  const bool percent = text.ends_with('%');
  const std::optional<Decimal> value =
      parse_decimal(trim(text.substr(0, text.size() - (percent ? 1 : 0))));
  return value ? std::optional(Written{*value, percent}) : std::nullopt;
}

// The open numbers with a range that results rest on, as inputs of a program: each a column that
// holds the number as it is written.
std::optional<std::vector<NumberInput>> inputs_of(const Rulebook& rulebook, OpenProgram& open) {
  std::vector<NumberInput> inputs;
  for (std::uint32_t i = 0; i < rulebook.open_numbers.size(); ++i) {
    const OpenNumber& number = rulebook.open_numbers[i];
    if (!number.has_range() || number.effect == OpenNumber::Effect::Nothing) {
      continue;
    }
    const std::string& text = number.unknown ? number.low : number.value;
    const std::optional<Written> low = written(number.low);
    const std::optional<Written> high = written(number.high);
    const std::optional<Written> now = written(text);
    if (!low || !high || !now || low->percent != now->percent || high->percent != now->percent) {
      return std::nullopt;
    }
    const int places = std::max({low->value.scale, high->value.scale, now->value.scale});
    const auto ticks = [&](const Written& one) { return ticks_at(one.value, places).value_or(0); };
    const auto column = static_cast<std::uint32_t>(open.first_column + inputs.size());
    inputs.push_back({number.address, text, true, places, ticks(*low) >= 0});
    open.inputs.push_back(
        {i,
         {column, {.lowest = ticks(*low), .highest = ticks(*high), .dense = true}},
         ticks(*now)});
  }
  return inputs;
}

// Whether the rulebook stands with its open numbers at some ends of their ranges.
bool stands_under(const Rulebook& rulebook, const Assumption& assumption,
                  Diagnostics& diagnostics) {
  Diagnostics faults;
  std::optional<Rulebook> under = load_rulebook(*rulebook.tree, faults, assumption);
  if (under) {
    add_decisions(*under, rulebook.decisions, faults);
    check_maxima(*under, faults);
  }
  if (under && !faults.has_errors()) {
    return true;
  }
  const Diagnostic& first = faults.kept().front();
  diagnostics.warn(codes::kRangesDoNotFit, first.primary.span,
                   fmt::format("no intervals are computed: with {}: {}",
                               words_of(rulebook, assumption), first.message),
                   "choose ranges with which the rulebook stands in all combinations");
  return false;
}

// The same for the numbers of each leaf at all corners of their ranges; the first fault is told.
bool stands_at_ends(const Rulebook& rulebook, const OpenProgram& open, Diagnostics& diagnostics) {
  constexpr std::size_t kMostRounds = 64;
  const OpenLeaves leaves = find_open_leaves(rulebook, open);
  const std::size_t rounds = std::min(leaves.rounds(), kMostRounds);
  for (std::size_t round = 0; round < rounds; ++round) {
    Assumption assumption(rulebook.open_numbers.size(), NumberEnd::Value);
    for (std::size_t i = 0; i < open.inputs.size(); ++i) {
      assumption[open.inputs[i].number] =
          leaves.is_high(round, i) ? NumberEnd::High : NumberEnd::Low;
    }
    if (!stands_under(rulebook, assumption, diagnostics)) {
      return false;
    }
  }
  return true;
}

// Compiles the rulebook with its open numbers as inputs; no program where it has faults then.
void compile_open(const Rulebook& rulebook, bool missing_is_zero, OpenProgram& open,
                  Diagnostics& diagnostics) {
  const std::optional<std::vector<NumberInput>> inputs = inputs_of(rulebook, open);
  Diagnostics faults;
  std::optional<Rulebook> under =
      inputs ? load_rulebook(*rulebook.tree, faults, {}, *inputs) : std::nullopt;
  if (!under) {
    return;
  }
  add_decisions(*under, rulebook.decisions, faults);
  check_maxima(*under, faults);
  if (faults.has_errors()) {
    return;
  }
  const auto program = std::make_shared<ScoringProgram>(compile(*under, {false, missing_is_zero}));
  open.program = program;
  if (!stands_at_ends(rulebook, open, diagnostics)) {
    open.program = nullptr;
  } else if (!program->reads_inputs) {
    open.program = nullptr;
    diagnostics.warn(codes::kNoInterval, rulebook.span,
                     "no intervals are computed: an open number is one that no rule looks at, or a "
                     "share is taken of a maximum that rests on it",
                     "the results stand as they are with the assumed values");
  }
}

}  // namespace

void add_intervals(ScoringRun::Part& part, bool missing_is_zero, Diagnostics& diagnostics) {
  const Rulebook& rulebook = *part.rulebook;
  if (rulebook.open_numbers.empty() ? !any_assumed(part.figures) : rulebook.tree == nullptr) {
    return;
  }
  OpenProgram open;
  open.first_column = rulebook.indicators.size();
  if (rulebook.open_numbers.empty()) {
    open.program = {std::shared_ptr<void>(), &part.program};  // owned by the part
  } else {
    compile_open(rulebook, missing_is_zero, open, diagnostics);
  }
  part.sheet.open =
      find_intervals(rulebook, part.program, *part.rows, part.sheet, open, diagnostics);
}

}  // namespace parindex
