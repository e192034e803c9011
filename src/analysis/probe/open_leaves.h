// SPDX-License-Identifier: Apache-2.0
//
// Which parts of a rulebook rest on its open numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/probe/variable.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"

namespace parindex {

// The program of a rulebook whose open numbers with a range are inputs, and those inputs.
struct OpenProgram {
  struct Input {
    std::uint32_t number = 0;  // position in Rulebook::open_numbers
    Variable variable;
    std::int64_t cell = 0;  // what is assumed; of an unknown number the low end
  };
  std::shared_ptr<const ScoringProgram> program;  // null: the rulebook then has faults
  std::vector<Input> inputs;                      // in order of their columns
  std::size_t first_column = 0;                   // that is no indicator's
};

struct OpenLeaves {
  // A leaf whose points or maximum are computed from open numbers.
  struct Leaf {
    CriterionIndex criterion = 0;
    std::vector<std::size_t> inputs;  // positions in OpenProgram::inputs
  };

  std::vector<Leaf> leaves;
  // Inputs of one leaf have different colours: 2^colours rounds show all corners of every leaf.
  std::vector<std::size_t> colour;  // by input
  std::size_t colours = 0;
  bool sums_only = false;         // points and maximum of the tree are those of its leaves, added
  bool extras_open = false;       // bonus or penalty rest on open numbers
  bool conclusions_open = false;  // grades or ranking look at points that do

  // Whether an input stands at the high end of its range in a round.
  [[nodiscard]] bool is_high(std::size_t round, std::size_t input) const {
    return (round >> colour[input] & 1U) != 0;
  }
  [[nodiscard]] std::size_t rounds() const { return std::size_t{1} << colours; }
};

OpenLeaves find_open_leaves(const Rulebook& rulebook, const OpenProgram& open);

// A weight of the parts of a node, its cap or its maximum is open.
bool node_moves(const Rulebook& rulebook, CriterionIndex node);

}  // namespace parindex
