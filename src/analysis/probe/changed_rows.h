// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/scenario.h"

namespace parindex {

// One figure of one unit, of a group or of all that is given another value.
struct CellEdit {
  IndicatorIndex indicator = 0;
  Scope::Kind scope = Scope::Kind::All;
  std::string unit;  // id
  std::uint32_t group = 0;
  bool adds = false;
  ScenarioValue value;
  SourceSpan span;  // of the change
};

// The edits that the fixed changes of a scenario come to, in its order; those of figures alone.
// Empty with errors where a unit is not known.
std::optional<std::vector<CellEdit>> fixed_edits(const Scenario& scenario,
                                                 const std::vector<Unit>& units,
                                                 Diagnostics& diagnostics);

// What a value comes to in a row of figures; empty where its whole has no value.
std::optional<ScenarioValue> value_in_row(const ScenarioValue& value, IndicatorIndex indicator,
                                          bool adds, const Rulebook& rulebook,
                                          const std::vector<Column>& columns, std::size_t row);

// The least and the greatest that a figure may be in a row: by the bounds of its indicator and by
// its whole. In ticks.
std::pair<std::int64_t, std::int64_t> figure_bounds(IndicatorIndex indicator,
                                                    const Rulebook& rulebook,
                                                    const std::vector<Column>& columns,
                                                    std::size_t row);

// The same rows with the edits made, as if the file had been written so: a part that is now larger
// than its whole is an error. What stands behind the columns of the indicators is left out. `rows`
// and `rulebook` must outlive the result.
std::unique_ptr<RowSource> with_edits(RowSource& rows, const Rulebook& rulebook,
                                      std::vector<CellEdit> edits);

}  // namespace parindex
