// SPDX-License-Identifier: Apache-2.0
#include "analysis/score/unit_lookup.h"

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

int fit(const Unit& unit, const std::string& wanted, const std::string& key) {
  if (unit.id == wanted) {
    return 3;
  }
  return fold_case(unit.id) == key ? 2 : (fold_case(unit.name) == key ? 1 : 0);
}

}  // namespace

std::vector<std::size_t> find_units(const std::vector<Unit>& units, const std::string& wanted) {
  const std::string text = to_nfc(wanted);
  const std::string key = fold_case(text);
  std::vector<std::size_t> rows;
  int best = 1;
  for (std::size_t row = 0; row < units.size(); ++row) {
    const int own = fit(units[row], text, key);
    if (own > best) {
      rows.clear();
    }
    if (own >= best) {
      best = own;
      rows.push_back(row);
    }
  }
  return rows;
}

void report_unit(const std::vector<Unit>& units, const std::string& wanted,
                 const std::vector<std::string>& ids, SourceSpan place, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const Unit& unit : units) {
    names.push_back(unit.id);
    if (!unit.name.empty()) {
      names.push_back(unit.name);
    }
  }
  diagnostics.error(
      codes::kUnknownUnit, place,
      fmt::format("{} called `{}`", ids.empty() ? "no unit is" : "several units are",
                  to_nfc(wanted)),
      ids.empty() ? suggest(wanted, names) : fmt::format("pass an id: {}", fmt::join(ids, ", ")));
}

std::optional<std::size_t> find_unit(const std::vector<Unit>& units, const std::string& wanted,
                                     SourceSpan place, Diagnostics& diagnostics) {
  const std::vector<std::size_t> rows = find_units(units, wanted);
  if (rows.size() == 1) {
    return rows.front();
  }
  std::vector<std::string> ids;
  ids.reserve(rows.size());
  for (const std::size_t row : rows) {
    ids.push_back(units[row].id);
  }
  report_unit(units, wanted, ids, place, diagnostics);
  return std::nullopt;
}

}  // namespace parindex
