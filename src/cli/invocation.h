// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/render.h"
#include "base/sources.h"
#include "cli/arguments.h"
#include "model/board_decision.h"
#include "report/words/catalogue.h"
#include "report/write/writers.h"

namespace parindex {

// A rulebook of the run some numbers of which no source gives.
struct OpenRulebook {
  std::string id, title, lang;
  std::size_t assumed = 0, unknown = 0;  // numbers
};

// What one run of a command works with.
struct Invocation {
  std::string program;  // as it was called: "parindex"
  Arguments arguments;
  Sources sources;
  Diagnostics diagnostics;
  std::optional<std::vector<BoardDecision>> decisions =
      {};                                         // of `--overrides`, once they were read
  std::vector<OpenRulebook> open_rulebooks = {};  // that results rest on, in order of scoring
};

// Options that every command has, read and checked.
struct TextOptions {
  std::string output;                // empty: standard output
  std::optional<Language> language;  // empty: as the rulebook says

  // Of a report; `lang` is what the rulebook says.
  [[nodiscard]] Language language_or(std::string_view lang) const {
    return language.value_or(lang == "en" ? Language::English : Language::Vietnamese);
  }
};

// Those of commands that make a report of rulebooks.
struct CommonOptions : TextOptions {
  const OutputFormat* format = nullptr;
  std::size_t threads = 1;
  CsvDialect dialect = CsvDialect::Rfc4180;
};

// Empty with errors where an option has a value that it cannot have.
std::optional<TextOptions> read_text_options(Invocation& invocation);
std::optional<CommonOptions> read_common_options(Invocation& invocation);

// The form of messages; Text where the option has a wrong value.
MessageForm message_form(const Invocation& invocation);

// The names in one of the tables, for messages.
template <typename Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const auto& row : rows) {
    names.emplace_back(row.name);
  }
  return names;
}

// Adds an error that has no place in a file.
void report_without_place(Invocation& invocation, std::string_view code, std::string message,
                          std::string help);

// The position of a word in `choices` given by an option; 0 when the option is absent.
std::optional<std::size_t> read_choice(Invocation& invocation, std::string_view option,
                                       std::span<const std::string_view> choices);

// The day given by an option, as 2024-12-31; empty when the option is absent, or with an error.
std::optional<std::int64_t> read_day(Invocation& invocation, std::string_view option);

}  // namespace parindex
