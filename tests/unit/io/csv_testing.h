// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/csv/csv_reader.h"
#include "model/data.h"
#include "model/rulebook.h"

namespace parindex {

// A file with the given bytes, gone at the end of the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes) {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() /
            fmt::format("parindex-test-{}-{}.csv", ::getpid(), ++number);
    std::FILE* file = std::fopen(path_.c_str(), "wb");
    REQUIRE(file != nullptr);
    CHECK(std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size());
    std::fclose(file);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::filesystem::remove(path_); }

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

inline Rulebook rulebook_of(std::vector<std::string> groups) {
  Rulebook rulebook;
  for (std::string& id : groups) {
    rulebook.groups.push_back({std::move(id), "", std::nullopt, {}});
  }
  const auto add = [&](std::string id, ValueType type, int decimals) {
    Indicator indicator;
    indicator.id = std::move(id);
    indicator.type = type;
    indicator.decimals = decimals;
    rulebook.indicators.push_back(std::move(indicator));
  };
  add("ho_so", ValueType::Count, 0);
  add("dung_han", ValueType::Count, 0);
  add("hai_long", ValueType::Percent, 6);
  add("ke_hoach", ValueType::Bool, 0);
  rulebook.indicators[1].at_most = 0;
  return rulebook;
}

// Everything read from one text: rows as `id|name|group|cells…`, faults as `code line:column
// message`.
struct Reading {
  std::vector<std::string> rows;
  std::vector<std::string> faults;
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> carets;  // what the faults point at
};

struct Setting {
  std::vector<std::string> groups = {"so"};
  std::vector<std::string> other_indicators, other_groups;
  const UnitsFile* units = nullptr;
  CsvOptions options;
};

inline std::string cell_text(const Column& column, std::size_t row) {
  const CellState state = column.states.empty() ? CellState::Present : column.states[row];
  switch (state) {
    case CellState::Present:
      return std::to_string(column.cells[row]);
    case CellState::Missing:
      return "";
    case CellState::NotApplicable:
      return "NA";
    case CellState::NotScored:
    case CellState::Unresolved:
      break;
  }
  return "?";
}

inline void note_faults(const Diagnostics& diagnostics, const Sources& sources, Reading& reading) {
  for (const Diagnostic& fault : diagnostics.kept()) {
    if (fault.severity == Severity::Note) {
      continue;
    }
    reading.diagnostics.push_back(fault);
    const Position position = sources.locate(fault.primary.span);
    reading.faults.push_back(
        fmt::format("{} {}:{} {}", fault.code, position.line, position.column, fault.message));
    reading.carets.push_back(
        position.line_text.substr(position.caret_begin, position.caret_end - position.caret_begin));
  }
}

// Reads a file, or what is in the sources under this name.
inline Reading read_source(const std::string& path, const Setting& setting, Sources& sources,
                           Diagnostics& diagnostics) {
  const Rulebook rulebook = rulebook_of(setting.groups);
  const DataSchema schema{&rulebook, setting.other_indicators, setting.other_groups};
  Reading reading;
  const auto rows = open_csv(path, schema, setting.units, setting.options, sources, diagnostics);
  while (rows != nullptr) {
    const auto block = rows->next(diagnostics);
    if (!block) {
      break;
    }
    const DataChunk chunk = rows->decode(*block, diagnostics);
    REQUIRE(chunk.units.size() == chunk.row_offsets.size());
    for (std::size_t i = 0; i < chunk.units.size(); ++i) {
      std::string text =
          fmt::format("{}|{}|{}", chunk.units[i].id, chunk.units[i].name, chunk.units[i].group);
      for (const Column& column : chunk.columns) {
        REQUIRE(column.cells.size() == chunk.units.size());
        text += "|" + cell_text(column, i);
      }
      reading.rows.push_back(std::move(text));
    }
  }
  note_faults(diagnostics, sources, reading);
  return reading;
}

inline Reading read_path(const std::string& path, const Setting& setting = {}) {
  Sources sources;
  Diagnostics diagnostics;
  return read_source(path, setting, sources, diagnostics);
}

inline Reading read(std::string_view text, const Setting& setting = {}) {
  const TemporaryFile file(text);
  return read_path(file.path(), setting);
}

using Lines = std::vector<std::string>;

inline constexpr std::string_view kHeading = "unit,ho_so,dung_han,hai_long,ke_hoach\n";

inline std::string with_heading(std::string_view rows) {
  return std::string(kHeading) + std::string(rows);
}

}  // namespace parindex
