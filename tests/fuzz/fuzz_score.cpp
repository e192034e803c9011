// SPDX-License-Identifier: Apache-2.0
//
// A libFuzzer target: scores a rulebook and a table, one of which is made of the bytes at hand, the
// other as it always is, and renders the messages. PARINDEX_FUZZ says which:
//   csv         the table
//   xlsx        the table as a workbook: an archive, or lines that tests/support makes one of
//   yaml        the rulebook
//   expression  the formula of a rulebook
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "parindex/parindex.h"

#include "workbook_file.h"

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRules = R"(parindex: 1
id: fuzz
lang: en
period: 2024
rounds: [self, final]
groups: {so: {title: A}, huyen: {title: B}}
indicators:
  files: {title: Số hồ sơ, type: count}
  on_time: {title: Hồ sơ đúng hạn, type: count, at_most: files}
  happy: {title: Mức độ hài lòng, type: percent, decimals: 2, max: 100}
  plan: {title: Kế hoạch, type: bool}
  sent: {title: Ngày nộp, type: date}
  class: {title: Loại, type: level, levels: [a, b, c]}
criteria:
- {id: "1", max: 4, formula: '@', missing: zero}
- {id: "2", max: 4, proportional: happy, missing: zero}
- {id: "3", max: 2, yes_no: plan and sent <= 2024-12-31, missing: zero}
- {id: "4", max: 2, of: class, levels: {a: 2, b: 1, c: 0}, missing: zero}
)";
constexpr std::string_view kFormula = "4 * on_time / max(1, files)";

constexpr std::string_view kTable =
    "unit,group,files,on_time,happy,plan,sent,class\n"
    "nv,so,120,100,90.25,x,2024-12-15,a\n"
    "tc,so,35,30,88.5,no,15/1/2025,b\n"
    "ns,huyen,0,0,NA,yes,none,c\n";

std::string rules_with(std::string_view formula) {
  std::string text(kRules);
  std::string quoted;
  for (const char c : formula) {
    quoted += c == '\'' ? "''" : std::string(1, c);
  }
  return text.replace(text.find('@'), 1, quoted);
}

std::string workbook_from(std::string_view bytes) {
  if (bytes.starts_with("PK")) {
    return std::string(bytes);
  }
  std::vector<std::string> lines(1);
  for (const char c : bytes) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  std::string fault;
  return golden::workbook_of(lines, fault);
}

// One folder for the run; its files are written anew each time.
const fs::path& folder() {
  static const fs::path path = [] {
    fs::path made = fs::temp_directory_path() / ("parindex-fuzz-" + std::to_string(::getpid()));
    fs::create_directories(made);
    std::atexit([] { fs::remove_all(folder()); });
    return made;
  }();
  return path;
}

std::string write_file(const char* name, std::string_view bytes) {
  std::string path = (folder() / name).string();
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size()) {
    std::perror(path.c_str());
    std::abort();
  }
  std::fclose(file);
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kKind = PARINDEX_FUZZ;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string rules =
      write_file("rules.yaml", kKind == "yaml"         ? std::string(bytes)
                               : kKind == "expression" ? rules_with(bytes)
                                                       : rules_with(kFormula));
  const std::string table = kKind == "xlsx"
                                ? write_file("table.xlsx", workbook_from(bytes))
                                : write_file("table.csv", kKind == "csv" ? bytes : kTable);
  std::string messages;
  parindex::score({{rules}, {table}, 1}, messages);
  return 0;
}
