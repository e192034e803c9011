// SPDX-License-Identifier: Apache-2.0
#include "analysis/account/explain.h"

#include <set>
#include <utility>

#include "analysis/account/bands.h"
#include "base/day.h"

namespace parindex {
namespace {

// The band nearest to `met` that gives more points, or a smaller penalty, on whichever side.
std::optional<std::size_t> next_better(const std::vector<Band>& bands, std::size_t met,
                                       bool is_penalty) {
  const auto is_better = [&](const Band& band) {
    return !band.unknown &&
           (is_penalty ? band.points < bands[met].points : bands[met].points < band.points);
  };
  for (std::size_t distance = 1; distance < bands.size(); ++distance) {
    if (met + distance < bands.size() && is_better(bands[met + distance])) {
      return met + distance;
    }
    if (distance <= met && is_better(bands[met - distance])) {
      return met - distance;
    }
  }
  return std::nullopt;
}

// The parts that count; of cases only the first one that holds.
std::vector<Explanation::Part> parts_that_count(const RuleTrace& rule,
                                                const std::vector<ExactCell>& trace) {
  std::vector<Explanation::Part> parts;
  for (const RulePart& part : rule.parts) {
    const ExactCell holds = part.holds ? read(trace, *part.holds) : ExactCell{1, {}};
    if (holds.state == CellState::Present && holds.value != 0) {
      parts.push_back({part.text, read(trace, part.points)});
      if (rule.first_part_decides) {
        break;
      }
    }
  }
  return parts;
}

Explanation::Line explain_line(const Rulebook& rulebook, const ScoringProgram& program,
                               CriterionIndex criterion, const std::vector<ExactCell>& trace) {
  const ScoringProgram::Node& node = program.nodes[criterion];
  Explanation::Line line;
  line.criterion = criterion;
  line.points = read(trace, node.points);
  line.maximum = read(trace, node.maximum);
  line.taken_as_zero = is_taken_as_zero(node, trace);
  if (!node.trace) {
    return line;
  }
  line.parts = parts_that_count(*node.trace, trace);
  if (node.trace->decision &&
      read(trace, node.trace->decision->given).state == CellState::Present) {
    line.by_rule = read(trace, node.trace->decision->by_rule);
  }
  if (node.trace->precondition) {
    const ExactCell holds = read(trace, *node.trace->precondition->holds);
    line.precondition_fails = holds.state == CellState::Present && holds.value == 0;
  }
  if (!node.trace->operand) {
    return line;
  }
  line.operand = read(trace, *node.trace->operand);
  if (node.trace->compared) {
    line.compared = read(trace, *node.trace->compared);
  }
  const ExactCell& banded = line.compared ? *line.compared : *line.operand;
  const std::vector<Band>& bands = node.trace->bands;
  const bool is_penalty = rulebook.penalty == rulebook.root_of(criterion);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (banded.state == CellState::Present && holds(bands[i], banded.value)) {
      line.band = i;
      line.next_band = next_better(bands, i, is_penalty);
    }
  }
  return line;
}

// `80..95`, as cells are written; empty where nothing is assumed.
std::string assumed_range(const FigureRemark* remark, const Indicator& indicator) {
  if (remark == nullptr || !remark->assumed) {
    return "";
  }
  const auto text = [&](std::int64_t ticks) {
    return indicator.type == ValueType::Date ? iso_text(ticks)
                                             : to_text(Decimal{ticks, indicator.decimals});
  };
  return text(remark->assumed->low) + ".." + text(remark->assumed->high);
}

}  // namespace

bool is_taken_as_zero(const ScoringProgram::Node& node, const std::vector<ExactCell>& trace) {
  return node.before_zero != Quotient::kNone &&
         trace[node.before_zero].state == CellState::Missing &&
         trace[node.after_zero].state == CellState::Present;
}

Explanation explain(const Rulebook& rulebook, const ScoringProgram& program, const RowSource& rows,
                    std::uint64_t row_offset) {
  Explanation result;
  const DataChunk chunk = rows.row(row_offset);
  if (chunk.units.empty()) {
    return result;
  }
  const std::vector<ExactCell> trace = evaluate_exact(program.program, chunk.inputs(), 0);
  std::set<IndicatorIndex> used;
  for (std::size_t i = 1; i < rulebook.criteria.size(); ++i) {
    result.lines.push_back(explain_line(rulebook, program, static_cast<CriterionIndex>(i), trace));
    if (result.lines.back().by_rule) {
      const FigureRemark* const remark =
          rows.remark(row_offset, program.nodes[i].trace->decision->indicator);
      result.lines.back().remark = remark == nullptr ? "" : remark->note;
    }
    if (program.nodes[i].trace) {
      used.insert(program.nodes[i].trace->inputs.begin(), program.nodes[i].trace->inputs.end());
      used.insert(program.nodes[i].trace->shown.begin(), program.nodes[i].trace->shown.end());
    }
  }
  for (const IndicatorIndex indicator : used) {
    if (rulebook.indicators[indicator].of_board && rows.cell_text(row_offset, indicator).empty()) {
      continue;  // nothing was decided
    }
    result.figures.push_back(
        {indicator, rows.cell_text(row_offset, indicator), rows.cell(row_offset, indicator),
         assumed_range(rows.remark(row_offset, indicator), rulebook.indicators[indicator])});
  }
  result.points = read(trace, program.nodes[0].points);
  result.maximum = read(trace, program.nodes[0].maximum);
  result.index = read(trace, program.index);
  if (program.bonus) {
    result.bonus = read(trace, program.bonus->points);
  }
  if (program.penalty) {
    result.penalty = read(trace, program.penalty->points);
  }
  return result;
}

}  // namespace parindex
