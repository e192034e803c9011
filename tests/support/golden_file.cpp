// SPDX-License-Identifier: Apache-2.0
#include "golden_file.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "workbook_file.h"

namespace golden {
namespace {

constexpr std::string_view kMarker = "--- ";

bool starts_with_escape(std::string_view line) {
  const std::size_t slashes = std::min(line.find_first_not_of('\\'), line.size());
  return line.substr(slashes).starts_with(kMarker);
}

std::string stated_section(std::string_view heading, std::string_view text) {
  std::string out(heading);
  out += '\n';
  for (const std::string_view line : split_lines(text)) {
    out += starts_with_escape(line) ? "\\" : "";
    out += line;
  }
  if (!text.empty() && text.back() != '\n') {
    out += "\n\\\n";
  }
  return out;
}

std::string indented(std::string_view text, std::string_view indent) {
  std::string out;
  for (const std::string_view line : split_lines(text)) {
    out += line == "\n" ? std::string_view() : indent;
    out += line;
  }
  return out;
}

std::optional<std::string> bytes_of_hex(const std::vector<std::string>& body) {
  std::string bytes;
  for (const std::string& line : body) {
    for (const std::string& word : split_words(line)) {
      for (std::size_t i = 0; i < word.size(); i += 2) {
        const char* const pair = word.data() + i;
        std::uint8_t byte = 0;
        if (i + 2 > word.size() || std::from_chars(pair, pair + 2, byte, 16).ptr != pair + 2) {
          return std::nullopt;
        }
        bytes += static_cast<char>(byte);
      }
    }
  }
  return bytes;
}

std::string numbered(std::string_view line, std::size_t number) {
  constexpr std::string_view kPlace = "{n}";
  std::string out(line);
  const std::string digits = std::to_string(number);
  for (std::size_t at = out.find(kPlace); at != std::string::npos;
       at = out.find(kPlace, at + digits.size())) {
    out.replace(at, kPlace.size(), digits);
  }
  return out;
}

struct FileOptions {
  bool hex = false;
  bool crlf = false;
  bool newline_at_end = true;
  std::size_t repeat = 0;  // 0: the lines stay as they are
};

// Returns what is wrong; empty when all is understood.
std::string read_options(const std::vector<std::string>& words, FileOptions& options) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "hex") {
      options.hex = true;
    } else if (words[i] == "crlf") {
      options.crlf = true;
    } else if (words[i] == "nonl") {
      options.newline_at_end = false;
    } else if (words[i] == "repeat" && i + 1 < words.size()) {
      const std::string& count = words[++i];
      const char* const end = count.data() + count.size();
      if (std::from_chars(count.data(), end, options.repeat).ptr != end || options.repeat == 0) {
        return "`repeat` needs a whole number above 0";
      }
    } else {
      return "`" + words[i] + "` is not one of crlf, nonl, hex, repeat N";
    }
  }
  return {};
}

}  // namespace

std::string stated(const Expectation& expectation, std::string_view actual) {
  switch (expectation.part) {
    case Part::Stdout:
      return actual.empty() ? "" : stated_section("--- stdout", actual);
    case Part::Stderr:
      return actual.empty() ? "" : stated_section("--- stderr", actual);
    case Part::Exit:
      return actual == "0" ? "" : "--- exit " + std::string(actual) + "\n";
    case Part::MadeFile:
      return stated_section("--- stdout of " + expectation.name, actual);
    case Part::NoFile:
      return "--- no " + expectation.name + "\n";
    case Part::Console:
      return indented(actual, expectation.indent);
  }
  return {};
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string_view without_end(std::string_view line) {
  return line.ends_with('\n') ? line.substr(0, line.size() - 1) : line;
}

std::vector<std::string> split_words(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::vector<std::string> words;
  for (std::size_t begin = text.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(kBlanks, end);
  }
  return words;
}

FileBody file_of(const std::vector<std::string>& body, const std::vector<std::string>& options) {
  if (options.size() == 1 && options.front() == "xlsx") {
    FileBody file;
    file.bytes = workbook_of(body, file.fault);
    return file;
  }
  FileOptions how;
  if (std::string fault = read_options(options, how); !fault.empty()) {
    return {{}, std::move(fault)};
  }
  if (how.hex) {
    std::optional<std::string> bytes = bytes_of_hex(body);
    return bytes ? FileBody{std::move(*bytes), {}} : FileBody{{}, "the body is not hex bytes"};
  }
  if (how.repeat > 0 && body.empty()) {
    return {{}, "`repeat` needs a line to repeat"};
  }
  const std::string_view line_end = how.crlf ? "\r\n" : "\n";
  std::string bytes;
  const std::size_t plain = body.size() - (how.repeat > 0 ? 1 : 0);
  for (std::size_t i = 0; i < plain; ++i) {
    bytes.append(body[i]).append(line_end);
  }
  for (std::size_t n = 1; n <= how.repeat; ++n) {
    bytes.append(numbered(body.back(), n)).append(line_end);
  }
  if (!how.newline_at_end && !bytes.empty()) {
    bytes.resize(bytes.size() - line_end.size());
  }
  return {std::move(bytes), {}};
}

}  // namespace golden
