// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "cli/init/init_ways.h"
#include "cli/output.h"
#include "io/csv/csv_faults.h"
#include "io/csv/text_table.h"
#include "io/figures/cells.h"
#include "rulebook/describe/skeleton.h"

namespace parindex {
namespace {

const std::array<std::string, 4> kColumns = {"id", "title", "max", "parent"};

// A maximum; a comma is a decimal mark unless it may stand between thousands.
std::optional<Decimal> read_maximum(const TextCell& cell, Diagnostics& diagnostics) {
  std::string text = cell.text;
  const std::size_t comma = text.find(',');
  const bool is_doubtful = comma != std::string::npos && text.size() - comma == 4 && comma > 0;
  if (comma != std::string::npos && !is_doubtful) {
    text[comma] = '.';
  }
  const std::optional<Decimal> maximum = parse_decimal(text);
  if (maximum && !maximum->is_negative() && !maximum->is_zero()) {
    return maximum;
  }
  diagnostics.add(data_fault(is_doubtful ? codes::kAmbiguousNumber : codes::kBadCell,
                             fmt::format("{} is no maximum", shown(cell.text)), cell.span,
                             "a number above 0, like `2.5` or `2,5`, without marks between "
                             "thousands",
                             "max"));
  return std::nullopt;
}

}  // namespace

ExitCode init_from_table(Invocation& invocation, const InitArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  std::vector<ListedCriterion> list;
  const auto take = [&](std::span<TextCell> cells) {
    if (cells[0].text.empty()) {
      diagnostics.add(data_fault(codes::kBadCell, "this row has no id", cells[0].span,
                                 "give each criterion an id", "id"));
    }
    list.push_back({cells[0].text, cells[1].text,
                    cells[2].text.empty() ? std::nullopt : read_maximum(cells[2], diagnostics),
                    cells[3].text, cells[0].span,
                    cells[3].text.empty() ? cells[0].span : cells[3].span});
  };
  read_text_table(*arguments.from, {"a list of criteria", kColumns}, invocation.sources, take,
                  diagnostics);
  const std::optional<std::string> text =
      diagnostics.has_errors()
          ? std::nullopt
          : rulebook_skeleton(list, arguments.language_or("vi") == Language::English, diagnostics);
  return text && write_text(arguments, *text, diagnostics) ? ExitCode::Done : ExitCode::CouldNotRun;
}

}  // namespace parindex
