// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/config_node.h"
#include "cli/arguments.h"
#include "cli/invocation.h"
#include "model/board_decision.h"
#include "model/rulebook.h"

namespace parindex {

// The rulebooks of a run: files, or all `.yaml` files of a folder. Each is read, loaded, checked
// and has its examples run; two that score the same group are an error. Empty with errors where one
// has a fault.
std::optional<std::vector<Rulebook>> load_rulebooks(Invocation& invocation,
                                                    const RulesArguments& arguments);

// The files that these are.
std::vector<std::string> rulebook_files(const RulesArguments& arguments, Diagnostics& diagnostics);

// The tree of a file, with what it extends.
std::optional<ConfigNode> read_extended_file(Invocation& invocation, const std::string& path);

// The tree of one such file, with what it extends and with the values of one day (`--as-of`), and
// the rulebook that a tree makes, loaded and checked, with the decisions of the board about it. A
// tree that was changed does not run its examples: they are about the one that was written.
std::optional<ConfigNode> read_rulebook_file(Invocation& invocation,
                                             const RulesArguments& arguments,
                                             const std::string& path);
std::optional<Rulebook> make_rulebook(const ConfigNode& tree, bool with_examples,
                                      const std::vector<BoardDecision>& decisions,
                                      Diagnostics& diagnostics,
                                      const std::vector<NumberInput>& inputs = {});

// What `--data` names, sorted out: tables of figures, at most one units file. Messages say
// `option`.
struct DataFiles {
  std::vector<std::string> figures;  // at least one
  std::string units;                 // may be empty
};
std::optional<DataFiles> find_data_files(Invocation& invocation, const RulesArguments& arguments,
                                         std::string_view option);

}  // namespace parindex
