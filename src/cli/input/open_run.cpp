// SPDX-License-Identifier: Apache-2.0
#include "cli/input/open_run.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analysis/probe/intervals.h"
#include "base/codes.h"
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

}  // namespace

void add_intervals(ScoringRun::Part& part, bool missing_is_zero, Diagnostics& diagnostics) {
  const Rulebook& rulebook = *part.rulebook;
  if (rulebook.open_numbers.empty() ? !any_assumed(part.figures) : rulebook.tree == nullptr) {
    return;
  }
  bool told = false;
  const ProgramUnder program_under =
      [&](const Assumption& assumption) -> std::shared_ptr<const ScoringProgram> {
    if (rulebook.open_numbers.empty()) {
      return {std::shared_ptr<void>(), &part.program};  // owned by the part
    }
    Diagnostics faults;
    std::optional<Rulebook> under = load_rulebook(*rulebook.tree, faults, assumption);
    if (under) {
      add_decisions(*under, rulebook.decisions, faults);
      check_maxima(*under, faults);
    }
    if (under && !faults.has_errors()) {
      return std::make_shared<ScoringProgram>(compile(*under, {false, missing_is_zero}));
    }
    if (!told) {
      told = true;
      const Diagnostic& first = faults.kept().front();
      diagnostics.warn(codes::kRangesDoNotFit, first.primary.span,
                       fmt::format("no intervals are computed: with {}: {}",
                                   words_of(rulebook, assumption), first.message),
                       "choose ranges with which the rulebook stands in all combinations");
    }
    return nullptr;
  };
  part.sheet.open =
      find_intervals(rulebook, part.program, *part.rows, part.sheet, program_under, diagnostics);
}

}  // namespace parindex
