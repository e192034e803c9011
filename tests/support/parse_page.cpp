// SPDX-License-Identifier: Apache-2.0
//
// The reader of Markdown pages: fenced blocks that are files, and consoles.
#include <algorithm>
#include <optional>

#include "golden_file.h"

namespace golden {
namespace {

constexpr std::string_view kPrompt = "$ ";

struct Fence {
  std::string indent;
  std::string mark;  // ``` or ~~~, three or more
  std::vector<std::string> words;
};

std::optional<Fence> opening_fence(std::string_view line) {
  line = without_end(line);
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  const std::string_view rest = line.substr(indent);
  if (!rest.starts_with("```") && !rest.starts_with("~~~")) {
    return std::nullopt;
  }
  const std::size_t marks = std::min(rest.find_first_not_of(rest[0]), rest.size());
  const std::string_view info = rest.substr(marks);
  if (rest[0] == '`' && info.find('`') != std::string_view::npos) {
    return std::nullopt;  // code inside a sentence
  }
  return Fence{std::string(indent, ' '), std::string(rest.substr(0, marks)), split_words(info)};
}

bool closes(const Fence& fence, std::string_view line) {
  const std::vector<std::string> words = split_words(line);
  return words.size() == 1 && words[0].starts_with(fence.mark) &&
         words[0].find_first_not_of(fence.mark[0]) == std::string::npos;
}

bool is_file_name(std::string_view word) {
  return word.find('.') != std::string_view::npos &&
         word.find_first_of("{}=<>\"") == std::string_view::npos;
}

class PageParser {
 public:
  explicit PageParser(std::string_view text) { file_.lines = split_lines(text); }

  std::variant<GoldenFile, Fault> parse() {
    for (std::size_t at = 0; at < file_.lines.size(); ++at) {
      const std::optional<Fence> fence = opening_fence(file_.lines[at]);
      if (!fence) {
        continue;
      }
      const std::size_t end = closing_fence(*fence, at + 1);
      if (end == file_.lines.size()) {
        return Fault{at, "the fence is not closed"};
      }
      if (std::string fault = read_block(*fence, at, end); !fault.empty()) {
        return Fault{at, std::move(fault)};
      }
      at = end;
    }
    return std::move(file_);
  }

 private:
  [[nodiscard]] std::size_t closing_fence(const Fence& fence, std::size_t at) const {
    while (at < file_.lines.size() && !closes(fence, file_.lines[at])) {
      ++at;
    }
    return at;
  }

  // The line without its end and without the indent of the fence.
  [[nodiscard]] std::string_view line(const Fence& fence, std::size_t at) const {
    const std::string_view text = without_end(file_.lines[at]);
    const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(std::min(blanks, fence.indent.size()));
  }

  std::string read_block(const Fence& fence, std::size_t at, std::size_t end) {
    const std::vector<std::string>& words = fence.words;
    if (!words.empty() && words[0] == "console") {
      if (words.size() == 1) {
        return read_console(fence, at + 1, end);
      }
      return words[1] == "no-run" ? "" : "`" + words[1] + "` is not `no-run`";
    }
    if (words.size() < 2 || !is_file_name(words[1])) {
      return {};
    }
    std::vector<std::string> body;
    for (std::size_t i = at + 1; i < end; ++i) {
      body.emplace_back(line(fence, i));
    }
    FileBody file = file_of(body, {words.begin() + 2, words.end()});
    file_.steps.push_back({at, WriteFile{words[1], std::move(file.bytes)}});
    return file.fault;
  }

  std::string read_console(const Fence& fence, std::size_t at, std::size_t end) {
    if (at < end && !line(fence, at).starts_with(kPrompt)) {
      return "a console begins with `$ command`";
    }
    while (at < end) {
      const std::size_t prompt = at;
      Run run;
      run.one_stream = true;
      run.command = line(fence, at++).substr(kPrompt.size());
      while (run.command.ends_with('\\') && at < end) {
        run.command.append("\n").append(line(fence, at++));
      }
      Expectation output{Part::Console, "", "", fence.indent, at, at};
      for (; at < end && !line(fence, at).starts_with(kPrompt); ++at) {
        output.text.append(line(fence, at)).append("\n");
      }
      output.last = at;
      run.expected.push_back(std::move(output));
      file_.steps.push_back({prompt, std::move(run)});
    }
    return {};
  }

  GoldenFile file_;
};

}  // namespace

std::variant<GoldenFile, Fault> parse_page(std::string_view text) {
  return PageParser(text).parse();
}

}  // namespace golden
