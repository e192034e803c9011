// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_heading.h"
#include "io/csv/csv_reader.h"
#include "io/csv/text_table.h"
#include "io/figures/cells.h"
#include "io/figures/totals.h"

namespace parindex {
namespace {

struct UnitsColumn {
  std::string_view heading;
  std::string UnitsFile::Entry::*text;
};
constexpr std::array kColumns = {
    UnitsColumn{"unit", &UnitsFile::Entry::id},
    UnitsColumn{"name", &UnitsFile::Entry::name},
    UnitsColumn{"group", &UnitsFile::Entry::group},
    UnitsColumn{"short", &UnitsFile::Entry::short_name},
    UnitsColumn{"parent", &UnitsFile::Entry::parent},
    UnitsColumn{"successor", &UnitsFile::Entry::successor},
    UnitsColumn{"from", &UnitsFile::Entry::from},
    UnitsColumn{"to", &UnitsFile::Entry::to},
};

std::vector<std::string> headings() {
  std::vector<std::string> names;
  names.reserve(kColumns.size());
  for (const UnitsColumn& column : kColumns) {
    names.emplace_back(column.heading);
  }
  return names;
}

class UnitsReader {
 public:
  explicit UnitsReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void read(std::span<TextCell> cells) {
    const TextCell& key = cells[0].text.empty() ? cells[1] : cells[0];  // the name where no id is
    if (is_total(key.text)) {
      diagnostics_.add(total_passed_over(key.text, key.span));
      return;
    }
    UnitsFile::Entry entry;
    entry.span = cells.front().span;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      if (cells[i].text.size() > kMostUnitBytes || (cells[i].text.empty() && i == 0)) {
        add(unit_text_fault(cells[i].text, cells[i].span, kColumns[i].heading));
        return;
      }
      if (auto fault = damaged_text(cells[i].text, cells[i].span, kColumns[i].heading)) {
        add(std::move(*fault));
        return;
      }
      entry.*(kColumns[i].text) = std::move(cells[i].text);
    }
    units_.entries.push_back(std::move(entry));
  }

  std::optional<UnitsFile> finish() {
    index_ids();
    index_names();
    find_relatives({"parent", &UnitsFile::Entry::parent});
    find_relatives({"successor", &UnitsFile::Entry::successor});
    read_days();
    return is_right_ ? std::optional(std::move(units_)) : std::nullopt;
  }

 private:
  struct Relation {
    std::string_view name;
    std::string UnitsFile::Entry::*unit;
  };

  void add(Diagnostic fault) {
    diagnostics_.add(std::move(fault));
    is_right_ = false;
  }

  void index_ids() {
    for (std::size_t i = 0; i < units_.entries.size(); ++i) {
      const UnitsFile::Entry& entry = units_.entries[i];
      const auto [first, is_new] = units_.by_key.emplace(fold_case(entry.id), i);
      if (!is_new) {
        add(data_fault(codes::kDuplicateUnit, fmt::format("unit {} stands twice", shown(entry.id)),
                       entry.span, "remove one of the two rows", "unit",
                       {{units_.entries[first->second].span, "first here"}}));
      }
    }
  }

  // A full or short name finds its unit unless it is the id of a unit, or units share it.
  void index_names() {
    constexpr std::size_t kShared = static_cast<std::size_t>(-1);
    std::unordered_map<std::string, std::size_t> names;
    for (std::size_t i = 0; i < units_.entries.size(); ++i) {
      for (const std::string& name : {units_.entries[i].name, units_.entries[i].short_name}) {
        const auto [found, is_new] = names.emplace(fold_case(name), i);
        found->second = is_new || found->second == i ? i : kShared;
      }
    }
    for (const auto& [name, entry] : names) {
      if (!name.empty() && entry != kShared) {
        units_.by_key.emplace(name, entry);
      }
    }
  }

  // A parent or successor is a unit of the file, written as id or name.
  void find_relatives(const Relation& relation) {
    for (UnitsFile::Entry& entry : units_.entries) {
      std::string& other = entry.*relation.unit;
      const auto found = units_.by_key.find(fold_case(other));
      if (!other.empty() && found == units_.by_key.end()) {
        add(data_fault(codes::kUnknownUnit,
                       fmt::format("the units file has no unit {}, the {} of {}", shown(other),
                                   relation.name, shown(entry.id)),
                       entry.span,
                       fmt::format("add a row for the {}, or correct it", relation.name),
                       relation.name));
      } else if (!other.empty()) {
        other = units_.entries[found->second].id;
      }
    }
    for (const UnitsFile::Entry& entry : units_.entries) {
      if (is_right_ && !has_end(entry, relation)) {
        add(data_fault(codes::kUnknownUnit,
                       fmt::format("the {}s of unit {} go round in a circle, or have more than {} "
                                   "levels",
                                   relation.name, shown(entry.id), kMostLevels),
                       entry.span, fmt::format("correct the column `{}`", relation.name),
                       relation.name));
      }
    }
  }

  [[nodiscard]] bool has_end(const UnitsFile::Entry& entry, const Relation& relation) const {
    const UnitsFile::Entry* unit = &entry;
    for (std::size_t level = 0; level < kMostLevels && !(unit->*relation.unit).empty(); ++level) {
      unit = &units_.entries[units_.by_key.at(fold_case(unit->*relation.unit))];
    }
    return (unit->*relation.unit).empty();
  }

  void read_days() {
    for (UnitsFile::Entry& entry : units_.entries) {
      entry.first_day = read_day(entry, entry.from, "from");
      entry.last_day = read_day(entry, entry.to, "to");
      if (entry.first_day && entry.last_day && *entry.last_day < *entry.first_day) {
        add(data_fault(codes::kBadCell,
                       fmt::format("unit {} ends before it begins", shown(entry.id)), entry.span,
                       "`from` and `to` are its first and its last day", "to"));
      }
    }
  }

  std::optional<std::int64_t> read_day(const UnitsFile::Entry& entry, const std::string& text,
                                       std::string_view column) {
    const std::optional<std::int64_t> day = parse_day(text);
    if (!text.empty() && !day) {
      add(data_fault(codes::kBadCell, fmt::format("{} is no day", shown(text)), entry.span,
                     "31/12/2023 or 2023-12-31", column));
    }
    return day;
  }

  static constexpr std::size_t kMostLevels = 20;

  Diagnostics& diagnostics_;
  UnitsFile units_;
  bool is_right_ = true;
};

}  // namespace

bool is_units_file(const DataFile& file) {
  Diagnostics known;  // told by whoever reads the file
  const auto heading = read_heading(file, known);
  return heading && is_units_heading(*heading);
}

bool is_units_heading(const CsvHeading& heading) {
  const std::vector<std::string> known = headings();
  return std::all_of(heading.fields.begin(), heading.fields.end(), [&](const auto& field) {
    return std::find(known.begin(), known.end(), field.name) != known.end() || field.name.empty() ||
           is_row_number(field.name);
  });
}

std::optional<UnitsFile> read_units(const std::string& path, Sources& sources,
                                    Diagnostics& diagnostics) {
  UnitsReader reader(diagnostics);
  const std::vector<std::string> columns = headings();
  const bool is_read = read_text_table(
      path, {"a units file", columns}, sources,
      [&](std::span<TextCell> cells) { reader.read(cells); }, diagnostics);
  std::optional<UnitsFile> units = reader.finish();
  return is_read ? std::move(units) : std::nullopt;
}

}  // namespace parindex
