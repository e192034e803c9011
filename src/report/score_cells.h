// SPDX-License-Identifier: Apache-2.0
//
// Cells that several reports share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"
#include "report/catalogue.h"
#include "report/report.h"

namespace parindex {

bool is_present(const PrintedColumn& column, std::size_t row);

// False where the points are not applicable.
bool applies(const PrintedColumn& points, std::size_t row);

// The printed number, or an empty cell.
Cell number_cell(const PrintedColumn& column, std::size_t row, bool fixed);

// Printed maximum minus printed points; empty where either is.
Cell deduction_cell(const PrintedColumn& maximum, const PrintedColumn& points, std::size_t row);

// The name of the grade; empty for no grade.
std::string grade_name(const Rulebook& rulebook, std::uint8_t grade);

// Why a criterion has the points that it has: a stable code and the words for it.
struct Reason {
  std::string_view code;
  Phrase words;
};
Reason reason_of(CellState state, bool full, bool zeroed, std::string_view kind);

// "scored", "not_applicable", "not_scored".
std::string_view state_code(CellState state);

// The rule's key in the rulebook; for a node how it joins its parts.
std::string_view kind_of(const Criterion& criterion, const ScoringProgram::Node& node);

// An interval in words: "từ 95% đến dưới 100%".
std::string band_words(const Band& band, bool ratio, Language language);

// The phrase with its `{}` filled in.
std::string fill(Phrase words, Language language, std::string_view first,
                 std::string_view second = "");

}  // namespace parindex
