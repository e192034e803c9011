// SPDX-License-Identifier: Apache-2.0
#include "rulebook/compile.h"

#include <vector>

#include "engine/builder.h"
#include "rulebook/compile_conclusion.h"
#include "rulebook/compile_tree.h"

namespace parindex {

Slot printed_slot(ProgramBuilder& builder, Value value) {
  constexpr int kPrintedPlaces = 9;
  // Exact slots with few places are printed as they are.
  const bool as_it_is = !value.is_pair() && builder.is_exact(value) &&
                        builder.scale(value.numerator) <= kPrintedPlaces;
  return as_it_is ? value.numerator
                  : builder.round(value, kPrintedPlaces, Rounding::HalfUp).numerator;
}

ScoringProgram compile(const Rulebook& rulebook, const CompileOptions& options) {
  ScoringProgram result;
  ProgramBuilder builder;
  result.nodes.resize(rulebook.criteria.size());
  const std::vector<Part> parts = compile_tree(rulebook, options, builder, result.nodes);
  builder.set_origin(0);
  for (std::size_t i = 0; i < (options.every_criterion ? result.nodes.size() : 1); ++i) {
    ScoringProgram::Node& node = result.nodes[i];
    node.printed_points = printed_slot(builder, node.points);
    node.printed_maximum = printed_slot(builder, node.maximum);
  }
  compile_conclusion(rulebook, parts, builder, result);
  result.program = builder.take();
  return result;
}

}  // namespace parindex
