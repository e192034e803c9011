// SPDX-License-Identifier: Apache-2.0
//
// The public header in terms of what the commands use.
#include <algorithm>
#include <utility>

#include "parindex/parindex.h"

#include "base/codes.h"
#include "base/render.h"
#include "cli/explain_unit.h"
#include "cli/input/input_files.h"
#include "cli/input/scoring_run.h"
#include "report/build/score_cells.h"

namespace parindex {
namespace {

class StringSink final : public ByteSink {
 public:
  bool write(std::string_view bytes) override {
    text_ += bytes;
    return true;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void take_inputs(const Inputs& inputs, RulesArguments& arguments) {
  arguments.rules = inputs.rules;
  arguments.data = inputs.data;
  arguments.threads = std::clamp(inputs.threads, 1U, 256U);
}

std::string messages_of(const Invocation& invocation) {
  return render(invocation.diagnostics, invocation.sources, MessageForm::Text, false);
}

std::string text_of(const PrintedColumn& column, std::size_t row, bool fixed) {
  if (!is_present(column, row)) {
    return "";
  }
  return fixed ? fixed_text(column.ticks[row], column.scale)
               : to_text(Decimal{column.ticks[row], column.scale});
}

UnitScore unit_score(const ScoringRun::Part& part, std::size_t row) {
  const ScoreSheet& sheet = part.sheet;
  const Unit& unit = sheet.units[row];
  return {part.rulebook->id,
          unit.id,
          unit.name,
          part.rulebook->groups[unit.group].id,
          text_of(sheet.points, row, false),
          applies(sheet.points, row) ? text_of(sheet.maximum, row, false) : "",
          text_of(sheet.index, row, true),
          sheet.ranks[row],
          std::string(grade_name(*part.rulebook, sheet.grades[row]))};
}

}  // namespace

std::optional<std::vector<UnitScore>> score(const Inputs& inputs, std::string& messages) {
  Invocation invocation;
  RulesArguments arguments;
  take_inputs(inputs, arguments);
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation, arguments);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, arguments, *rulebooks, false) : std::nullopt;
  messages = messages_of(invocation);
  if (!run) {
    return std::nullopt;
  }
  std::vector<UnitScore> scores;
  for (const ScoringRun::Part& part : run->parts) {
    for (std::size_t row = 0; row < part.sheet.units.size(); ++row) {
      scores.push_back(unit_score(part, row));
    }
  }
  return scores;
}

std::optional<std::string> explain_json(const Inputs& inputs, const std::string& unit,
                                        std::string& messages) {
  Invocation invocation;
  ExplainArguments arguments;
  take_inputs(inputs, arguments);
  arguments.format = "json";
  arguments.unit = unit;
  const std::optional<Report> report = explain_unit(invocation, arguments);
  messages = messages_of(invocation);
  if (!report) {
    return std::nullopt;
  }
  StringSink sink;
  write_json(*report, {}, sink);
  return sink.take();
}

}  // namespace parindex
