// SPDX-License-Identifier: Apache-2.0
//
// How one criterion came to its points, in words: what explain and gaps both say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/explanation.h"
#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "report/build/score_cells.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// At most 9 places, without trailing zeros.
std::string exact_text(const Rational& value);
// The same as a number; empty where the cell has none.
Cell exact_cell(const ExactCell& cell);

// A day as the reader writes it; what never came has words of its own.
std::string day_words(std::int64_t day, Language language);

// What one plan wants of a figure: "từ 60%".
std::string target_words(const Indicator& indicator, const PlanTarget& target, Language language);

// What all plans want of a figure: "từ 60% (2024-09-30, kế hoạch)"; empty without targets.
std::string target_words(const Indicator& indicator, Language language);

class LineWords {
 public:
  LineWords(const Rulebook& rulebook, const ScoringProgram& program, Language language)
      : rulebook_(rulebook),
        program_(program),
        language_(language) {}

  [[nodiscard]] Reason reason(const Explanation::Line& line) const;

  // What the rule looked at. Only for lines that have an operand.
  [[nodiscard]] std::string value(const Explanation::Line& line, Language language) const;

  // "on_time / files = 92.5%, from 90% to under 100%; next step: exactly 100% (+1)".
  [[nodiscard]] std::string how(const Explanation::Line& line) const;

 private:
  [[nodiscard]] std::string words(const Words& which) const { return which.in(language_); }
  [[nodiscard]] const RuleTrace& trace_of(const Explanation::Line& line) const {
    return *program_.nodes[line.criterion].trace;
  }
  [[nodiscard]] std::string board_text(const Explanation::Line& line) const;
  [[nodiscard]] std::string compared_text(const Explanation::Line& line) const;
  [[nodiscard]] std::string product_text(const Explanation::Line& line) const;
  [[nodiscard]] bool is_points(const Explanation::Line& line) const;
  [[nodiscard]] bool is_unknown(const Explanation::Line& line) const;
  [[nodiscard]] std::string next_text(const Explanation::Line& line, bool ratio) const;

  const Rulebook& rulebook_;
  const ScoringProgram& program_;
  Language language_;
};

}  // namespace parindex
