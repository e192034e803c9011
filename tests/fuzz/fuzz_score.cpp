// SPDX-License-Identifier: Apache-2.0
//
// A libFuzzer target: scores a rulebook and a table, one of which is made of the bytes at hand, the
// other as it always is, and renders the messages. PARINDEX_FUZZ says which:
//   csv         the table
//   xlsx        the table as a workbook: an archive, or lines that tests/support makes one of
//   yaml        the rulebook
//   expression  the formula of a rulebook
#include <algorithm>
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

// The names are those of tests/ugly, whose files are seeds.
constexpr std::string_view kRules = R"(parindex: 1
id: fuzz
lang: en
period: 2024
rounds: [self, final]
groups: {so: {title: A}, huyen: {title: B}}
indicators:
  ho_so: {title: Số hồ sơ, type: count}
  dung_han: {title: Hồ sơ đúng hạn, type: count, at_most: ho_so}
  hai_long: {title: Mức độ hài lòng, type: percent, decimals: 2, max: 100}
  ke_hoach: {title: Kế hoạch, type: bool}
  ngay_nop: {title: Ngày nộp, type: date}
  loai: {title: Loại, type: level, levels: [a, b, c]}
criteria:
- {id: "1", max: 4, formula: '@', missing: zero}
- {id: "2", max: 4, proportional: hai_long, missing: zero}
- {id: "3", max: 2, yes_no: ke_hoach and ngay_nop <= 2024-12-31, missing: zero}
- {id: "4", max: 2, of: loai, levels: {a: 2, b: 1, c: 0}, missing: zero}
)";
constexpr std::string_view kFormula = "4 * (dung_han / max(1, ho_so))";

constexpr std::string_view kUnits =
    "unit,name,short,group\n"
    "nv,Sở Nội vụ,SNV,so\n"
    "tc,Sở Tài chính,STC,so\n"
    "yt,Sở Y tế,SYT,so\n"
    "ns,Huyện Ninh Sơn,,huyen\n";

constexpr std::string_view kTable =
    "unit,ho_so,dung_han,hai_long,ke_hoach,ngay_nop,loai\n"
    "nv,120,100,90.25,x,2024-12-15,a\n"
    "tc,35,30,88.5,no,15/1/2025,b\n"
    "yt,35,30,88.5,no,1/2/2025,b\n"
    "ns,0,0,NA,yes,chưa nộp,c\n";

std::string rules_with(std::string_view formula) {
  std::string text(kRules);
  std::string quoted;
  for (const char c : formula) {
    quoted += c == '\'' ? "''" : std::string(1, c);
  }
  return text.replace(text.find('@'), 1, quoted);
}

// Lines that need a person to be right, such as numbers of repetitions, are left out.
bool is_taken(std::string_view line) {
  return !line.starts_with("== ") || line.starts_with("== sheet ") || line.starts_with("== part ");
}

std::string workbook_from(std::string_view bytes) {
  if (bytes.starts_with("PK")) {
    return std::string(bytes);
  }
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    if (is_taken(bytes.substr(begin, end - begin))) {
      lines.emplace_back(bytes.substr(begin, end - begin));
    }
    begin = end + 1;
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

// The number of units that were scored, or -1 where something was refused.
int score(std::string_view rules, const std::string& table, std::string& messages) {
  const std::string units = write_file("units.csv", kUnits);
  const auto scores =
      parindex::score({{write_file("rules.yaml", rules)}, {units, table}, 1}, messages);
  return scores ? static_cast<int>(scores->size()) : -1;
}

}  // namespace

// What stays as it is must be right, or nothing behind it is ever reached.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  std::string messages;
  if (score(rules_with(kFormula), write_file("table.csv", kTable), messages) != 4) {
    std::fputs(messages.c_str(), stderr);
    std::abort();
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kKind = PARINDEX_FUZZ;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string rules =
      kKind == "yaml" ? std::string(bytes) : rules_with(kKind == "expression" ? bytes : kFormula);
  const std::string table = kKind == "xlsx"
                                ? write_file("table.xlsx", workbook_from(bytes))
                                : write_file("table.csv", kKind == "csv" ? bytes : kTable);
  std::string messages;
  score(rules, table, messages);
  return 0;
}
