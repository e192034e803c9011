// SPDX-License-Identifier: Apache-2.0
#include "cli/input/letter_files.h"

#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "io/csv/text_table.h"

namespace parindex {
namespace {

std::vector<std::string> split_ids(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view id = trim(text.substr(0, end));
    if (!id.empty()) {
      ids.emplace_back(id);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return ids;
}

}  // namespace

std::optional<std::vector<LetterItem>> read_letter_items(Invocation& invocation,
                                                         const std::string& path) {
  static const std::array<std::string, 8> columns = {"item",    "title", "head",     "criteria",
                                                     "figures", "tasks", "coverage", "source"};
  std::vector<LetterItem> items;
  const bool read = read_text_table(
      path, {"a table of letter items", columns}, invocation.sources,
      [&](std::span<TextCell> cells) {
        items.push_back({cells[0].text, cells[1].text, cells[2].text, cells[4].text, cells[5].text,
                         cells[6].text, cells[7].text, split_ids(cells[3].text)});
      },
      invocation.diagnostics);
  return read ? std::optional(std::move(items)) : std::nullopt;
}

std::optional<std::vector<Finding>> read_findings(Invocation& invocation,
                                                  const std::vector<std::string>& paths) {
  static const std::array<std::string, 9> columns = {
      "finding", "document", "date", "criteria", "unit", "text", "action", "due", "source"};
  std::vector<Finding> findings;
  for (const std::string& path : paths) {
    const bool read = read_text_table(
        path, {"a table of findings", columns}, invocation.sources,
        [&](std::span<TextCell> cells) {
          findings.push_back(
              {cells[0].text, cells[1].text, cells[2].text, split_ids(cells[3].text)});
        },
        invocation.diagnostics);
    if (!read) {
      return std::nullopt;
    }
  }
  return findings;
}

}  // namespace parindex
