// SPDX-License-Identifier: Apache-2.0
#include "rulebook/describe/dump_program.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "engine/program/dump.h"
#include "engine/program/slice.h"

namespace parindex {
namespace {

using DerivedColumn = ScoringProgram::DerivedColumn;

class ProgramDump {
 public:
  ProgramDump(const Rulebook& rulebook, const ScoringProgram& program, CriterionIndex criterion)
      : rulebook_(rulebook),
        program_(program),
        criterion_(criterion) {}

  std::string text() {
    const std::vector<bool> slots = wanted_slots();
    return fmt::format("rulebook {}\n\nsteps\n{}\nresults\n{}", rulebook_.id,
                       dump_steps(program_.program, slots, names()), results());
  }

 private:
  [[nodiscard]] bool is_whole() const { return criterion_ == 0; }

  // The root, and what belongs to no single criterion, has the name of the rulebook.
  [[nodiscard]] const std::string& criterion_name(std::size_t criterion) const {
    return criterion == 0 ? rulebook_.id : rulebook_.criteria[criterion].id;
  }

  [[nodiscard]] bool is_wanted(CriterionIndex criterion) const {
    std::optional<CriterionIndex> above = criterion;
    while (above && *above != criterion_) {
      above = rulebook_.criteria[*above].parent;
    }
    return is_whole() || above.has_value();
  }

  // The steps behind the results; a number of all units also needs the steps behind its operand.
  [[nodiscard]] std::vector<bool> wanted_slots() const {
    const Program& program = program_.program;
    if (is_whole()) {
      return std::vector<bool>(program.scales.size(), true);
    }
    std::vector<Quotient> wanted;
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const ScoringProgram::Node& node = program_.nodes[i];
      if (is_wanted(static_cast<CriterionIndex>(i))) {
        wanted.insert(wanted.end(),
                      {node.points, node.maximum, {node.printed_points}, {node.printed_maximum}});
      }
    }
    std::vector<bool> slots = needed_slots(program, wanted);
    for (std::size_t before = 0; before != wanted.size();) {
      before = wanted.size();
      for (const Step& step : program.steps) {
        const std::optional<std::size_t> statistic = statistic_of(step);
        if (slots[step.out] && statistic &&
            !slots[program_.statistics[*statistic].operand.numerator]) {
          wanted.push_back(program_.statistics[*statistic].operand);
        }
      }
      slots = needed_slots(program, wanted);
    }
    return slots;
  }

  [[nodiscard]] std::optional<std::size_t> statistic_of(const Step& step) const {
    if (step.op == Op::Population) {
      return step.argument;
    }
    const std::size_t own = rulebook_.indicators.size() + rulebook_.inputs.size();
    if (step.op != Op::Load || step.argument < own ||
        program_.derived[step.argument - own].kind == DerivedColumn::Kind::Group) {
      return std::nullopt;
    }
    return program_.derived[step.argument - own].statistic;
  }

  [[nodiscard]] ProgramNames names() const {
    ProgramNames names;
    for (const Indicator& indicator : rulebook_.indicators) {
      names.columns.push_back(indicator.id);
    }
    for (const NumberInput& input : rulebook_.inputs) {
      names.columns.push_back(input.address);
    }
    for (const Statistic& statistic : program_.statistics) {
      names.statistics.push_back(statistic_name(statistic));
    }
    for (const DerivedColumn& derived : program_.derived) {
      switch (derived.kind) {
        case DerivedColumn::Kind::Group:
          names.columns.emplace_back("(group)");
          break;
        case DerivedColumn::Kind::StatisticNumerator:
          names.columns.push_back(fmt::format("({})", names.statistics[derived.statistic]));
          break;
        case DerivedColumn::Kind::StatisticDivisor:
          names.columns.push_back(fmt::format(
              "(units with {})", to_text(program_.statistics[derived.statistic].operand)));
          break;
      }
    }
    for (std::size_t i = 0; i < rulebook_.criteria.size(); ++i) {
      names.origins.push_back(criterion_name(i));
    }
    return names;
  }

  // "best of %3", with what is unusual about it.
  static std::string statistic_name(const Statistic& statistic) {
    constexpr std::array<std::string_view, 6> kKinds = {"best",   "worst", "mean",
                                                        "median", "rank",  "not_better"};
    return fmt::format("{} of {}{}{}", kKinds[static_cast<std::size_t>(statistic.kind)],
                       to_text(statistic.operand),
                       statistic.high_is_better ? "" : ", low is better",
                       statistic.within_group ? "" : ", over all groups");
  }

  [[nodiscard]] std::string results() const {
    std::string text;
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      if (is_wanted(static_cast<CriterionIndex>(i))) {
        const ScoringProgram::Node& node = program_.nodes[i];
        text += fmt::format("{}: points {}, maximum {}, printed {} of {}\n", criterion_name(i),
                            to_text(node.points), to_text(node.maximum),
                            to_text(Quotient{node.printed_points}),
                            to_text(Quotient{node.printed_maximum}));
      }
    }
    return is_whole() ? text + conclusion() : text;
  }

  // Of the whole rulebook: index, grade and rank.
  [[nodiscard]] std::string conclusion() const {
    const auto slot = [](Slot number) { return to_text(Quotient{number}); };
    std::string text = fmt::format("rounded points {}, rounded maximum {}\n",
                                   slot(program_.rounded_points), slot(program_.rounded_maximum));
    const std::array extras{&program_.bonus, &program_.penalty};
    for (std::size_t i = 0; i < extras.size(); ++i) {
      if (const std::optional<ScoringProgram::Extra>& extra = *extras[i]) {
        text += fmt::format("{} {}, printed {}, rounded {}\n", i == 0 ? "bonus" : "penalty",
                            to_text(extra->points), slot(extra->printed), slot(extra->rounded));
      }
    }
    text += fmt::format("index before bonus and penalty {}\nindex {}, rounded {}\n",
                        to_text(program_.base_index), to_text(program_.index),
                        slot(program_.rounded_index));
    if (program_.grade != Quotient::kNone) {
      text += fmt::format("grade {}:", slot(program_.grade));
      for (std::size_t i = 0; i < rulebook_.grades.size(); ++i) {
        text += fmt::format("{} {} {}", i == 0 ? "" : ",", i, rulebook_.grades[i].name);
      }
      text += "\n";
    }
    for (const Quotient key : program_.rank_keys) {
      text += fmt::format("rank key {}\n", to_text(key));
    }
    return program_.ranked == Quotient::kNone
               ? text
               : text + fmt::format("ranked if {}\n", slot(program_.ranked));
  }

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  CriterionIndex criterion_;
};

}  // namespace

std::string dump_program(const Rulebook& rulebook, const ScoringProgram& program,
                         CriterionIndex criterion) {
  return ProgramDump(rulebook, program, criterion).text();
}

}  // namespace parindex
