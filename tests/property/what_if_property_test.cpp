// SPDX-License-Identifier: Apache-2.0
//
// A what-if is the same as scoring edited files: on made-up rulebooks and data, a figure of one
// unit gets the cell of another, and `simulate --set` must show what `score` gives for the file
// with that cell in it, or refuse what `score` refuses. And what `simulate --break-even` says must
// hold is enough when it is scored; beside it, or for figures that it calls not enough, it is not.
//
//   what_if --binary PATH [--cases N]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include "../support/oracle.h"
#include "../support/random_rulebook.h"

namespace {

namespace fs = std::filesystem;

struct Outcome {
  bool done = false;
  std::vector<std::vector<std::string>> rows;  // of the first table, without its heading
};

// Ids and words of the made-up cases hold no commas; names may, in quotes, and are passed over.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields{""};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

Outcome run(const std::string& command, const fs::path& folder) {
  const std::string line = "cd '" + folder.string() + "' && " + command + " >out 2>err";
  Outcome outcome;
  outcome.done = std::system(line.c_str()) == 0;
  std::ifstream out(folder / "out");
  std::string text;
  std::getline(out, text);
  while (std::getline(out, text) && !text.empty()) {
    outcome.rows.push_back(fields_of(text));
  }
  return outcome;
}

// Columns of `score --format csv`: index 8, rank 9, grade 10, unit 1.
std::map<std::string, std::vector<std::string>> by_unit(const Outcome& scores) {
  std::map<std::string, std::vector<std::string>> result;
  for (const std::vector<std::string>& row : scores.rows) {
    result[row[1]] = {row[8], row[9], row[10]};
  }
  return result;
}

std::string quoted(const std::string& text) {
  std::string word = "'";
  for (const char c : text) {
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return word + "'";
}

// Files name only the indicators that a rule reads.
std::size_t some_used_indicator(oracle::Random& random, const oracle::Rulebook& rulebook) {
  const std::vector<bool> used = oracle::used_indicators(rulebook);
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) {
      positions.push_back(i);
    }
  }
  return positions[random.below(positions.size())];
}

// Empty where all is well.
std::string check(const std::string& binary, const fs::path& folder, std::uint64_t seed) {
  oracle::Case c = oracle::random_case(seed, 12);
  oracle::Random random(seed + 7);
  const std::size_t unit = random.below(c.units.size());
  const std::size_t indicator = some_used_indicator(random, c.rulebook);
  const std::string cell = c.units[random.below(c.units.size())].cells[indicator];
  const std::string zero = c.missing_is_zero ? " --missing zero" : "";
  const std::string files = " rules.yaml --data data.csv --format csv" + zero;
  std::ofstream(folder / "rules.yaml") << oracle::to_yaml(c.rulebook);
  std::ofstream(folder / "data.csv") << oracle::to_csv(c);
  const auto before = by_unit(run(binary + " score" + files, folder));
  const std::string set =
      quoted(c.units[unit].id + "." + c.rulebook.indicators[indicator].id + "=" + cell);
  const Outcome what_if = run(binary + " simulate" + files + " --set " + set, folder);
  c.units[unit].cells[indicator] = cell;
  std::ofstream(folder / "data.csv") << oracle::to_csv(c);
  const Outcome edited = run(binary + " score" + files, folder);
  if (edited.done != what_if.done) {
    return set + (edited.done ? ": refused" : ": not refused");
  }
  auto after = by_unit(edited);
  auto shown = before;
  for (const std::vector<std::string>& row : what_if.rows) {
    shown[row[0]] = {row[3], row[6], row[8]};
  }
  for (const auto& [id, expected] : after) {
    if (edited.done && shown[id] != expected) {
      std::string what = set;
      what += ": unit ";
      return what += id;
    }
  }
  return "";
}

// 80.05 as 8005: printed indices have as many digits.
long long ticks(const std::string& index) {
  std::string digits;
  std::copy_if(index.begin(), index.end(), std::back_inserter(digits),
               [](char c) { return c != '.'; });
  return std::strtoll(digits.c_str(), nullptr, 10);
}

// One unit of a case, and the index that it is to reach.
class Goal {
 public:
  Goal(std::string binary, fs::path folder, oracle::Case c, std::size_t unit)
      : binary_(std::move(binary)),
        folder_(std::move(folder)),
        case_(std::move(c)),
        unit_(unit) {}

