// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/appraiser_points.h"

#include <algorithm>
#include <utility>

#include "engine/run/exact.h"

namespace parindex {

void add_appraiser_points(const Rulebook& rulebook, const ScoringProgram& program,
                          const RowSource& rows, const ScoreSheet& sheet,
                          std::vector<AppraiserPoints>& result) {
  for (std::size_t row = 0; row < sheet.units.size(); ++row) {
    const DataChunk chunk = rows.row(sheet.row_offsets[row]);
    const std::vector<ExactCell> trace = evaluate_exact(program.program, chunk.inputs(), 0);
    const std::size_t first = result.size();
    for (std::size_t i = 0; i < rulebook.criteria.size(); ++i) {
      const Criterion& criterion = rulebook.criteria[i];
      if (!criterion.is_leaf() || rulebook.root_of(static_cast<CriterionIndex>(i)) != 0) {
        continue;
      }
      auto sum = std::find_if(
          result.begin() + static_cast<std::ptrdiff_t>(first), result.end(),
          [&](const AppraiserPoints& one) { return one.appraiser == criterion.appraiser; });
      if (sum == result.end()) {
        AppraiserPoints next;
        next.rulebook = &rulebook;
        next.unit = &sheet.units[row];
        next.appraiser = criterion.appraiser;
        sum = result.insert(result.end(), std::move(next));
      }
      ++sum->criteria;
      const ExactCell points = read(trace, program.nodes[i].points);
      if (points.state == CellState::Present) {
        ++sum->scored;
        sum->points += points.value;
        sum->maximum += read(trace, program.nodes[i].maximum).value;
      }
    }
  }
}

}  // namespace parindex
