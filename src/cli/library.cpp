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

Invocation make_invocation(const Inputs& inputs) {
  Invocation invocation;
  invocation.program = "parindex";
  invocation.arguments.set("rules", inputs.rules);
  invocation.arguments.set("data", inputs.data);
  return invocation;
}

std::string messages_of(const Invocation& invocation) {
  return render(invocation.diagnostics, invocation.sources, MessageForm::Text, false);
}

unsigned thread_count(const Inputs& inputs) {
  return std::clamp(inputs.threads, 1U, 256U);
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
          grade_name(*part.rulebook, sheet.grades[row])};
}

}  // namespace

std::optional<std::vector<UnitScore>> score(const Inputs& inputs, std::string& messages) {
  Invocation invocation = make_invocation(inputs);
  const std::optional<std::vector<Rulebook>> rulebooks = load_rulebooks(invocation);
  const std::optional<ScoringRun> run =
      rulebooks ? score_all(invocation, *rulebooks, thread_count(inputs), false) : std::nullopt;
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
  Invocation invocation = make_invocation(inputs);
  invocation.arguments.set("unit", {unit});
  CommonOptions options;
  options.threads = thread_count(inputs);
  const std::optional<Report> report = explain_unit(invocation, options);
  messages = messages_of(invocation);
  if (!report) {
    return std::nullopt;
  }
  StringSink sink;
  write_json(*report, {}, sink);
  return sink.take();
}

}  // namespace parindex
