// SPDX-License-Identifier: Apache-2.0
#include "layers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 600;

struct Layer {
  std::set<std::string> layers, roots;
};

// Words that only some places may use: folders end in a slash. Matched as tokens, and not behind a
// `.` or `->`, where a member happens to have the name.
struct Restriction {
  std::string_view words;
  std::vector<std::string_view> allowed;
};

const std::array kRestrictions = {
    Restriction{"throw", {}},
    Restriction{"float", {}},
    // Spreadsheets keep numbers as nothing else; a figure that is read becomes a decimal text at
    // once. What a distribution of chance gives each value is no fraction; it becomes whole numbers
    // at once.
    Restriction{"double",
                {"src/analysis/what_if/distributions.cpp", "src/io/workbook/sheet_number.cpp",
                 "src/report/build/data_template.cpp", "src/report/write/write_xlsx.cpp"}},
    Restriction{"std::cout", {"src/cli/"}},
    Restriction{"std::cerr", {"src/cli/"}},
    Restriction{"printf", {"src/cli/"}},
    Restriction{"fprintf", {"src/cli/"}},
    Restriction{"puts", {"src/cli/"}},
    Restriction{"fputs", {"src/cli/"}},
    Restriction{"fwrite", {"src/cli/", "src/io/"}},
    Restriction{"fmt::print", {"src/cli/"}},
    Restriction{"std::ifstream", {"src/cli/", "src/io/"}},
    Restriction{"std::ofstream", {"src/cli/", "src/io/"}},
    Restriction{"fopen", {"src/base/sources.cpp", "src/cli/", "src/io/"}},
    Restriction{"boost::multiprecision",
                {"src/engine/numbers/rational.cpp", "src/engine/numbers/approximate.cpp",
                 "src/engine/numbers/big_rational.h"}},
    Restriction{"YAML::", {"src/io/yaml/yaml_reader.cpp"}},
    Restriction{"std::thread", {"src/base/parallel.h"}},
    Restriction{"std::jthread", {"src/base/parallel.h"}},
    Restriction{"std::async", {"src/base/parallel.h"}},
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

// Words, `::`, `->`, and every other character by itself.
std::vector<std::string> tokens_of(std::string_view line) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t end = i + 1;
    if (is_word(line[i])) {
      end = static_cast<std::size_t>(
          std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(i), line.end(), is_word) -
          line.begin());
    } else if (line.substr(i, 2) == "::" || line.substr(i, 2) == "->") {
      end = i + 2;
    }
    if (line[i] != ' ' && line[i] != '\t') {
      tokens.emplace_back(line.substr(i, end - i));
    }
    i = end;
  }
  return tokens;
}

bool uses(const std::vector<std::string>& tokens, const std::vector<std::string>& words) {
  for (auto at = tokens.begin();; ++at) {
    at = std::search(at, tokens.end(), words.begin(), words.end());
    if (at == tokens.end()) {
      return false;
    }
    const bool member = at != tokens.begin() && (*(at - 1) == "." || *(at - 1) == "->");
    if (!member) {
      return true;
    }
  }
}

std::map<std::string, Layer> read_layers(const fs::path& path) {
  std::map<std::string, Layer> layers;
  for (const std::string& line : split_lines(read_file(path))) {
    const std::size_t colon = line.find(':');
    if (line.starts_with('#') || colon == std::string::npos) {
      continue;
    }
    Layer& layer = layers[line.substr(0, colon)];
    std::istringstream words(line.substr(colon + 1));
    bool behind_bar = false;
    for (std::string word; words >> word;) {
      if (word == "|") {
        behind_bar = true;
      } else {
        (behind_bar ? layer.roots : layer.layers).insert(word);
      }
    }
  }
  return layers;
}

class Checker {
 public:
  Checker(const fs::path& root, const fs::path& layers)
      : root_(root),
        layers_(read_layers(layers)) {
    for (const Restriction& restriction : kRestrictions) {
      words_.push_back(tokens_of(restriction.words));
    }
  }

  std::vector<std::string> run() {
    std::vector<fs::path> files;
    for (const char* folder : {"include", "src", "tests"}) {
      if (!fs::exists(root_ / folder)) {
        continue;
      }
      for (const auto& entry : fs::recursive_directory_iterator(root_ / folder)) {
        const std::string ending = entry.path().extension().string();
        if (ending == ".h" || ending == ".cpp" || ending == ".inl") {
          files.push_back(entry.path().lexically_relative(root_));
        }
      }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      check_file(file);
    }
    if (sources_ == 0) {
      breaches_.push_back(root_.string() + ": no source seen");
    }
    return std::move(breaches_);
  }

