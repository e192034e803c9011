// SPDX-License-Identifier: Apache-2.0
//
// Cells that several reports share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "model/scoring_program.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

inline bool is_present(const PrintedColumn& column, std::size_t row) {
  return column.states.empty() || column.states[row] == CellState::Present;
}

// The name where there is one, else the id.
inline const std::string& display_name(const Unit& unit) {
  return unit.name.empty() ? unit.id : unit.name;
}
inline const std::string& display_name(const Indicator& indicator) {
  return indicator.title.empty() ? indicator.id : indicator.title;
}

// False where the points are not applicable.
bool applies(const PrintedColumn& points, std::size_t row);

// The printed number, or an empty cell.
inline OptionalNumber number_cell(const PrintedColumn& column, std::size_t row, bool fixed) {
  return is_present(column, row)
             ? OptionalNumber(NumberCell{column.ticks[row], column.scale, fixed})
             : std::nullopt;
}

// The rank; empty where the unit has none.
inline OptionalNumber rank_cell(std::uint32_t rank) {
  return rank == ScoreSheet::kUnranked ? std::nullopt : OptionalNumber(NumberCell{rank, 0});
}

inline NumberCell number_cell(Decimal value) {
  return {value.coefficient, value.scale};
}

// Printed maximum minus printed points; empty where either is.
OptionalNumber deduction_cell(const PrintedColumn& maximum, const PrintedColumn& points,
                              std::size_t row);

// The name of the grade; empty for no grade.
std::string_view grade_name(const Rulebook& rulebook, std::uint8_t grade);

// The same for people, who are told where the rulebook defines none.
std::string grade_words(const Rulebook& rulebook, std::uint8_t grade, Language language);

// Why a criterion has the points that it has: a stable code and the words for it.
struct Reason {
  std::string_view code;
  Words words;
};
Reason reason_of(CellState state, bool full, bool zeroed, std::string_view kind);

// The same in the trees of bonus and penalty, where `any` says whether there are points; empty
// elsewhere or where there is no number.
std::optional<Reason> reason_of_extra(const Rulebook& rulebook, CriterionIndex criterion,
                                      CellState state, bool zeroed, bool any);

// What is lost in a tree: under bonus nothing, under penalty the points themselves.
enum class Tree : std::uint8_t { Main, Bonus, Penalty };
Tree tree_of(const Rulebook& rulebook, CriterionIndex criterion);

// "scored", "not_applicable", "not_scored".
std::string_view state_code(CellState state);

// The rule's key in the rulebook; for a node how it joins its parts.
std::string_view kind_of(const Criterion& criterion, const ScoringProgram::Node& node);

// An interval in words: "từ 95% đến dưới 100%".
std::string band_words(const Band& band, bool ratio, Language language);

// The phrase with each `{}` filled in, in order.
std::string fill(const Words& words, Language language,
                 std::initializer_list<std::string_view> parts);
inline std::string fill(const Words& words, Language language, std::string_view first,
                        std::string_view second = "") {
  return fill(words, language, {first, second});
}

}  // namespace parindex
