// SPDX-License-Identifier: Apache-2.0
#include "cli/input/input_files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/codes.h"
#include "cli/input/filled_sheet.h"
#include "cli/input/points_table.h"
#include "io/csv/csv_reader.h"
#include "io/figures/cells.h"
#include "io/workbook/workbook_data.h"
#include "io/yaml/yaml_reader.h"
#include "rulebook/check/check.h"
#include "rulebook/check/check_documents.h"
#include "rulebook/load/dated.h"
#include "rulebook/load/decided.h"
#include "rulebook/load/extends.h"
#include "rulebook/load/load.h"

namespace parindex {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostRulebookBytes = std::size_t{8} << 20;

void report_unreadable(const std::string& path, std::string_view why, Diagnostics& diagnostics) {
  diagnostics.error(codes::kCannotRead, {}, fmt::format("`{}` cannot be read: {}", path, why),
                    "check the path and the permissions");
}

// A path as it stands, or the files of a folder with one of the endings, in order of name.
std::vector<std::string> expand(const std::string& path, std::span<const std::string_view> endings,
                                Diagnostics& diagnostics) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error)) {
    return {path};
  }
  constexpr std::string_view kLock = "~$";  // beside a workbook that is open in Excel
  std::vector<std::string> files;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string extension = entry->path().extension().string();
    if (entry->is_regular_file(error) &&
        std::find(endings.begin(), endings.end(), extension) != endings.end() &&
        !entry->path().filename().string().starts_with(kLock)) {
      files.push_back(entry->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  if (error) {
    report_unreadable(path, error.message(), diagnostics);
  } else if (files.empty()) {
    diagnostics.error(codes::kCannotRead, {},
                      fmt::format("the folder `{}` has no file that ends in {}", path,
                                  fmt::join(endings, " or ")),
                      "name the file, or another folder");
  }
  return files;
}

std::optional<std::string> read_text(const std::string& path, Diagnostics& diagnostics) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             std::fclose);
  std::string text;
  if (file != nullptr) {
    std::string buffer(std::size_t{64} << 10, '\0');
    std::size_t count = 0;
    while (text.size() <= kMostRulebookBytes &&
           (count = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0) {
      text.append(buffer, 0, count);
    }
  }
  if (file == nullptr || std::ferror(file.get()) != 0) {
    report_unreadable(path, std::strerror(errno), diagnostics);  // NOLINT(concurrency-mt-unsafe)
    return std::nullopt;
  }
  return text;
}

// Reads a cell of an example with the reader of data files.
std::optional<std::int64_t> read_example_cell(const Example::Given& given,
                                              const Indicator& indicator, CellState& state,
                                              Diagnostics& diagnostics) {
  const ReadCell cell = read_cell(given.text, indicator, {});
  if (!cell.problem.empty()) {
    diagnostics.error(cell.code, given.span,
                      fmt::format("indicator `{}`: {}", indicator.id, cell.problem), cell.help);
    return std::nullopt;
  }
  state = cell.state;
  return cell.ticks;
}

std::optional<OpenedRulebook> open_rulebook(Invocation& invocation, const std::string& path) {
  std::error_code error;
  std::string canonical = fs::weakly_canonical(path, error).string();
  std::optional<std::uint32_t> source = invocation.sources.find(path);
  if (!source) {
    std::optional<std::string> text = read_text(path, invocation.diagnostics);
    if (!text) {
      return std::nullopt;
    }
    source = invocation.sources.add_text(path, std::move(*text));
  }
  std::optional<ConfigNode> tree = read_yaml(*source, invocation.sources, invocation.diagnostics);
  return tree ? std::optional(OpenedRulebook{error ? path : canonical, std::move(*tree)})
              : std::nullopt;
}

// The file that stands in `extends`, from the folder of the file where that is written.
std::optional<OpenedRulebook> open_extended(Invocation& invocation, const ConfigNode& extends) {
  const fs::path path =
      fs::path(invocation.sources.name(extends.span.source)).parent_path() / fs::path(extends.text);
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    invocation.diagnostics.error(
        codes::kExtends, extends.span,
        fmt::format("there is no file `{}`", path.lexically_normal().string()),
        "the path is taken from the folder of this file");
    return std::nullopt;
  }
  return open_rulebook(invocation, path.lexically_normal().string());
}

void check_groups(const std::vector<Rulebook>& rulebooks, Diagnostics& diagnostics) {
  std::map<std::string, std::pair<const Rulebook*, const Group*>> owners;
  for (const Rulebook& rulebook : rulebooks) {
    for (const Group& group : rulebook.groups) {
      const auto [owner, fresh] = owners.emplace(group.id, std::pair(&rulebook, &group));
      if (!fresh) {
        diagnostics.error(codes::kGroupClaimedTwice, group.span,
                          fmt::format("the rulebooks `{}` and `{}` both score the group `{}`",
                                      owner->second.first->id, rulebook.id, group.id),
                          "name one rulebook file instead of the folder",
                          {{owner->second.second->span, "the other one"}});
      }
    }
  }
}

// What `--data` names, as it is gathered.
struct NamedData {
  std::vector<DataSheet> tables;
  bool has_workbook = false;
};