 private:
  void check_file(const fs::path& file) {
    file_ = file.generic_string();
    const std::string text = read_file(root_ / file);
    const std::vector<std::string> lines = split_lines(text);
    if (lines.size() > kMostLines) {
      report(kMostLines, "a file has at most " + std::to_string(kMostLines) + " lines");
    }
    if (file_.starts_with("tests/")) {
      return;
    }
    ++sources_;
    const std::string layer = std::next(file.begin())->string();
    const auto known = layers_.find(layer);
    if (known == layers_.end()) {
      report(1, "'" + layer + "' is not a layer");
      return;
    }
    const std::vector<std::string> code = split_lines(code_only(text));
    for (std::size_t i = 0; i < code.size(); ++i) {
      const std::vector<std::string> tokens = tokens_of(code[i]);
      if (tokens.size() > 1 && tokens[0] == "#" && tokens[1] == "include") {
        check_include(*known, lines[i], i + 1);
      } else {
        check_words(tokens, i + 1);
      }
    }
  }

  // Standard headers have neither a folder nor an ending: <vector>, <cstdio>.
  void check_include(const std::pair<const std::string, Layer>& layer, const std::string& line,
                     std::size_t number) {
    const std::size_t begin = line.find_first_of("\"<") + 1;
    const std::string path = line.substr(begin, line.find_first_of("\">", begin) - begin);
    const std::size_t cut = path.find_first_of("./");
    const std::string first = path.substr(0, cut);
    const bool ours = line[begin - 1] == '"';
    const bool standard = !ours && cut == std::string::npos;
    const std::set<std::string>& allowed = ours ? layer.second.layers : layer.second.roots;
    if (!standard && !(ours && first == layer.first) && !allowed.contains(first)) {
      report(number, "'" + layer.first + "' must not include '" + first + "'");
    }
  }

  void check_words(const std::vector<std::string>& tokens, std::size_t number) {
    for (std::size_t i = 0; i < kRestrictions.size(); ++i) {
      const Restriction& restriction = kRestrictions[i];
      const bool allowed =
          std::any_of(restriction.allowed.begin(), restriction.allowed.end(),
                      [&](std::string_view place) { return file_.starts_with(place); });
      if (!allowed && uses(tokens, words_[i])) {
        report(number, "'" + std::string(restriction.words) + "' must not be used here");
      }
    }
    check_command_line_library(tokens, number);
  }

  // CLI11 takes seconds to compile: whichever file uses it first, in the order of names, is the
  // one.
  void check_command_line_library(const std::vector<std::string>& tokens, std::size_t number) {
    if (!uses(tokens, {"CLI", "::"})) {
      return;
    }
    if (cli_user_.empty() && file_.starts_with("src/cli/")) {
      cli_user_ = file_;
    }
    if (file_ != cli_user_) {
      report(number, "'CLI::' must not be used here: one file of src/cli does");
    }
  }

  void report(std::size_t line, const std::string& what) {
    breaches_.push_back(file_ + ":" + std::to_string(line) + ": " + what);
  }

  fs::path root_;
  std::map<std::string, Layer> layers_;
  std::vector<std::vector<std::string>> words_;  // of kRestrictions
  std::vector<std::string> breaches_;
  std::string file_, cli_user_;
  std::size_t sources_ = 0;
};

// Where the literal or comment that begins at `i` ends; `i` where none begins there.
std::size_t end_of_blank(std::string_view text, std::size_t i) {
  const auto behind = [&](std::string_view mark, std::size_t from) {
    return std::min(text.size(), text.find(mark, from) == std::string_view::npos
                                     ? text.size()
                                     : text.find(mark, from) + mark.size());
  };
  const bool in_word = i > 0 && is_word(text[i - 1]);
  if (text.substr(i, 2) == "//") {
    return std::min(text.size(), text.find('\n', i));
  }
  if (text.substr(i, 2) == "/*") {
    return behind("*/", i + 2);
  }
  if (text.substr(i, 2) == "R\"" && !in_word) {
    const std::size_t bracket = text.find('(', i);
    return behind(")" + std::string(text.substr(i + 2, bracket - i - 2)) + "\"", bracket);
  }
  // Between digits, ' only groups them.
  if (text[i] != '"' && (text[i] != '\'' || in_word)) {
    return i;
  }
  std::size_t end = i + 1;
  while (end < text.size() && text[end] != text[i] && text[end] != '\n') {
    end += text[end] == '\\' ? 2U : 1U;
  }
  return std::min(text.size(), end + 1);
}

}  // namespace

std::string code_only(std::string_view text) {
  std::string code(text);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = end_of_blank(text, i);
    for (std::size_t k = i; k < end; ++k) {
      code[k] = text[k] == '\n' ? '\n' : ' ';
    }
    i = std::max(end, i + 1);
  }
  return code;
}

std::vector<std::string> find_breaches(const fs::path& root, const fs::path& layers) {
  return Checker(root, layers).run();
}
