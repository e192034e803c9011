// SPDX-License-Identifier: Apache-2.0
#include "cli/input/filled_sheet.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/text_table.h"
#include "rulebook/load/address.h"

namespace parindex {
namespace {

struct SheetRow {
  TextCell address, rulebook, value, source;
};

// Empty with errors where the sheet cannot be read.
std::optional<std::vector<SheetRow>> read_sheet(Invocation& invocation, const std::string& path) {
  std::vector<SheetRow> rows;
  const auto take = [&](std::span<TextCell> cells) {
    rows.push_back({cells[0], cells[1], cells[8], cells[9]});
  };
  const bool readable = read_text_table(path, {"a sheet of numbers", kSheetColumns},
                                        invocation.sources, take, invocation.diagnostics);
  return readable ? std::optional(std::move(rows)) : std::nullopt;
}

bool is_open(const ConfigNode& node) {
  return (is_number_form(node) && node.find("value") == nullptr) ||
         (node.kind == ConfigNode::Kind::Scalar && node.text == "unknown");
}

ConfigEntry scalar_entry(std::string key, const TextCell& cell) {
  ConfigNode node;
  node.kind = ConfigNode::Kind::Scalar;
  node.text = cell.text;
  node.span = cell.span;
  return {std::move(key), cell.span, std::move(node)};
}

// A number with a comma, as a spreadsheet under Vietnamese settings saves it: `5,5`, `75,5%`.
TextCell with_point(TextCell cell) {
  if (cell.text.find_first_not_of("-0123456789,% ") == std::string::npos) {
    std::replace(cell.text.begin(), cell.text.end(), ',', '.');
  }
  return cell;
}

// One row that has something in its last two columns.
bool fill_number(const SheetRow& row, ConfigNode& tree, Diagnostics& diagnostics) {
  if (row.value.text.empty() || row.source.text.empty()) {
    const bool no_value = row.value.text.empty();
    diagnostics.error(
        codes::kFilledValue, no_value ? row.value.span : row.source.span,
        fmt::format("`{}` has no {}", row.address.text, no_value ? "value" : "source"),
        "fill in both: the number, and the document that states it");
    return false;
  }
  ConfigNode* const node = find_value(tree, row.address.text);
  if (node == nullptr || !is_open(*node)) {
    std::vector<std::string> open;
    visit_values(tree, [&](const PlacedValue& value) {
      if (is_open(value.node)) {
        open.push_back(value.address());
      }
      return true;
    });
    diagnostics.error(codes::kFilledAddress, row.address.span,
                      fmt::format("the rulebook has no open number `{}`", row.address.text),
                      suggest(row.address.text, open));
    return false;
  }
  ConfigNode filled;
  filled.kind = ConfigNode::Kind::Mapping;
  filled.span = row.value.span;
  filled.entries.push_back(scalar_entry("value", with_point(row.value)));
  filled.entries.push_back(scalar_entry("source", row.source));
  *node = std::move(filled);
  return true;
}

}  // namespace

bool fill_numbers(Invocation& invocation, const GivenText& filled, ConfigNode& tree) {
  if (!filled) {
    return true;
  }
  const std::optional<std::vector<SheetRow>> rows = read_sheet(invocation, *filled);
  const ConfigEntry* const id = tree.find("id");
  bool all = rows.has_value();
  std::set<std::string> seen;
  for (const SheetRow& row : rows.value_or(std::vector<SheetRow>{})) {
    if (id == nullptr || (!row.rulebook.text.empty() && row.rulebook.text != id->value.text)) {
      continue;
    }
    if (!seen.insert(row.address.text).second) {
      invocation.diagnostics.error(codes::kFilledAddress, row.address.span,
                                   fmt::format("`{}` stands twice in the sheet", row.address.text),
                                   "keep one of the rows");
      all = false;
    } else if (!row.value.text.empty() || !row.source.text.empty()) {
      all = fill_number(row, tree, invocation.diagnostics) && all;
    }
  }
  return all;
}

void check_filled_rulebooks(Invocation& invocation, const GivenText& filled,
                            const std::vector<Rulebook>& rulebooks) {
  if (!filled) {
    return;
  }
  std::vector<std::string> ids;
  ids.reserve(rulebooks.size());
  for (const Rulebook& rulebook : rulebooks) {
    ids.push_back(rulebook.id);
  }
  for (const SheetRow& row : read_sheet(invocation, *filled).value_or(std::vector<SheetRow>{})) {
    if (!row.rulebook.text.empty() &&
        std::find(ids.begin(), ids.end(), row.rulebook.text) == ids.end()) {
      invocation.diagnostics.error(
          codes::kFilledAddress, row.rulebook.span,
          fmt::format("no rulebook of this run is called `{}`", row.rulebook.text),
          suggest(row.rulebook.text, ids));
    }
  }
}

}  // namespace parindex
