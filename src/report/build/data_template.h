// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/rulebook.h"
#include "model/scoring_program.h"
#include "report/words/catalogue.h"
#include "report/write/writers.h"

namespace parindex {

// An empty table of figures as a workbook: a line of titles, the line of keys that is read, one row
// per unit, and in each column what may be typed.
struct DataTemplate {
  struct Column {
    std::string key, title;
    std::string note;                      // the rules that use it, in words
    const Indicator* indicator = nullptr;  // null: a text
  };

  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // the first cells of each row
};

bool write_template(const DataTemplate& table, Language language, ByteSink& sink);

// The criteria that read a figure, with their maxima and bands as the annex prints them.
std::string rules_in_words(const Rulebook& rulebook, const ScoringProgram& program,
                           IndicatorIndex indicator, Language language);

}  // namespace parindex
