// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/sheet_text.h"

namespace parindex {

// A range of bytes in a registered source; line and column are worked out when a message is
// printed.
struct SourceSpan {
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  std::uint32_t source = kNowhere;  // index into Sources
  std::uint32_t length = 0;         // bytes
  std::uint64_t begin = 0;          // byte offset; data files can pass 4 GiB

  [[nodiscard]] bool is_known() const { return source != kNowhere; }
};

// Where a span lies, as a person counts: from 1, columns in characters (a letter with its combining
// marks is one), not in bytes. Line 0: the place is not known, or the file cannot be read again.
struct Position {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::string line_text;        // without its end; a long line is cut around the span
  std::size_t caret_begin = 0;  // byte range of the span in line_text, at least one character
  std::size_t caret_end = 0;    // (but empty at the end of a line)
  // In a workbook: line and column are those of the sheet, line_text is the cell with its heading.
  std::string sheet;
  std::string cell;  // "B7"; empty for a whole row
};

// `file:line:column`, or `file, sheet Data, cell B7`; as much of it as is known.
std::string address(const Position& place);

// The texts that messages point into. Small files keep their text; large data files only their
// path, and are read again for the few lines that a message shows.
class Sources {
 public:
  std::uint32_t add_text(std::string name, std::string text);
  std::uint32_t add_file(std::string path);  // text stays on disk
  // A sheet of a workbook, as the comma-separated text that it was turned into.
  std::uint32_t add_sheet(std::string name, std::string text, SheetPlaces places);
  // What its columns are called, once that is known.
  void name_columns(std::uint32_t sheet, std::vector<std::string> headings) {
    files_[sheet].sheet->headings = std::move(headings);
  }
  // What is read of an input whose bytes are not the text itself: packed, in another encoding, from
  // a pipe. `form` says what they were: "CP1258, gzip"; may be empty.
  std::uint32_t add_copy(std::string name, std::shared_ptr<std::FILE> copy, std::string form);

  // The source registered under a name; several rulebooks may read one data file.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
    for (std::uint32_t source = 0; source < files_.size(); ++source) {
      if (files_[source].name == name) {
        return source;
      }
    }
    return std::nullopt;
  }
  [[nodiscard]] const std::string& name(std::uint32_t source) const { return files_[source].name; }
  [[nodiscard]] bool is_sheet(std::uint32_t source) const {
    return files_[source].sheet.has_value();
  }
  // The text given to add_text; empty for files that stay on disk.
  [[nodiscard]] std::string_view text(std::uint32_t source) const { return files_[source].text; }
  // What was given to add_copy; null for other sources.
  [[nodiscard]] const std::shared_ptr<std::FILE>& copy(std::uint32_t source) const {
    return files_[source].copy;
  }
  [[nodiscard]] const std::string& form(std::uint32_t source) const { return files_[source].form; }

  [[nodiscard]] Position locate(const SourceSpan& span) const;
  // The same for many spans, in their order; reads each file once.
  [[nodiscard]] std::vector<Position> locate_all(std::span<const SourceSpan> spans) const;

 private:
  struct File {
    std::string name;
    std::string text;
    bool on_disk = false;
    std::optional<SheetPlaces> sheet = {};
    std::shared_ptr<std::FILE> copy = nullptr;
    std::string form = {};
  };
  std::vector<File> files_;
};

}  // namespace parindex
