// SPDX-License-Identifier: Apache-2.0
//
// Runs golden files: `.test` files and the examples in Markdown pages.
//   golden [--update] [--limit SECONDS] [--tool PROGRAM]... --binary PATH --root DIR PATH...
// Exit 0: all passed; 1: some failed, or there was no file; 2: could not run.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

#include "golden_file.h"
#include "line_diff.h"
#include "sandbox.h"

namespace golden {
namespace {

namespace fs = std::filesystem;

struct Options {
  bool update = false;
  Setup setup;
  std::vector<fs::path> paths;
};

// A range of lines and what is to stand there instead.
struct Replacement {
  std::size_t first = 0;
  std::size_t last = 0;
  std::string text;
};

struct Outcome {
  std::string problems;  // for people; empty when the file passed
  std::vector<Replacement> replacements;
};

std::optional<std::string> read_all(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || !fs::is_regular_file(path)) {
    return std::nullopt;
  }
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

std::string at_line(std::size_t line, std::string_view what) {
  return "  line " + std::to_string(line + 1) + ": " + std::string(what) + "\n";
}

std::string console_text(const RunResult& result) {
  std::string text = result.out;
  if (!text.empty() && text.back() != '\n') {
    text += '\n';
  }
  if (result.code != 0) {
    text += "[exit " + std::to_string(result.code) + "]\n";
  }
  return text;
}

std::string_view label(Part part) {
  switch (part) {
    case Part::Stdout:
      return "stdout";
    case Part::Stderr:
      return "stderr";
    case Part::Exit:
      return "exit";
    case Part::MadeFile:
      return "the file it makes";
    case Part::NoFile:
      return "a file it must not make";
    case Part::Console:
      return "output";
  }
  return {};
}

// What came out, in the terms of the expectation; empty where there is no such file.
std::optional<std::string> actual_of(const Expectation& expectation, const RunResult& result,
                                     const Sandbox& sandbox) {
  switch (expectation.part) {
    case Part::Stdout:
      return result.out;
    case Part::Stderr:
      return result.err;
    case Part::Exit:
      return std::to_string(result.code);
    case Part::MadeFile:
      return sandbox.read(expectation.name);
    case Part::NoFile:
      return sandbox.has(expectation.name) ? std::optional<std::string>() : "";
    case Part::Console:
      return console_text(result);
  }
  return std::nullopt;
}

void compare(const Expectation& expectation, const std::optional<std::string>& actual,
             Outcome& outcome) {
  if (actual == expectation.text) {
    return;
  }
  std::string& problems = outcome.problems;
  problems.append("    ").append(label(expectation.part));
  if (!expectation.name.empty()) {
    problems += ", " + expectation.name;
  }
  if (!actual) {
    problems += expectation.part == Part::NoFile ? ": exists\n" : ": is missing\n";
    return;
  }
  problems += expectation.part == Part::Exit
                  ? ": expected " + expectation.text + ", got " + *actual + "\n"
                  : ":\n" + line_diff(expectation.text, *actual, "      ");
  outcome.replacements.push_back(
      {expectation.first, expectation.last, stated(expectation, *actual)});
}

// False when the rest of the file makes no sense any more.
bool check_run(const Run& run, std::size_t line, const Sandbox& sandbox, Outcome& outcome) {
  const RunResult result = sandbox.run(run.command, run.one_stream);
  if (result.timed_out) {
    outcome.problems += at_line(line, run.command) + "    did not end in time\n";
    return false;
  }
  Outcome differences;
  for (const Expectation& expectation : run.expected) {
    compare(expectation, actual_of(expectation, result, sandbox), differences);
  }
  if (!differences.problems.empty()) {
    outcome.problems += at_line(line, run.command) + differences.problems;
    std::move(differences.replacements.begin(), differences.replacements.end(),
              std::back_inserter(outcome.replacements));
  }
  return true;
}

Outcome check(const GoldenFile& file, const Setup& setup) {
  Outcome outcome;
  const Sandbox sandbox(setup);
  for (const Step& step : file.steps) {
    if (const auto* run = std::get_if<Run>(&step.what)) {
      if (!check_run(*run, step.line, sandbox, outcome)) {
        break;
      }
    } else if (const auto* written = std::get_if<WriteFile>(&step.what)) {
      if (const std::string fault = sandbox.write(written->name, written->bytes); !fault.empty()) {
        outcome.problems += at_line(step.line, written->name + ": " + fault);
        break;
      }
    }
  }
  return outcome;
}

// The text of the file after the replacements; all else stays byte for byte.
std::string rewritten(const GoldenFile& file, std::vector<Replacement> replacements) {
  std::stable_sort(replacements.begin(), replacements.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  std::size_t at = 0;
  const auto copy_until = [&](std::size_t end) {
    for (; at < end; ++at) {
      text += file.lines[at];
    }
  };
  for (const Replacement& replacement : replacements) {
    copy_until(replacement.first);
    if (!text.empty() && text.back() != '\n') {
      text += '\n';
    }
    text += replacement.text;
    at = replacement.last;
  }
  copy_until(file.lines.size());
  return text;
}

Outcome check_text(const fs::path& path, std::string_view text, const Setup& setup,
                   std::string& repaired) {
  const auto parsed = path.extension() == ".md" ? parse_page(text) : parse_test(text);
  if (const auto* fault = std::get_if<Fault>(&parsed)) {
    return {at_line(fault->line, fault->text), {}};
  }
  const GoldenFile& file = std::get<GoldenFile>(parsed);
  Outcome outcome = check(file, setup);
  repaired = rewritten(file, outcome.replacements);
  return outcome;
}

// The problems of one file. With --update the file is rewritten first and then checked again, so
// that output which changes from run to run, or cannot be written in the form, still fails.
std::string problems_of(const fs::path& path, const Options& options) {
  const std::optional<std::string> text = read_all(path);
  if (!text) {
    return "  cannot be read\n";
  }
  std::string repaired;
  Outcome outcome = check_text(path, *text, options.setup, repaired);
  if (!options.update || outcome.replacements.empty()) {
    return outcome.problems;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << repaired;
  out.close();
  if (!out) {
    return "  cannot be written\n";
  }
  std::printf("updated %s\n", path.c_str());
  std::string ignored;
  return check_text(path, repaired, options.setup, ignored).problems;
}

bool is_golden(const fs::path& path) {
  return path.extension() == ".test" || path.extension() == ".md";
}

std::vector<fs::path> collect(const std::vector<fs::path>& paths) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    std::vector<fs::path> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file() && is_golden(entry.path())) {
        found.push_back(entry.path());
      }
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

bool parse_seconds(std::string_view text, std::chrono::seconds& seconds) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const bool valid = std::from_chars(text.data(), end, number).ptr == end && number > 0;
  seconds = std::chrono::seconds(number);
  return valid;
}

// Takes one option with a value; false when it is unknown or the value makes no sense.
bool take(std::string_view name, const std::string& value, Setup& setup) {
  if (name == "--limit") {
    return parse_seconds(value, setup.limit);
  }
  std::error_code missing;
  if (name == "--tool") {
    setup.tools.push_back(fs::canonical(value, missing));
    return !missing;
  }
  if (name != "--binary" && name != "--root") {
    return false;
  }
  (name == "--root" ? setup.root : setup.binary) = fs::canonical(value, missing);
  return !missing;
}

std::optional<Options> parse_options(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& name = arguments[i];
    if (name == "--update") {
      options.update = true;
    } else if (!name.starts_with("--")) {
      options.paths.emplace_back(name);
    } else if (++i == arguments.size() || !take(name, arguments[i], options.setup)) {
      return std::nullopt;
    }
  }
  const bool valid = fs::is_regular_file(options.setup.binary) &&
                     fs::is_directory(options.setup.root) && !options.paths.empty() &&
                     std::all_of(options.paths.begin(), options.paths.end(), [](const auto& path) {
                       return fs::is_directory(path) || is_golden(path);
                     });
  return valid ? std::optional(options) : std::nullopt;
}

int run_all(const Options& options) {
  std::size_t passed = 0;
  std::size_t failed = 0;
  for (const fs::path& file : collect(options.paths)) {
    const std::string problems = problems_of(file, options);
    ++(problems.empty() ? passed : failed);
    if (!problems.empty()) {
      std::printf("FAIL %s\n%s", file.c_str(), problems.c_str());
    }
    std::fflush(stdout);
  }
  std::printf("%zu passed, %zu failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace
}  // namespace golden

int main(int argc, char** argv) {
  try {
    const auto options = golden::parse_options({argv + 1, argv + argc});
    if (!options) {
      std::fputs(
          "usage: golden [--update] [--limit SECONDS] [--tool PROGRAM]... --binary PATH --root DIR "
          "PATH...\n"
          "PATH is a .test file, a .md file or a folder of them\n",
          stderr);
      return 2;
    }
    golden::settle_environment();
    return golden::run_all(*options);
  } catch (const std::exception& failure) {  // a file system that refuses
    std::fprintf(stderr, "golden: %s\n", failure.what());
    return 2;
  }
}
