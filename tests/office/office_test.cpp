// SPDX-License-Identifier: Apache-2.0
//
// The same tables on their way through LibreOffice: what is written for Excel opens there with
// numbers as numbers and codes as texts, and what LibreOffice saves reads like the original.
//   PARINDEX_SOFFICE names the program.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "random_table.h"

namespace parindex {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kTables = 25;

// A folder that is gone at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("parindex-office-{}", ::getpid())) {
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

void write_file(const fs::path& path, std::string_view bytes) {
  fs::create_directories(path.parent_path());
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  REQUIRE(file != nullptr);
  CHECK(std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size());
  std::fclose(file);
}

// All files of a folder with this ending at once: LibreOffice takes seconds to start.
void convert(const Folder& folder, const std::string& files, const std::string& filters,
             const std::string& to) {
  const std::string command = fmt::format(
      "'{}' -env:UserInstallation='file://{}' --headless {} --outdir '{}' {} >'{}' 2>&1",
      PARINDEX_SOFFICE, (folder / "profile").string(), filters, (folder / to).string(), files,
      (folder / "log").string());
  INFO(command);
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
}

std::vector<RandomRow> table(std::uint32_t seed) {
  Random random(seed);
  return random_rows(random);
}

}  // namespace

TEST_CASE("tables come back from LibreOffice as they were") {
  const Folder folder;
  for (std::uint32_t seed = 1; seed <= kTables; ++seed) {
    const std::vector<RandomRow> rows = table(seed);
    write_file(folder / fmt::format("in/{}.csv", seed), csv_of(rows, CsvDialect::ExcelVi));
    write_file(folder / fmt::format("in/{}.xlsx", seed), xlsx_of(rows));
  }
  // `;`, quotation marks, UTF-8, from line 1, Vietnamese, numbers are recognised.
  convert(folder, (folder / "in").string() + "/*.csv",
          "--infilter='CSV:59,34,76,1,,1066,false,true' --convert-to xlsx", "from_csv");
  convert(folder, (folder / "in").string() + "/*.xlsx", "--convert-to xlsx", "from_xlsx");
  // `;`, quotation marks, UTF-8; numbers as they are, not as they are shown, with a point.
  convert(folder, (folder / "in").string() + "/*.xlsx",
          "--convert-to 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1066,false,false'", "to_csv");
  Setting points;
  points.options.mark = DecimalMark::Point;
  for (std::uint32_t seed = 1; seed <= kTables; ++seed) {
    INFO("seed " << seed);
    const std::vector<RandomRow> rows = table(seed);
    const std::string number = std::to_string(seed);
    check_same(read_workbook((folder / ("from_csv/" + number + ".xlsx")).string()), rows);
    check_same(read_workbook((folder / ("from_xlsx/" + number + ".xlsx")).string()), rows);
    check_same(read_path((folder / ("to_csv/" + number + ".csv")).string(), points), rows);
  }
}

}  // namespace parindex
