// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "base/sources.h"
#include "model/rulebook.h"
#include "model/scenario.h"

namespace parindex {

// Reads a value of an indicator as a cell of a data file would be read; empty with an error.
using ValueReader = std::function<std::optional<ScenarioValue>(
    const std::string& text, const Indicator& indicator, SourceSpan place)>;

// What changes may name.
struct ChangeContext {
  const Rulebook& rulebook;
  const ConfigNode& file;  // of the rulebook
  const ValueReader& reader;
  Diagnostics& diagnostics;
};

// What `text` names: a figure `UNIT.indicator`, `group:ID.indicator` or `*.indicator`, or a value
// of the rulebook by its address. Fills in everything of a change but its distribution; empty with
// an error where nothing is called like this.
std::optional<Change> read_change_target(const std::string& text, SourceSpan place,
                                         const ChangeContext& context);

// A value for what `change` changes: what a cell may hold; for a count that is a part of another
// also `95%` of that; any text for a value of the rulebook.
std::optional<ScenarioValue> read_change_value(const std::string& text, SourceSpan place,
                                               const Change& change, const ChangeContext& context);

// One `TARGET=VALUE` of the command line, at `place`.
std::optional<Change> read_setting(std::string_view text, SourceSpan place,
                                   const ChangeContext& context);

// The rulebook with the values that the fixed changes of a scenario give it. Empty with errors
// where it has no such value.
std::optional<ConfigNode> with_values(const ConfigNode& file, const Scenario& scenario,
                                      Diagnostics& diagnostics);

}  // namespace parindex
