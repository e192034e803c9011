// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/invocation.h"
#include "io/csv/csv_reader.h"
#include "io/figures/figures.h"
#include "model/data.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"
#include "report/build/build_score.h"

namespace parindex {

// The rulebooks of one run with their programs, the open data and what scoring gave.
struct ScoringRun {
  struct Part {
    const Rulebook* rulebook = nullptr;
    ScoringProgram program;
    std::unique_ptr<RowSource> rows;
    ScoreSheet sheet;
    std::shared_ptr<const Figures> figures;  // null where a single wide table is read
  };
  std::unique_ptr<UnitsFile> units;
  std::vector<Part> parts;  // by rulebook

  // The same for report builders; points into this.
  [[nodiscard]] std::vector<Scored> scored() const;
  [[nodiscard]] std::vector<const Rulebook*> rulebooks() const;
};

// Data open for reading.
struct OpenData {
  struct Part {
    std::unique_ptr<RowSource> rows;
    std::shared_ptr<const Figures> figures;  // null where a single wide table is read
  };
  std::vector<std::string> tables;   // of figures
  std::unique_ptr<UnitsFile> units;  // null: none was named
  std::vector<Part> parts;           // by rulebook
};

// Opens the data that `--data` names; messages say `option`. `units` are those where no units file
// is among it; may be null.
std::optional<OpenData> open_data(Invocation& invocation, const RulesArguments& arguments,
                                  const std::vector<Rulebook>& rulebooks,
                                  std::string_view option = "data",
                                  const UnitsFile* units = nullptr);

// Compiles each rulebook and scores open data by all of them. Empty with errors where something is
// wrong; a missing figure is none where `missing_is_no_score`.
std::optional<ScoringRun> score_data(const RulesArguments& arguments,
                                     const std::vector<Rulebook>& rulebooks, OpenData data,
                                     Diagnostics& diagnostics, bool every_criterion,
                                     bool missing_is_no_score = false);

// The same for the data that `--data` names.
std::optional<ScoringRun> score_all(Invocation& invocation, const RulesArguments& arguments,
                                    const std::vector<Rulebook>& rulebooks, bool every_criterion,
                                    bool missing_is_no_score = false);

// Scores other rows of a part that was scored before, as `score_all` does.
std::optional<ScoringRun::Part> score_rows(const RulesArguments& arguments,
                                           const Rulebook& rulebook, ScoringProgram program,
                                           std::unique_ptr<RowSource> rows, bool every_criterion,
                                           Diagnostics& diagnostics);

}  // namespace parindex
