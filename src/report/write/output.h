// SPDX-License-Identifier: Apache-2.0
//
// What the writers share: a buffer before the sink, and the text of a cell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "report/write/writers.h"

namespace parindex {

// Writers append whole lines to text() and call flush_if_full() between them, so that a sink gets
// pieces of about 64 KiB however short the lines are.
class OutputBuffer {
 public:
  explicit OutputBuffer(ByteSink& sink);

  std::string& text() { return text_; }

  // For forms made for people: a blank line unless nothing was written before. Returns text().
  std::string& begin_block();

  // All return false once the sink has failed.
  [[nodiscard]] bool end_line();
  [[nodiscard]] bool flush_if_full();
  [[nodiscard]] bool flush();

 private:
  static constexpr std::size_t kFull = std::size_t{64} << 10;

  ByteSink& sink_;
  std::string text_;
  bool empty_ = true;
};

enum class Audience : bool { People, Machines };

// Reads a table row by row, of the columns that a kind of form shows: those with a heading (people)
// or with a key (machines).
class TableReader {
 public:
  TableReader(const Table& table, Audience audience);

  [[nodiscard]] const std::vector<const TableColumn*>& columns() const { return columns_; }

  // Goes to the next row, first to the first one; false after the last.
  bool next();

  // The cell of columns()[i] in this row.
  [[nodiscard]] CellView cell(std::size_t i) const { return blocks_[i][row_ - first_]; }

 private:
  static constexpr std::size_t kRows = 256;  // read at once

  const Table& table_;
  std::vector<const TableColumn*> columns_;
  std::vector<CellBlock> blocks_;  // by column: rows from first_ to before last_
  std::size_t first_ = 0, last_ = 0;
  std::size_t row_ = static_cast<std::size_t>(-1);
};

void append_number(std::string& out, const NumberCell& number);

// Appends text in which control characters (C0, DEL, C1) are U+FFFD: what is read from a file must
// not steer a terminal.
void append_visible(std::string& out, std::string_view text);

}  // namespace parindex
