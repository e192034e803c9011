// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv_blocks.h"
#include "io/csv_faults.h"
#include "io/csv_heading.h"
#include "io/csv_reader.h"
#include "io/csv_scanner.h"

namespace parindex {
namespace {

const std::array<std::string, 3> kHeadings = {"unit", "name", "group"};

bool is_known_heading(const CsvHeading::Field& field) {
  return std::find(kHeadings.begin(), kHeadings.end(), field.name) != kHeadings.end();
}

bool has_only_known_headings(const CsvHeading& heading, Diagnostics& diagnostics) {
  bool is_right = true;
  for (const CsvHeading::Field& field : heading.fields) {
    if (!is_known_heading(field)) {
      diagnostics.add(data_fault(codes::kUnknownColumn,
                                 fmt::format("{} is no column of a units file", shown(field.name)),
                                 field.span, suggest(field.name, kHeadings)));
      is_right = false;
    }
  }
  return is_right;
}

class UnitsReader {
 public:
  UnitsReader(const DataFile& file, const CsvHeading& heading, Diagnostics& diagnostics)
      : file_(file),
        heading_(heading),
        diagnostics_(diagnostics) {}

  void read(const RawBlock& block) {
    const CsvText text{file_, block.offset, block.text, heading_.delimiter};
    for (std::size_t at = 0;;) {
      at = skip_blank_records(text.text, at, text.delimiter);
      if (at == text.text.size()) {
        return;
      }
      const std::size_t end =
          std::min(find_record_end(text.text, at, text.delimiter), text.text.size());
      if (auto entry = read_entry(text, at, end)) {
        units_.entries.push_back(std::move(*entry));
      }
      at = end;
    }
  }

  std::optional<UnitsFile> finish() {
    index_ids();
    index_names();
    return is_right_ ? std::optional(std::move(units_)) : std::nullopt;
  }

 private:
  void add(Diagnostic fault) {
    diagnostics_.add(std::move(fault));
    is_right_ = false;
  }

  std::optional<UnitsFile::Entry> read_entry(const CsvText& text, std::size_t begin,
                                             std::size_t end) {
    const std::size_t bad = find_bad_byte(text.text.substr(0, end), begin);
    if (bad != std::string_view::npos) {
      add(bad_byte_fault(text, bad));
      return std::nullopt;
    }
    const auto fields = scan_record(text.text, begin, text.delimiter, heading_.fields.size() + 1);
    for (const CsvField& field : fields) {
      if (field.fault != QuoteFault::None) {
        add(quote_fault(text, field));
        return std::nullopt;
      }
    }
    if (fields.size() != heading_.fields.size()) {
      add(field_count_fault(text, begin, heading_.fields.size()));
      return std::nullopt;
    }
    UnitsFile::Entry entry;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      std::string buffer;
      std::string value = to_nfc(trim(fields[i].content(text.text, buffer)));
      const std::string& name = heading_.fields[i].name;
      if (value.size() > kMostUnitBytes || (value.empty() && name == "unit")) {
        add(unit_text_fault(value, text.span(fields[i]), name));
        return std::nullopt;
      }
      entry.span = name == "unit" ? text.span(fields[i]) : entry.span;
      (name == "unit" ? entry.id : name == "name" ? entry.name : entry.group) = std::move(value);
    }
    return entry;
  }

  void index_ids() {
    for (std::size_t i = 0; i < units_.entries.size(); ++i) {
      const UnitsFile::Entry& entry = units_.entries[i];
      const auto [first, is_new] = units_.by_key.emplace(fold_case(entry.id), i);
      if (!is_new) {
        Diagnostic fault =
            data_fault(codes::kDuplicateUnit, fmt::format("unit {} stands twice", shown(entry.id)),
                       entry.span, "remove one of the two rows", "unit");
        fault.related.push_back({units_.entries[first->second].span, "first here"});
        add(std::move(fault));
      }
    }
  }

  // A name finds its unit unless it is the id of a unit, or units share it.
  void index_names() {
    constexpr std::size_t kShared = static_cast<std::size_t>(-1);
    std::unordered_map<std::string, std::size_t> names;
    for (std::size_t i = 0; i < units_.entries.size(); ++i) {
      const auto [found, is_new] = names.emplace(fold_case(units_.entries[i].name), i);
      found->second = is_new ? i : kShared;
    }
    for (const auto& [name, entry] : names) {
      if (!name.empty() && entry != kShared) {
        units_.by_key.emplace(name, entry);
      }
    }
  }

  const DataFile& file_;
  const CsvHeading& heading_;
  Diagnostics& diagnostics_;
  UnitsFile units_;
  bool is_right_ = true;
};

}  // namespace

bool is_units_file(const std::string& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    return false;  // a pipe can be read only once
  }
  Sources sources;
  Diagnostics diagnostics;
  const auto file = DataFile::open(path, sources, diagnostics);
  const auto heading = file ? read_heading(*file, diagnostics) : std::nullopt;
  return heading && std::all_of(heading->fields.begin(), heading->fields.end(), is_known_heading);
}

std::optional<UnitsFile> read_units(const std::string& path, Sources& sources,
                                    Diagnostics& diagnostics) {
  const auto file = DataFile::open(path, sources, diagnostics);
  const auto heading = file ? read_heading(*file, diagnostics) : std::nullopt;
  if (!heading || !has_only_known_headings(*heading, diagnostics)) {
    return std::nullopt;
  }
  UnitsReader reader(*file, *heading, diagnostics);
  CsvBlocks blocks(*file, heading->data_begin, heading->delimiter, CsvOptions().block_bytes);
  while (const auto block = blocks.next(diagnostics)) {
    reader.read(*block);
  }
  return blocks.has_failed() ? std::nullopt : reader.finish();
}

}  // namespace parindex
