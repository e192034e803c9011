// SPDX-License-Identifier: Apache-2.0
//
// What reports say of numbers that are assumed or unknown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/open_results.h"
#include "model/rulebook.h"
#include "model/score_sheet.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// "known", "assumed", "unknown".
std::string_view basis_code(Basis basis);

std::string basis_words(Basis basis, Language language);

// "82.10 - 86.00", or one number where the ends are equal; empty where they are not known.
std::string index_range(const OpenResults& open, std::size_t row, int digits);
std::string rank_range(const OpenResults& open, std::size_t row);

// Whether the index, rank and grade of a unit hold under every assumption, or what they depend on.
std::string conclusion_words(const Rulebook& rulebook, const ScoreSheet& sheet, std::size_t row,
                             Language language);

// Addresses of open numbers: at most five, and how many more there are.
std::string addresses(const Rulebook& rulebook, const OpenResults::Numbers& numbers);

// What stands on the face of every report on a rulebook with open numbers: that it simulates.
Paragraph simulation_face(std::size_t assumed, std::size_t unknown, std::string_view title,
                          Language language);

// How many figures of the data are assumed, where any is.
void add_assumed_figures(const ScoreSheet& sheet, Language language, Report& report);

// All open numbers, or some of them, with value, range, reason and source.
Table open_numbers_table(const Rulebook& rulebook, Language language);
Table open_numbers_table(const Rulebook& rulebook, const OpenResults::Numbers& numbers,
                         Language language);

}  // namespace parindex
