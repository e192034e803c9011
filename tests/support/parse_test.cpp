// SPDX-License-Identifier: Apache-2.0
//
// The reader of `.test` files.
#include <algorithm>
#include <span>

#include "golden_file.h"

namespace golden {
namespace {

constexpr std::string_view kMarker = "--- ";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// `\--- ` stands for `--- `, `\\--- ` for `\--- `.
std::string unescaped(std::string_view line) {
  const std::size_t slashes = std::min(line.find_first_not_of('\\'), line.size());
  return std::string(slashes > 0 && line.substr(slashes).starts_with(kMarker) ? line.substr(1)
                                                                              : line);
}

class TestParser {
 public:
  explicit TestParser(std::string_view text) { file_.lines = split_lines(text); }

  std::variant<GoldenFile, Fault> parse() {
    const std::size_t prose_end = next_marker(0);
    if (all_blank(0, prose_end)) {
      return Fault{0, "say in a sentence what is tested"};
    }
    for (std::size_t at = prose_end; at < file_.lines.size(); at = next_marker(at + 1)) {
      if (std::string fault = read_section(at, next_marker(at + 1)); !fault.empty()) {
        return Fault{at, std::move(fault)};
      }
    }
    complete_run();
    if (!has_run_) {
      return Fault{0, "the file runs nothing: it has no `--- run`"};
    }
    return std::move(file_);
  }

 private:
  [[nodiscard]] std::size_t next_marker(std::size_t from) const {
    while (from < file_.lines.size() && !file_.lines[from].starts_with(kMarker)) {
      ++from;
    }
    return from;
  }

  [[nodiscard]] std::vector<std::string> body(std::size_t first, std::size_t last) const {
    std::vector<std::string> lines;
    for (std::size_t i = first; i < last; ++i) {
      lines.push_back(unescaped(without_end(file_.lines[i])));
    }
    return lines;
  }

  // Reads the section of the lines `at` to `end`; returns what is wrong with it.
  std::string read_section(std::size_t at, std::size_t end) {
    const std::string_view heading = without_end(file_.lines[at]).substr(kMarker.size());
    const std::vector<std::string> words = split_words(heading);
    const std::string keyword = words.empty() ? "" : words[0];
    if (keyword == "file" && words.size() >= 2) {
      return read_file(words, at, end);
    }
    if (keyword == "run" && words.size() >= 2) {
      complete_run();
      file_.steps.push_back({at, Run{std::string(heading.substr(keyword.size() + 1)), false, {}}});
      has_run_ = in_run_ = true;
      said_until_ = at + 1;
      return needs_no_body(at + 1, end);
    }
    if (!in_run_) {
      return "not a `--- file NAME` or `--- run COMMAND`, and no run stands before it";
    }
    if ((keyword == "stdout" || keyword == "stderr") && words.size() == 1) {
      return expect(keyword == "stdout" ? Part::Stdout : Part::Stderr, "", at, end);
    }
    if (keyword == "stdout" && words.size() == 3 && words[1] == "of") {
      return expect(Part::MadeFile, words[2], at, end);
    }
    if ((keyword == "exit" || keyword == "no") && words.size() == 2) {
      const bool exit = keyword == "exit";
      if (std::string fault = needs_no_body(at + 1, end); !fault.empty()) {
        return fault;
      }
      std::string fault =
          expect(exit ? Part::Exit : Part::NoFile, exit ? "" : words[1], at, at + 1);
      run().expected.back().text = exit ? words[1] : "";
      return fault;
    }
    return "`--- " + std::string(heading) +
           "` is not one of file NAME, run COMMAND, stdout, stdout of FILE, stderr, exit N, no "
           "FILE";
  }

  std::string read_file(const std::vector<std::string>& words, std::size_t at, std::size_t end) {
    complete_run();
    FileBody file = file_of(body(at + 1, end), {words.begin() + 2, words.end()});
    file_.steps.push_back({at, WriteFile{words[1], std::move(file.bytes)}});
    return file.fault;
  }

  std::string expect(Part part, std::string name, std::size_t at, std::size_t end) {
    const bool twice =
        std::any_of(run().expected.begin(), run().expected.end(),
                    [&](const Expectation& e) { return e.part == part && e.name == name; });
    std::string text;
    const std::vector<std::string> lines = body(at + 1, end);
    for (const std::string& line : lines) {
      text += line + "\n";
    }
    if (!lines.empty() && lines.back() == "\\") {
      text.resize(text.size() - std::min<std::size_t>(text.size(), 3));
    }
    run().expected.push_back({part, std::move(name), std::move(text), "", at, end});
    said_until_ = end;
    return twice ? "said twice for one run" : "";
  }

  [[nodiscard]] bool all_blank(std::size_t first, std::size_t last) const {
    const auto lines = std::span(file_.lines).subspan(first, last - first);
    return std::all_of(lines.begin(), lines.end(), is_blank);
  }

  [[nodiscard]] std::string needs_no_body(std::size_t first, std::size_t last) const {
    return all_blank(first, last) ? "" : "text stands below a line that takes none";
  }

  // What a run leaves out is expected to be empty, and exit to be 0.
  void complete_run() {
    if (!in_run_) {
      return;
    }
    in_run_ = false;
    std::vector<Expectation>& expected = run().expected;
    const auto find = [&](Part part) {
      return std::find_if(expected.begin(), expected.end(),
                          [&](const Expectation& e) { return e.part == part; });
    };
    const std::size_t run_end = file_.steps.back().line + 1;
    if (find(Part::Stdout) == expected.end()) {
      expected.insert(expected.begin(), {Part::Stdout, "", "", "", run_end, run_end});
    }
    if (find(Part::Stderr) == expected.end()) {
      const auto out = find(Part::Stdout);
      expected.insert(out + 1, {Part::Stderr, "", "", "", out->last, out->last});
    }
    if (find(Part::Exit) == expected.end()) {
      expected.push_back({Part::Exit, "", "0", "", said_until_, said_until_});
    }
  }

  Run& run() { return std::get<Run>(file_.steps.back().what); }

  GoldenFile file_;
  bool has_run_ = false;
  bool in_run_ = false;
  std::size_t said_until_ = 0;  // end of the last section of the run
};

}  // namespace

std::variant<GoldenFile, Fault> parse_test(std::string_view text) {
  return TestParser(text).parse();
}

}  // namespace golden
