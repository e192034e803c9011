// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/workbook_data.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_heading.h"
#include "io/csv/csv_reader.h"
#include "io/encoding/data_file.h"
#include "io/workbook/workbook.h"

namespace parindex {
namespace {

constexpr std::size_t kRowsToHeading = 200;  // that a sheet is judged by
constexpr std::size_t kAllRows = std::numeric_limits<std::size_t>::max();

bool is_file(const std::string& path) {
  std::error_code failure;
  return std::filesystem::is_regular_file(path, failure);
}

// The whole file; empty with an error where it cannot be read or is too large.
std::optional<std::string> read_bytes(const DataFile& file, Diagnostics& diagnostics) {
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  std::string bytes;
  for (std::size_t wanted = kPiece; bytes.size() + kPiece == wanted; wanted += kPiece) {
    if (const int error = file.read(bytes.size(), kPiece, bytes); error != 0) {
      diagnostics.add(cannot_read(file.name(), error));
      return std::nullopt;
    }
    if (bytes.size() > Workbook::kMostFileBytes) {
      break;
    }
  }
  if (bytes.size() > Workbook::kMostFileBytes) {
    diagnostics.error(
        codes::kWorkbookTooLarge, {},
        fmt::format("`{}` has more than {} MiB", file.name(), Workbook::kMostFileBytes >> 20U),
        "pass the sheet as a CSV file");
    return std::nullopt;
  }
  return bytes;
}

class WorkbookOpener {
 public:
  WorkbookOpener(Workbook& workbook, const std::string& path, Sources& sources,
                 Diagnostics& diagnostics)
      : workbook_(workbook),
        path_(path),
        sources_(sources),
        diagnostics_(diagnostics) {}

  std::optional<std::vector<DataSheet>> named(const std::vector<std::string>& wanted) {
    std::vector<DataSheet> opened;
    for (const std::string& name : wanted) {
      const Workbook::Sheet* const sheet = find(name);
      const auto data = sheet == nullptr ? std::nullopt : open(*sheet);
      if (!data) {
        return std::nullopt;
      }
      opened.push_back(*data);
    }
    return opened;
  }

  // The sheets that fit. A workbook with one sheet is that sheet, so that what is wrong with it is
  // told with its cells.
  std::optional<std::vector<DataSheet>> fitting() {
    std::vector<const Workbook::Sheet*> visible;
    for (const Workbook::Sheet& sheet : workbook_.sheets()) {
      if (!sheet.is_hidden) {
        visible.push_back(&sheet);
      }
    }
    std::vector<const Workbook::Sheet*> figures;
    std::vector<const Workbook::Sheet*> units;
    for (const Workbook::Sheet* const sheet : visible) {
      const std::optional<Role> role = visible.size() == 1 ? Role::Figures : role_of(*sheet);
      if (!role) {
        return std::nullopt;
      }
      if (*role != Role::None) {
        (*role == Role::Units ? units : figures).push_back(sheet);
      }
    }
    if (figures.size() > 1 || units.size() > 1) {
      return refuse_several(figures.size() > 1 ? figures : units, figures.size() > 1);
    }
    figures.insert(figures.end(), units.begin(), units.end());
    if (figures.empty()) {
      return refuse_all();
    }
    std::vector<DataSheet> opened;
    for (const Workbook::Sheet* const sheet : figures) {
      const auto data = open(*sheet);
      if (!data) {
        return std::nullopt;
      }
      opened.push_back(*data);
    }
    return opened;
  }

 private:
  enum class Role : std::uint8_t { None, Figures, Units };

  [[nodiscard]] std::string names() const {
    std::string list;
    for (const Workbook::Sheet& sheet : workbook_.sheets()) {
      list += fmt::format("{}{}{}", list.empty() ? "" : ", ", shown(sheet.name),
                          sheet.is_hidden ? " (hidden)" : "");
    }
    return list.empty() ? "the workbook has no sheets" : "its sheets: " + list;
  }

  const Workbook::Sheet* find(const std::string& name) {
    const std::vector<Workbook::Sheet>& sheets = workbook_.sheets();
    const auto found = std::find_if(
        sheets.begin(), sheets.end(),
        [&](const Workbook::Sheet& sheet) { return fold_case(sheet.name) == fold_case(name); });
    if (found != sheets.end()) {
      return &*found;
    }
    std::vector<std::string> known;
    known.reserve(sheets.size());
    for (const Workbook::Sheet& sheet : sheets) {
      known.push_back(sheet.name);
    }
    const auto near = nearest(name, known);
    diagnostics_.error(codes::kNoSuchSheet, {},
                       fmt::format("`{}` has no sheet {}", path_, shown(name)),
                       near ? fmt::format("did you mean {}?", shown(*near)) : names());
    return nullptr;
  }

  // What a sheet is by its heading.
  std::optional<Role> role_of(const Workbook::Sheet& sheet) {
    Sources own;
    auto text = workbook_.read(sheet, {kRowsToHeading}, diagnostics_);
    if (!text) {
      return std::nullopt;
    }
    if (text->text.empty()) {
      return Role::None;
    }
    own.add_sheet(sheet.name, std::move(text->text), std::move(text->places));
    Diagnostics known;  // no fault: another sheet may fit
    const auto file = DataFile::open(sheet.name, own, known);
    const auto heading = file ? read_heading(*file, known) : std::nullopt;
    return !heading ? Role::None : is_units_heading(*heading) ? Role::Units : Role::Figures;
  }

