// SPDX-License-Identifier: Apache-2.0
//
// Makes a table of rows of one kind: each column says its headings and its cell in one place.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "report/report.h"
#include "report/words/words.h"

namespace parindex {

template <typename Row>
class TableOf {
 public:
  TableOf(std::string name, Language language, std::vector<Row> rows)
      : language_(language),
        rows_(std::make_shared<const std::vector<Row>>(std::move(rows))) {
    table_.name = std::move(name);
    table_.row_count = rows_->size();
  }

  // `cell` is called with a row and returns what CellBlock::add takes. `heading` is a text or
  // Words; no key: for people only; no heading: for machines only.
  template <typename Heading, typename CellOf>
  void left(std::string_view key, const Heading& heading, CellOf cell) {
    add(key, heading, Align::Left, std::move(cell));
  }
  template <typename Heading, typename CellOf>
  void right(std::string_view key, const Heading& heading, CellOf cell) {
    add(key, heading, Align::Right, std::move(cell));
  }
  template <typename CellOf>
  void code(std::string_view key, CellOf cell) {
    add(key, "", Align::Left, std::move(cell));
  }

  // Cells are made when they are read: what `cell` refers to must outlive the report.
  Table pulled() { return std::move(table_); }

  // Cells are made now. For tables that are never long.
  Table held() {
    for (TableColumn& column : table_.columns) {
      const auto cells = std::make_shared<CellBlock>();
      column.read(0, table_.row_count, *cells);
      column.read = [cells](std::size_t first, std::size_t last, CellBlock& out) {
        out.append(*cells, first, last);
      };
    }
    return std::move(table_);
  }

 private:
  template <typename Heading, typename CellOf>
  void add(std::string_view key, const Heading& heading, Align align, CellOf cell) {
    std::string words;
    if constexpr (std::is_same_v<Heading, Words>) {
      words = heading.in(language_);
    } else {
      words = heading;
    }
    TableColumn::Read read = [rows = rows_, cell = std::move(cell)](
                                 std::size_t first, std::size_t last, CellBlock& cells) {
      for (std::size_t i = first; i < last; ++i) {
        cells.add(cell((*rows)[i]));
      }
    };
    table_.columns.push_back({std::string(key), std::move(words), align, std::move(read)});
  }

  Language language_;
  std::shared_ptr<const std::vector<Row>> rows_;
  Table table_;
};

}  // namespace parindex
