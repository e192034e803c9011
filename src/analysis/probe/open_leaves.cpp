// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/open_leaves.h"

#include <algorithm>
#include <array>

#include "engine/program/slice.h"

namespace parindex {
namespace {

using Effect = OpenNumber::Effect;

bool is_within(const Rulebook& rulebook, CriterionIndex criterion, CriterionIndex ancestor) {
  std::optional<CriterionIndex> i = criterion;
  while (i && *i != ancestor) {
    i = rulebook.criteria[*i].parent;
  }
  return i.has_value();
}

// Whether points of the criterion rest on a number that moves.
bool is_open(const Rulebook& rulebook, CriterionIndex criterion) {
  return std::any_of(
      rulebook.open_numbers.begin(), rulebook.open_numbers.end(), [&](const OpenNumber& number) {
        const bool moves = number.has_range() && number.effect != Effect::Nothing &&
                           number.effect != Effect::Grade;
        return moves &&
               std::any_of(number.criteria.begin(), number.criteria.end(), [&](CriterionIndex own) {
                 return is_within(rulebook, own, criterion) || is_within(rulebook, criterion, own);
               });
      });
}

// Points and maximum of the tree are the sums of those of its leaves.
bool adds_up(const Rulebook& rulebook) {
  for (CriterionIndex i = 0; i < rulebook.criteria.size(); ++i) {
    const Criterion& criterion = rulebook.criteria[i];
    if (criterion.rescale_within || criterion.not_applicable == WhenNotApplicable::ShareOut) {
      return false;
    }
    const bool plain = criterion.is_leaf()
                           ? criterion.not_applicable != WhenNotApplicable::Drop
                           : criterion.aggregation == Aggregation::Sum && !criterion.cap &&
                                 !criterion.rounding && !criterion.states_not_applicable;
    if (!plain && is_within(rulebook, i, 0)) {
      return false;
    }
  }
  return true;
}

void choose_colours(std::size_t inputs, OpenLeaves& open) {
  open.colour.assign(inputs, 0);
  for (std::size_t input = 0; input < inputs; ++input) {
    std::vector<bool> taken(inputs + 1, false);
    for (const OpenLeaves::Leaf& leaf : open.leaves) {
      if (std::find(leaf.inputs.begin(), leaf.inputs.end(), input) == leaf.inputs.end()) {
        continue;
      }
      for (const std::size_t other : leaf.inputs) {
        if (other < input) {
          taken[open.colour[other]] = true;
        }
      }
    }
    const auto free = std::find(taken.begin(), taken.end(), false) - taken.begin();
    open.colour[input] = static_cast<std::size_t>(free);
    open.colours = std::max(open.colours, open.colour[input] + 1);
  }
}

}  // namespace

OpenLeaves find_open_leaves(const Rulebook& rulebook, const OpenProgram& open) {
  OpenLeaves result;
  for (CriterionIndex i = 0; i < rulebook.criteria.size(); ++i) {
    if (!rulebook.criteria[i].is_leaf()) {
      continue;
    }
    OpenLeaves::Leaf leaf{i, {}};
    const ScoringProgram::Node& node = open.program->nodes[i];
    const Slice behind = slice(open.program->program, std::array{node.points, node.maximum});
    for (std::size_t input = 0; input < open.inputs.size(); ++input) {
      if (std::any_of(
              behind.program.steps.begin(), behind.program.steps.end(), [&](const Step& step) {
                return step.op == Op::Load && step.argument == open.inputs[input].variable.column;
              })) {
        leaf.inputs.push_back(input);
      }
    }
    if (!leaf.inputs.empty()) {
      result.extras_open = result.extras_open || rulebook.root_of(i) != 0;
      result.leaves.push_back(std::move(leaf));
    }
  }
  for (const OpenNumber& number : rulebook.open_numbers) {
    result.extras_open =
        result.extras_open || (number.has_range() && number.effect == Effect::ExtraCap);
  }
  for (const Reference& reference : rulebook.references) {
    const std::optional<CriterionIndex> used = rulebook.find(reference.id);
    result.conclusions_open =
        result.conclusions_open || (reference.user == 0 && used && is_open(rulebook, *used));
  }
  choose_colours(open.inputs.size(), result);
  result.sums_only = adds_up(rulebook);
  return result;
}

bool node_moves(const Rulebook& rulebook, CriterionIndex node) {
  const Criterion& criterion = rulebook.criteria[node];
  return std::any_of(
      rulebook.open_numbers.begin(), rulebook.open_numbers.end(), [&](const OpenNumber& open) {
        return std::any_of(open.criteria.begin(), open.criteria.end(), [&](CriterionIndex own) {
          const bool weighs = open.keys.front() == "weight" &&
                              criterion.aggregation == Aggregation::WeightedMean &&
                              rulebook.criteria[own].parent == node;
          return weighs || (own == node && open.keys.front() != "weight" &&
                            open.effect != OpenNumber::Effect::Nothing);
        });
      });
}

}  // namespace parindex
