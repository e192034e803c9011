// SPDX-License-Identifier: Apache-2.0
//
// A golden file read: what to write, what to run, what must come out, and which lines say so.
//
// `.test`                                       `.md`
//   A sentence saying what is tested.             ```yaml rules.yaml      written to that file
//   --- file NAME [crlf|nonl|hex|repeat N|xlsx]   ```console              lines `$ command`, then
//   the
//   --- run COMMAND                                                       output and `[exit N]`
//   --- stdout, --- stderr, --- exit N            ```console no-run       only shown
//   --- stdout of FILE, --- no FILE
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace golden {

enum class Part { Stdout, Stderr, Exit, MadeFile, NoFile, Console };

// What one run must give. `first` to `last` are the lines that say it; where nothing is said, an
// empty range stands at the place for it.
struct Expectation {
  Part part = Part::Stdout;
  std::string name;    // MadeFile, NoFile
  std::string text;    // Exit: the number
  std::string indent;  // Console: of the fence
  std::size_t first = 0;
  std::size_t last = 0;
};

struct WriteFile {
  std::string name;
  std::string bytes;
};

struct Run {
  std::string command;
  bool one_stream = false;  // standard output and error together
  std::vector<Expectation> expected;
};

struct Step {
  std::size_t line = 0;  // counted from 0
  std::variant<WriteFile, Run> what;
};

struct GoldenFile {
  std::vector<std::string_view> lines;  // with their line ends, views of the text that was parsed
  std::vector<Step> steps;
};

struct Fault {
  std::size_t line = 0;
  std::string text;
};

std::variant<GoldenFile, Fault> parse_test(std::string_view text);
std::variant<GoldenFile, Fault> parse_page(std::string_view text);

// The lines that make an expectation of what came out; none for what is expected by default.
std::string stated(const Expectation& expectation, std::string_view actual);

// ---------- what both parsers share ----------

std::vector<std::string_view> split_lines(std::string_view text);  // with their line ends
std::string_view without_end(std::string_view line);
std::vector<std::string> split_words(std::string_view text);

// The file that a body of lines and the words behind its name describe: its bytes, or what is
// wrong.
struct FileBody {
  std::string bytes;
  std::string fault;
};
FileBody file_of(const std::vector<std::string>& body, const std::vector<std::string>& options);

}  // namespace golden