  // Columns of `break_even`: figure 4, enough 6, from 7, to 8, searched_from 13, searched_to 14.
  std::string check(const std::string& goal, oracle::Random& random) {
    write(case_);
    const std::string id = case_.units[unit_].id;
    const Outcome found = run(binary_ + " simulate" + files() + " --break-even --unit " +
                                  quoted(id) + " --target-index " + goal,
                              folder_);
    if (!found.done) {
      return "break-even is refused";
    }
    for (const std::vector<std::string>& row : found.rows) {
      const std::size_t figure = position(row[4]);
      const bool enough = row[6] == "yes";
      std::map<std::string, bool> expected;
      if (enough) {
        expected[row[7]] = expected[row[8]] = true;
        const bool whole = is_count(row[7]);
        const bool alone = std::count_if(found.rows.begin(), found.rows.end(),
                                         [&](const auto& one) { return one[4] == row[4]; }) == 1;
        if (whole && alone && row[7] != row[13]) {
          expected[std::to_string(std::stoll(row[7]) - 1)] = false;
        }
      } else {
        const std::string other = case_.units[random.below(case_.units.size())].cells[figure];
        if (is_count(other) && is_searched(other, row)) {
          expected[other] = false;
        }
      }
      for (const auto& [cell, holds] : expected) {
        if (reaches(figure, cell, goal) != holds) {
          std::string what = id;
          for (const std::string_view part : {std::string_view{"."}, std::string_view{row[4]},
                                              std::string_view{"="}, std::string_view{cell}}) {
            what += part;
          }
          return what += holds ? " is not enough" : " is enough";
        }
      }
    }
    return "";
  }

 private:
  static bool is_count(const std::string& cell) {
    return !cell.empty() && cell.find_first_not_of("0123456789") == std::string::npos;
  }

  // Nothing is said of other values.
  static bool is_searched(const std::string& cell, const std::vector<std::string>& row) {
    return is_count(row[13]) && is_count(row[14]) && std::stoll(row[13]) <= std::stoll(cell) &&
           std::stoll(cell) <= std::stoll(row[14]);
  }

  [[nodiscard]] std::string files() const {
    return std::string(" rules.yaml --data data.csv --format csv") +
           (case_.missing_is_zero ? " --missing zero" : "");
  }

  void write(const oracle::Case& c) const {
    std::ofstream(folder_ / "rules.yaml") << oracle::to_yaml(c.rulebook);
    std::ofstream(folder_ / "data.csv") << oracle::to_csv(c);
  }

  [[nodiscard]] std::size_t position(const std::string& figure) const {
    std::size_t i = 0;
    while (case_.rulebook.indicators[i].id != figure) {
      ++i;
    }
    return i;
  }

  // Without an index nothing is reached.
  [[nodiscard]] bool reaches(std::size_t figure, const std::string& cell,
                             const std::string& goal) const {
    oracle::Case changed = case_;
    changed.units[unit_].cells[figure] = cell;
    write(changed);
    const Outcome scored = run(binary_ + " score" + files(), folder_);
    if (!scored.done) {
      return false;
    }
    const std::string index = by_unit(scored)[case_.units[unit_].id].at(0);
    return !index.empty() && ticks(index) >= ticks(goal);
  }

  std::string binary_;
  fs::path folder_;
  oracle::Case case_;
  std::size_t unit_;
};

// The index of another unit is what a unit is to reach.
std::string check_break_even(const std::string& binary, const fs::path& folder,
                             std::uint64_t seed) {
  oracle::Case c = oracle::random_case(seed, 4);
  oracle::Random random(seed + 11);
  const std::string zero = c.missing_is_zero ? " --missing zero" : "";
  std::ofstream(folder / "rules.yaml") << oracle::to_yaml(c.rulebook);
  std::ofstream(folder / "data.csv") << oracle::to_csv(c);
  const Outcome scored =
      run(binary + " score rules.yaml --data data.csv --format csv" + zero, folder);
  auto before = by_unit(scored);
  const std::size_t unit = random.below(c.units.size());
  const std::string other = c.units[random.below(c.units.size())].id;
  if (!scored.done || before[other].empty() || before[c.units[unit].id].empty()) {
    return "";
  }
  const std::string goal = before[other][0];
  if (goal.empty() || ticks(goal) <= 0 || before[c.units[unit].id][0].empty()) {
    return "";
  }
  return Goal(binary, folder, std::move(c), unit).check(goal, random);
}

}  // namespace

int main(int count, char** arguments) {
  std::string binary;
  std::uint64_t cases = 150;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view key = arguments[i];
    if (key == "--binary") {
      binary = fs::absolute(arguments[i + 1]);
    } else if (key == "--cases") {
      cases = std::strtoull(arguments[i + 1], nullptr, 10);
    }
  }
  const fs::path folder =
      fs::temp_directory_path() / ("parindex-what-if-" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::uint64_t failed = 0;
  for (std::uint64_t seed = 1; seed <= cases; ++seed) {
    std::string fault = check(binary, folder, seed);
    if (fault.empty() && seed <= cases / 10) {  // many scores each
      fault = check_break_even(binary, folder, seed);
    }
    if (!fault.empty()) {
      ++failed;
      std::printf("case %llu: %s\n", static_cast<unsigned long long>(seed), fault.c_str());
    }
  }
  fs::remove_all(folder);
  std::printf("%llu failed of %llu\n", static_cast<unsigned long long>(failed),
              static_cast<unsigned long long>(cases));
  return failed == 0 ? 0 : 1;
}