// Adds the tables in a data file: itself, or sheets of a workbook; none with an error.
void add_tables(Invocation& invocation, const std::string& name,
                const std::vector<std::string>& asked, NamedData& data) {
  const WorkbookName workbook = split_workbook_name(name);
  const auto file = DataFile::open(workbook.path, invocation.sources, invocation.diagnostics);
  if (!file) {
    return;
  }
  if (!is_workbook(*file)) {
    data.tables.push_back({name, is_units_file(*file)});
    return;
  }
  data.has_workbook = true;
  const std::vector<std::string> sheets =
      workbook.sheet.empty() ? asked : std::vector<std::string>{workbook.sheet};
  const auto opened = open_workbook(*file, sheets, invocation.sources, invocation.diagnostics);
  if (opened) {
    data.tables.insert(data.tables.end(), opened->begin(), opened->end());
  }
}

}  // namespace

std::vector<std::string> rulebook_files(const RulesArguments& arguments, Diagnostics& diagnostics) {
  constexpr std::array<std::string_view, 2> kEndings = {".yaml", ".yml"};
  std::vector<std::string> files;
  for (const std::string& path : arguments.rules) {
    const std::vector<std::string> found = expand(path, kEndings, diagnostics);
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

std::optional<ConfigNode> read_extended_file(Invocation& invocation, const std::string& path) {
  std::optional<OpenedRulebook> opened = open_rulebook(invocation, path);
  return opened ? resolve_extends(
                      std::move(*opened),
                      [&](const ConfigNode& extends) { return open_extended(invocation, extends); },
                      invocation.diagnostics)
                : std::nullopt;
}

std::optional<ConfigNode> read_rulebook_file(Invocation& invocation,
                                             const RulesArguments& arguments,
                                             const std::string& path) {
  std::optional<ConfigNode> tree = read_extended_file(invocation, path);
  if (!tree) {
    return std::nullopt;
  }
  const std::optional<std::int64_t> day = effective_day(*tree, arguments.as_of);
  tree = resolve_dates(std::move(*tree), day, invocation.diagnostics);
  return tree && fill_numbers(invocation, arguments.filled, *tree) ? std::move(tree) : std::nullopt;
}

std::optional<Rulebook> make_rulebook(const ConfigNode& tree, bool with_examples,
                                      const std::vector<BoardDecision>& decisions,
                                      Diagnostics& diagnostics,
                                      const std::vector<NumberInput>& inputs) {
  std::optional<Rulebook> rulebook = load_rulebook(tree, diagnostics, {}, inputs);
  if (!rulebook) {
    return std::nullopt;
  }
  const std::size_t faults = diagnostics.errors();
  check_rulebook(*rulebook, diagnostics);
  if (with_examples && diagnostics.errors() == faults) {
    const CellReader reader = [&](const Example::Given& given, const Indicator& indicator,
                                  CellState& state) {
      return read_example_cell(given, indicator, state, diagnostics);
    };
    run_examples(*rulebook, reader, diagnostics);
  }
  check_documents(tree, diagnostics);
  add_decisions(*rulebook, decisions, diagnostics);
  return rulebook;
}

std::optional<std::vector<Rulebook>> load_rulebooks(Invocation& invocation,
                                                    const RulesArguments& arguments) {
  Diagnostics& diagnostics = invocation.diagnostics;
  const std::vector<std::string> files = rulebook_files(arguments, diagnostics);
  const std::vector<BoardDecision> decisions = board_decisions(invocation, arguments.overrides);
  std::vector<Rulebook> rulebooks;
  for (const std::string& file : files) {
    const std::optional<ConfigNode> tree = read_rulebook_file(invocation, arguments, file);
    std::optional<Rulebook> rulebook =
        tree ? make_rulebook(*tree, true, decisions, diagnostics) : std::nullopt;
    if (rulebook) {
      rulebooks.push_back(std::move(*rulebook));
    }
  }
  check_groups(rulebooks, diagnostics);
  if (!diagnostics.has_errors()) {
    check_filled_rulebooks(invocation, arguments.filled, rulebooks);
    check_decided_criteria(decisions, rulebooks, diagnostics);
  }
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(rulebooks));
}

std::optional<DataFiles> find_data_files(Invocation& invocation, const RulesArguments& arguments,
                                         std::string_view option) {
  Diagnostics& diagnostics = invocation.diagnostics;
  constexpr std::array<std::string_view, 2> kEndings = {".csv", ".xlsx"};
  NamedData data;
  for (const std::string& path : arguments.data) {
    for (const std::string& file : expand(path, kEndings, diagnostics)) {
      add_tables(invocation, file, arguments.sheet, data);
    }
  }
  if (!arguments.sheet.empty() && !data.has_workbook && option == "data") {
    diagnostics.error(codes::kUsage, {}, "`--sheet` needs a workbook",
                      "pass an .xlsx file to --data, or leave `--sheet` out");
  }
  DataFiles files;
  for (const DataSheet& table : data.tables) {
    if (!table.is_units) {
      files.figures.push_back(table.name);
      continue;
    }
    if (!files.units.empty()) {
      diagnostics.error(codes::kUsage, {},
                        fmt::format("`{}` and `{}` are both units files", files.units, table.name),
                        "name at most one units file");
    }
    files.units = table.name;
  }
  if (files.figures.empty() && !diagnostics.has_errors()) {
    diagnostics.error(codes::kNoData, {},
                      files.units.empty()
                          ? std::string("there is no table of figures")
                          : fmt::format("`{}` has units only, and no figures", files.units),
                      fmt::format("pass a CSV file with a column `unit` and the indicators to "
                                  "--{}",
                                  option));
  }
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(files));
}

}  // namespace parindex
