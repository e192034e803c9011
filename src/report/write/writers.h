// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/report.h"

namespace parindex {

// Where output goes. Bytes are kept or written in pieces; write() returns false when the other end
// is gone or the disk is full, and the writer then stops.
class ByteSink {
 public:
  ByteSink() = default;
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;
  virtual ~ByteSink() = default;
  virtual bool write(std::string_view bytes) = 0;
};

enum class CsvDialect : std::uint8_t {
  Rfc4180,
  ExcelVi  // as Excel under Vietnamese settings opens it: `;`, decimal comma, CRLF, byte order mark
};
inline constexpr std::array<std::string_view, 2> kCsvDialects = {"rfc4180", "excel-vi"};

struct WriteOptions {
  bool colour = false;                       // table only
  std::size_t width = 0;                     // of the terminal; 0: no limit
  CsvDialect dialect = CsvDialect::Rfc4180;  // csv only
};

// Each writer renders the whole report in one form; false when the sink or the disk failed.
bool write_table(const Report& report, const WriteOptions& options, ByteSink& sink);
bool write_csv(const Report& report, const WriteOptions& options, ByteSink& sink);
bool write_json(const Report& report, const WriteOptions& options, ByteSink& sink);
bool write_markdown(const Report& report, const WriteOptions& options, ByteSink& sink);
bool write_xlsx(const Report& report, const WriteOptions& options, ByteSink& sink);

// The table of output formats: name, file ending, what it is, its writer.
struct OutputFormat {
  std::string_view name;
  std::string_view ending;
  std::string_view summary;
  bool for_people;  // a report may choose and order what it says by this
  bool (*write)(const Report&, const WriteOptions&, ByteSink&);
};

inline constexpr std::array kOutputFormats = {
    OutputFormat{"table", ".txt", "aligned columns for people", true, write_table},
    OutputFormat{"csv", ".csv", "RFC 4180, fixed English headings", false, write_csv},
    OutputFormat{"json", ".json", "one object; decimals as written", false, write_json},
    OutputFormat{"md", ".md", "Markdown tables", true, write_markdown},
    OutputFormat{"xlsx", ".xlsx", "a workbook, one sheet per table", true, write_xlsx},
};

const OutputFormat* find_format_by_name(std::string_view name);
const OutputFormat* find_format_by_path(std::string_view path);  // by the ending

}  // namespace parindex
