// SPDX-License-Identifier: Apache-2.0
//
// An .xlsx workbook, read as data: which sheets it has, and a sheet as comma-separated text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/sheet_text.h"
#include "io/figures/cells.h"
#include "io/workbook/sheet_number.h"
#include "io/workbook/zip_archive.h"

namespace parindex {

// A cell that has no value to read: an error of the spreadsheet, a formula never computed.
struct SheetCellFault {
  std::uint64_t begin = 0;  // of the cell in SheetText::text
  std::string_view code;
  std::string message, help;
};

// A sheet as text that the CSV reader understands: `,` between fields, all rows and columns that
// hold anything, hidden ones included. Numbers have a point; texts with one are in quotation marks.
// A faulty cell stands there as its formula or error.
struct SheetText {
  std::string text;
  SheetPlaces places;
  std::vector<SheetCellFault> faults;  // in order of place
};

class Workbook {
 public:
  static constexpr std::size_t kMostFileBytes = std::size_t{256} << 20;
  static constexpr std::size_t kMostTextBytes = std::size_t{512} << 20;  // of a sheet as text
  static constexpr std::size_t kMostSharedStrings = 8'000'000;
  static constexpr std::size_t kMostCellBytes = std::size_t{256} << 10;  // of one text
  static constexpr std::size_t kMostCells = 40'000'000;                  // of a sheet, not empty
  static constexpr std::size_t kMostSheets = 1'000;
  static constexpr std::size_t kMostFormats = 100'000;

  struct Sheet {
    std::string name;  // NFC
    std::string part;  // of the archive
    bool is_hidden = false;
  };

  // `bytes` are the file `path`, and must outlive the result. Faults: PX3080 no workbook, or a
  // damaged one; PX3081 beyond the limits.
  static std::optional<Workbook> open(std::string_view bytes, const std::string& path,
                                      Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }

  // How a sheet is read: its first `most_rows` rows that hold anything.
  struct Reading {
    std::size_t most_rows = 0;
    std::optional<std::uint32_t> id_column = {};  // of the sheet: no fractions are meant there
  };
  std::optional<SheetText> read(const Sheet& sheet, const Reading& how, Diagnostics& diagnostics);

 private:
  Workbook(ZipArchive archive, std::string path)
      : archive_(std::move(archive)),
        path_(std::move(path)) {}

  bool read_directory(Diagnostics& diagnostics);
  bool read_shared(Diagnostics& diagnostics);
  bool read_part(std::string_view part, class XmlEvents& events, Diagnostics& diagnostics);

  ZipArchive archive_;
  std::string path_;
  std::vector<Sheet> sheets_;
  std::string shared_part_;  // of the archive; empty: none
  std::vector<std::string> shared_;
  bool has_read_shared_ = false;
  std::vector<SheetFormat> formats_;  // by style of a cell
  bool has_1904_dates_ = false;
  bool is_computed_ = true;  // false: its formulas wait for a spreadsheet that computes them
};

// The bytes begin like a workbook or like the older .xls, whatever the file is called.
bool begins_like_workbook(std::string_view bytes);

}  // namespace parindex
