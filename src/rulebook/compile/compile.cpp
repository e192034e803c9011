// SPDX-License-Identifier: Apache-2.0
#include "rulebook/compile/compile.h"

#include <string>
#include <vector>

#include "engine/program/builder.h"
#include "rulebook/compile/compile_conclusion.h"
#include "rulebook/compile/compile_tree.h"

namespace parindex {
namespace {

class Compiler {
 public:
  Compiler(const Rulebook& rulebook, const CompileOptions& options)
      : rulebook_(rulebook),
        options_(options) {
    result_.nodes.resize(rulebook.criteria.size());
    builder_.set_first_number(static_cast<std::uint32_t>(rulebook.indicators.size()));
  }

  ScoringProgram compile() {
    const StatisticCompiler statistics = [this](const Statistic& wanted) {
      return statistic(wanted);
    };
    const std::vector<Part> parts =
        compile_tree(rulebook_, options_, builder_, statistics, result_.nodes);
    builder_.set_origin(0);
    for (std::size_t i = 0; i < (options_.every_criterion ? result_.nodes.size() : 1); ++i) {
      ScoringProgram::Node& node = result_.nodes[i];
      node.printed_points = printed_slot(builder_, node.points);
      node.printed_maximum = printed_slot(builder_, node.maximum);
    }
    const auto criterion = [this](const std::string& id) -> RuleCompiler::CriterionValues {
      const ScoringProgram::Node& node = result_.nodes[*rulebook_.find(id)];
      return {node.points, node.maximum};
    };
    const RuleCompiler rules{builder_, rulebook_.indicators, criterion, statistics};
    compile_conclusion(rulebook_, parts, rules, result_);
    result_.approximate = builder_.is_approximate();
    result_.reads_inputs = !rulebook_.inputs_lost;
    for (std::uint32_t input = 0; input < rulebook_.inputs.size(); ++input) {
      result_.reads_inputs = result_.reads_inputs && builder_.reads_input(input);
    }
    result_.program = builder_.take();
    return std::move(result_);
  }

 private:
  // The numbers of a column behind those of the indicators.
  Quotient derived_column(ScoringProgram::DerivedColumn column, int scale) {
    const std::size_t place =
        rulebook_.indicators.size() + rulebook_.inputs.size() + result_.derived.size();
    result_.derived.push_back(column);
    return builder_.load(static_cast<std::uint32_t>(place), scale, true);
  }

  Quotient statistic(const Statistic& wanted) {
    const auto number = static_cast<std::uint32_t>(result_.statistics.size());
    result_.statistics.push_back(wanted);
    using Column = ScoringProgram::DerivedColumn;
    if (wanted.kind == Statistic::Kind::Rank || wanted.kind == Statistic::Kind::NotBetter) {
      const Quotient own = derived_column({Column::Kind::StatisticNumerator, number}, 0);
      return wanted.kind == Statistic::Kind::Rank
                 ? own
                 : builder_.divide(own,
                                   derived_column({Column::Kind::StatisticDivisor, number}, 0));
    }
    if (group_.numerator == Quotient::kNone) {
      group_ = derived_column({Column::Kind::Group, 0}, 0);
    }
    return builder_.population(number, group_, false);
  }

  const Rulebook& rulebook_;
  const CompileOptions& options_;
  ProgramBuilder builder_;
  ScoringProgram result_;
  Quotient group_;  // index of the unit's group, where the population is asked for
};

}  // namespace

Slot printed_slot(ProgramBuilder& builder, Quotient value) {
  constexpr int kPrintedPlaces = 9;
  // Exact slots with few places are printed as they are.
  const bool as_it_is = !value.is_pair() && builder.is_exact(value) &&
                        builder.scale(value.numerator) <= kPrintedPlaces;
  return as_it_is ? value.numerator
                  : builder.round(value, kPrintedPlaces, Rounding::HalfUp).numerator;
}

ScoringProgram compile(const Rulebook& rulebook, const CompileOptions& options) {
  return Compiler(rulebook, options).compile();
}

}  // namespace parindex