  // The column of ids in the sheet, by its heading.
  std::optional<std::uint32_t> id_column_of(const Workbook::Sheet& sheet) {
    Diagnostics known;  // told by whoever reads the sheet
    auto text = workbook_.read(sheet, {kRowsToHeading}, known);
    if (!text || text->text.empty()) {
      return std::nullopt;
    }
    const std::vector<std::uint32_t> columns = text->places.columns;
    Sources own;
    own.add_sheet(sheet.name, std::move(text->text), std::move(text->places));
    const auto file = DataFile::open(sheet.name, own, known);
    const auto heading = file ? read_heading(*file, known) : std::nullopt;
    const auto position = heading ? heading->find("unit") : std::nullopt;
    return position && *position < columns.size() ? std::optional(columns[*position])
                                                  : std::nullopt;
  }

  std::optional<DataSheet> open(const Workbook::Sheet& sheet) {
    DataSheet data{path_ + "#" + sheet.name, false};
    if (sources_.find(data.name)) {
      diagnostics_.error(codes::kSeveralSheets, {},
                         fmt::format("sheet {} of `{}` is named twice", shown(sheet.name), path_),
                         "name each sheet once");
      return std::nullopt;
    }
    std::optional<SheetText> text =
        workbook_.read(sheet, {kAllRows, id_column_of(sheet)}, diagnostics_);
    if (!text) {
      return std::nullopt;
    }
    if (text->text.empty()) {
      diagnostics_.error(codes::kNoData, {},
                         fmt::format("sheet {} of `{}` is empty", shown(sheet.name), path_),
                         names());
      return std::nullopt;
    }
    const std::vector<SheetCellFault> faults = std::move(text->faults);
    const std::uint32_t source =
        sources_.add_sheet(data.name, std::move(text->text), std::move(text->places));
    Diagnostics known;  // told by whoever reads the sheet
    const auto file = DataFile::open(data.name, sources_, known);
    const auto heading = file ? read_heading(*file, known) : std::nullopt;
    if (!heading) {
      return data;
    }
    data.is_units = is_units_heading(*heading);
    std::vector<std::string> headings;
    headings.reserve(heading->fields.size());
    for (const CsvHeading::Field& field : heading->fields) {
      headings.push_back(field.name);
    }
    sources_.name_columns(source, std::move(headings));
    return report(faults, *heading, *file) ? std::optional(data) : std::nullopt;
  }

  // Cells without a value make the table unfit; what stands above its heading does not matter.
  bool report(const std::vector<SheetCellFault>& faults, const CsvHeading& heading,
              const DataFile& file) {
    bool is_right = true;
    for (const SheetCellFault& fault : faults) {
      if (fault.begin >= heading.span.begin) {
        diagnostics_.error(fault.code, file.span(fault.begin, 0), fault.message, fault.help);
        is_right = false;
      }
    }
    return is_right;
  }

  std::nullopt_t refuse_several(const std::vector<const Workbook::Sheet*>& sheets,
                                bool are_figures) {
    std::string list;
    for (const Workbook::Sheet* const sheet : sheets) {
      list += (list.empty() ? "" : ", ") + shown(sheet->name);
    }
    diagnostics_.error(codes::kSeveralSheets, {},
                       fmt::format("`{}` has several sheets of {}: {}", path_,
                                   are_figures ? "figures" : "units", list),
                       fmt::format("name one: `--sheet '{}'`", sheets.front()->name));
    return std::nullopt;
  }

  std::nullopt_t refuse_all() {
    diagnostics_.error(codes::kNoSuchSheet, {},
                       fmt::format("no sheet of `{}` has a heading with `unit`", path_), names());
    return std::nullopt;
  }

  Workbook& workbook_;
  const std::string& path_;
  Sources& sources_;
  Diagnostics& diagnostics_;
};

}  // namespace

WorkbookName split_workbook_name(const std::string& name) {
  const std::string folded = in_lower_case(name);
  for (const std::string_view ending : {".xlsx#", ".xlsm#"}) {
    const std::size_t at = folded.find(ending);
    if (at != std::string::npos && !is_file(name)) {
      const std::size_t hash = at + ending.size() - 1;
      return {name.substr(0, hash), name.substr(hash + 1)};
    }
  }
  return {name, ""};
}

bool is_workbook(const DataFile& file) {
  const std::string folded = in_lower_case(file.name());
  std::string begin;
  return folded.ends_with(".xlsx") || folded.ends_with(".xlsm") ||
         (file.read(0, 4, begin) == 0 && begins_like_workbook(begin));
}

std::optional<std::vector<DataSheet>> open_workbook(const DataFile& file,
                                                    const std::vector<std::string>& wanted,
                                                    Sources& sources, Diagnostics& diagnostics) {
  const std::optional<std::string> bytes = read_bytes(file, diagnostics);
  std::optional<Workbook> workbook =
      bytes ? Workbook::open(*bytes, file.name(), diagnostics) : std::nullopt;
  if (!workbook) {
    return std::nullopt;
  }
  // Of its own: sheets are added to the sources.
  const std::string path(std::string_view{file.name()});
  WorkbookOpener opener(*workbook, path, sources, diagnostics);
  return wanted.empty() ? opener.fitting() : opener.named(wanted);
}

}  // namespace parindex
