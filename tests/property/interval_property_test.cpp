// SPDX-License-Identifier: Apache-2.0
//
// Intervals against a grid: small made-up rulebooks with open numbers, and figures of which only a
// range is known, are scored, and scored again with plain numbers in their place, for a grid over
// their ranges. The ends of the index are the least and the greatest that the grid gives (the ends
// of the ranges are in it, and every value of a figure), no rank of the grid lies outside of its
// bounds, and what holds is never contradicted.
//
//   interval --binary PATH [--cases N]
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

// An open number of the rulebook, or an assumed figure of a unit: values of which the first is the
// low end, the last the high one and the middle one assumed.
struct Number {
  std::vector<std::string> grid;
  bool is_figure = false;
};

struct Case {
  std::string text;  // `{0}`, `{1}` stand for the numbers, here and in the data
  std::vector<Number> numbers;
  std::string data;
  bool between = false;  // ends may lie between the places of the grid, which they then enclose
};

struct UnitResult {
  std::string index, rank, grade, basis, low, high;
};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Case make() {
    units();
    const bool mean = chance(4);
    const bool bonus = !mean && chance(4);
    result_.text =
        "parindex: 1\nid: t\nlang: en\nindicators:\n  a: {type: percent}\n"
        "  b: {type: count}\n  c: {type: bool}\n";
    result_.between = chance(2);
    if (result_.between) {
      result_.text += "numbers: {d: " + number({"2", "3", "4.2", "4.3", "6"}, true) + "}\n";
    } else if (chance(3)) {
      result_.text += "numbers: {t: " + number({"40%", "60%", "80%"}, true) + "}\n";
      named_ = true;
    }
    result_.text += mean ? "aggregate: weighted_mean\ncriteria:\n" : "criteria:\n";
    const int leaves = 2 + below(3);
    for (int i = 0; i < leaves; ++i) {
      leaf(i, mean);
    }
    if (bonus) {
      result_.text +=
          "index: {clamp: true}\ngrading: {on: after_bonus}\nbonus: {cap: " +
          number({"1", "2", "3"}, chance(2)) +
          ", criteria: [{id: B, max: 4, yes_no: {points: " + number({"1", "2.5", "4"}, true) +
          "}, of: c}]}\n";
    }
    result_.text += "grades: [{name: A, from: " + number({"70", "80", "90"}, chance(3)) +
                    "}, {name: B, from: 50}, {name: C}]\n";
    return std::move(result_);
  }

 private:
  bool chance(int of) { return below(of) == 0; }
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

  // Five units in long form; one figure of one may be assumed.
  void units() {
    const int assumed = below(15);
    result_.data = "unit,indicator,value,assumed\n";
    for (int i = 0; i < 5; ++i) {
      const std::string unit = "u" + std::to_string(i);
      result_.data += unit + ",a," + figure(1 + below(99), "%", assumed == 2 * i) + "\n";
      result_.data += unit + ",b," + figure(1 + below(8), "", assumed == 2 * i + 1) + "\n";
      result_.data += unit + ",c," + (chance(2) ? "yes" : "no") + ",\n";
    }
  }

  std::string figure(int value, const std::string& sign, bool assumed) {
    if (!assumed) {
      return std::to_string(value) + sign + ",";
    }
    result_.numbers.push_back({{}, true});
    for (const int each : {value - 1, value, value + 1}) {
      result_.numbers.back().grid.push_back(std::to_string(each) + sign);
    }
    return "{" + std::to_string(result_.numbers.size() - 1) + "}";
  }

  std::string number(std::vector<std::string> grid, bool open) {
    if (!open || result_.numbers.size() >= 4) {
      return grid[grid.size() / 2];
    }
    result_.numbers.push_back({std::move(grid), false});
    return "{" + std::to_string(result_.numbers.size() - 1) + "}";
  }

  void leaf(int i, bool mean) {
    const bool open_maximum = !mean && chance(3);
    const std::string head = "- {id: L" + std::to_string(i) + ", " +
                             (mean ? "weight: " + number({"1", "2", "4"}, chance(2)) + ", " : "") +
                             "max: " + number({"3", "4", "6"}, open_maximum) + ", ";
    if (result_.between && !open_maximum && i < 2) {
      // Named once and more often, in divisors that keep their sign and that do not.
      static constexpr std::array<const char*, 6> kFormulas = {
          "b / d",      "d * (b / (d + b))",     "b / (4.25 - d)",
          "abs(b - d)", "max(b, d) - min(2, d)", "4 - abs(b / 2 - d) / d"};
      result_.text += "- {id: L" + std::to_string(i) + ", " + (mean ? "weight: 2, " : "") +
                      "max: 4, formula: \"clamp(" + kFormulas[static_cast<std::size_t>(below(6))] +
                      ", 0, 4)\"}\n";
      return;
    }
    switch (below(open_maximum ? 2 : 5)) {
      case 0:
        result_.text += head + "proportional: a}\n";
        break;
      case 1:
        result_.text += head + "of: a, bands: {\"[50%..100%]\": 100%, \"[20%..50%)\": " +
                        number({"25%", "50%", "75%"}, chance(2)) + ", \"<20%\": 0}}\n";
        break;
      case 2:
        result_.text += head + "per_item: {points: " + number({"0.25", "0.5", "1"}, chance(2)) +
                        ", cap: " + number({"2", "3", "4"}, chance(2)) + "}, of: b}\n";
        break;
      case 3:
        result_.text += head + "deduct: {floor: 0, losses: [{of: b, points: " +
                        number({"0.5", "1", "1.5"}, chance(2)) + ", at_most: 3}]}}\n";
        break;
      default:
        result_.text += head + (named_ ? "of: a, bands: {\"[t..100%]\": 4, \"<t\": " +
                                             number({"1", "2", "3"}, chance(2)) + "}}\n"
                                       : "yes_no: {points: " + number({"1", "2", "4"}, chance(2)) +
                                             "}, of: c}\n");
        break;
    }
  }

  std::mt19937 random_;
  Case result_;
  bool named_ = false;
};

// The text with the marks of its numbers replaced.
std::string with_numbers(std::string text, const std::vector<std::string>& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string mark = "{" + std::to_string(i) + "}";
    if (const std::size_t at = text.find(mark); at != std::string::npos) {
      text.replace(at, mark.size(), numbers[i]);
    }
  }
  return text;
}

class Runner {
 public:
  Runner(std::string binary, fs::path folder)
      : binary_(std::move(binary)),
        folder_(std::move(folder)) {}

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }

  // By unit; empty where the run fails.
  [[nodiscard]] std::map<std::string, UnitResult> score() const {
    const std::string line = "cd '" + folder_.string() + "' && '" + binary_ +
                             "' score r.yaml --data d.csv --format csv -j 1 >out 2>err";
    std::map<std::string, UnitResult> units;
    if (std::system(line.c_str()) != 0) {
      return units;
    }
    std::ifstream out(folder_ / "out");
    std::string row;
    std::getline(out, row);
    while (std::getline(out, row)) {
      std::vector<std::string> cells;
      std::stringstream stream(row);
      std::string cell;
      while (std::getline(stream, cell, ',')) {
        cells.push_back(cell);
      }
      units[cells.at(1)] = {cells.at(8),  cells.at(9),  cells.at(10),
                            cells.at(11), cells.at(12), cells.at(13)};
    }
    return units;
  }

  // Rank bounds and conclusion of each unit, from the table for people.
  [[nodiscard]] std::map<std::string, std::vector<std::string>> table() const {
    const std::string line = "cd '" + folder_.string() + "' && '" + binary_ +
                             "' score r.yaml --data d.csv --format md -j 1 >out 2>err";
    std::map<std::string, std::vector<std::string>> units;
    if (std::system(line.c_str()) != 0) {
      return units;
    }
    std::ifstream out(folder_ / "out");
    std::string row;
    while (std::getline(out, row)) {
      std::vector<std::string> cells;
      std::stringstream stream(row);
      std::string cell;
      while (std::getline(stream, cell, '|')) {
        const std::size_t first = cell.find_first_not_of(' ');
        const std::size_t last = cell.find_last_not_of(' ');
        cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
      }
      if (cells.size() > 8 && cells[2].size() == 2 && cells[2].front() == 'u') {
        units[cells[2]] = {cells[5], row};
      }
    }
    return units;
  }

  [[nodiscard]] std::string errors() const {
    std::ifstream err(folder_ / "err");
    std::stringstream text;
    text << err.rdbuf();
    return text.str();
  }

 private:
  std::string binary_;
  fs::path folder_;
};

// Index texts as hundredths.
long hundredths(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    digits += c == '.' ? "" : std::string(1, c);
  }
  return std::stol(digits);
}

int fail(const Case& made, unsigned seed, const std::string& why, const Runner& runner) {
  std::fprintf(stderr, "case %u: %s\n%s\n%s\n%s", seed, why.c_str(), made.text.c_str(),
               made.data.c_str(), runner.errors().c_str());
  return 1;
}

struct Seen {
  long least = 0, most = 0;
  unsigned long first = 0, last = 0;
  std::vector<std::string> grades;
};

// What the grid gives, by unit; false where a point of it cannot be scored.
bool walk_grid(const Case& made, const Runner& runner, std::map<std::string, Seen>& seen) {
  std::vector<std::size_t> at(made.numbers.size(), 0);
  while (true) {
    std::vector<std::string> plain;
    plain.reserve(at.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
      plain.push_back(made.numbers[i].grid[at[i]] + (made.numbers[i].is_figure ? "," : ""));
    }
    runner.write("r.yaml", with_numbers(made.text, plain));
    runner.write("d.csv", with_numbers(made.data, plain));
    const auto units = runner.score();
    if (units.empty()) {
      return false;
    }
    for (const auto& [id, unit] : units) {
      const long index = hundredths(unit.index);
      const unsigned long rank = std::stoul(unit.rank);
      const auto [place, fresh] = seen.emplace(id, Seen{index, index, rank, rank, {}});
      Seen& own = place->second;
      own = {std::min(own.least, index), std::max(own.most, index), std::min(own.first, rank),
             std::max(own.last, rank), own.grades};
      own.grades.push_back(unit.grade);
    }
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == made.numbers[i].grid.size()) {
      at[i++] = 0;
    }
    if (i == at.size()) {
      return true;
    }
  }
}

// Intervals that were held against a grid; `joint` where figures and numbers of the rulebook moved.
struct Counts {
  int bounded = 0, joint = 0;
};

bool has_both(const Case& made) {
  const auto figures = std::count_if(made.numbers.begin(), made.numbers.end(),
                                     [](const Number& number) { return number.is_figure; });
  return figures > 0 && figures < static_cast<std::ptrdiff_t>(made.numbers.size());
}

bool is_assumed(const Case& made, const std::string& unit) {
  return made.data.find(unit + ",a,{") != std::string::npos ||
         made.data.find(unit + ",b,{") != std::string::npos;
}

int check_case(const Case& made, unsigned seed, const Runner& runner, Counts& counts) {
  std::vector<std::string> open;
  open.reserve(made.numbers.size());
  for (const Number& number : made.numbers) {
    const std::string& middle = number.grid[number.grid.size() / 2];
    open.push_back(number.is_figure ? middle + "," + number.grid.front() + ".." + number.grid.back()
                                    : "{assumed: " + middle + ", range: [" + number.grid.front() +
                                          ", " + number.grid.back() + "], why: x}");
  }
  runner.write("r.yaml", with_numbers(made.text, open));
  runner.write("d.csv", with_numbers(made.data, open));
  const auto units = runner.score();
  const auto table = runner.table();
  if (units.empty()) {
    return fail(made, seed, "cannot be scored", runner);
  }
  std::map<std::string, Seen> seen;
  const bool whole = walk_grid(made, runner, seen);
  for (const auto& [id, unit] : units) {
    if (unit.low.empty()) {
      continue;
    }
    if (!whole) {
      return fail(made, seed, "has ends, and a point without a score", runner);
    }
    ++counts.bounded;
    counts.joint += has_both(made) && is_assumed(made, id) ? 1 : 0;
    const Seen& own = seen.at(id);
    const bool encloses = hundredths(unit.low) <= own.least && own.most <= hundredths(unit.high);
    const bool is_end = hundredths(unit.low) == own.least && hundredths(unit.high) == own.most;
    if (made.between ? !encloses : !is_end) {
      return fail(made, seed, id + ": ends of the index differ from the grid", runner);
    }
    const std::string& ranks = table.at(id).at(0);
    const std::size_t dash = ranks.find(" - ");
    const unsigned long first = std::stoul(ranks);
    const unsigned long last =
        dash == std::string::npos ? first : std::stoul(ranks.substr(dash + 3));
    if (own.first < first || last < own.last) {
      std::string what = id;
      what += ": a rank outside of its bounds ";
      return fail(made, seed, what += ranks, runner);
    }
    const bool holds =
        table.at(id).at(1).find("| holds under every assumption") != std::string::npos;
    const bool same_grade =
        std::all_of(own.grades.begin(), own.grades.end(),
                    [&](const std::string& grade) { return grade == own.grades.front(); });
    if (holds && (own.least != own.most || own.first != own.last || !same_grade)) {
      return fail(made, seed, id + ": holds, and the grid contradicts", runner);
    }
    if (unit.basis == "known" && own.least != own.most) {
      return fail(made, seed, id + ": known, and the index moves", runner);
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string binary;
  unsigned cases = 25;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--binary") {
      binary = fs::absolute(argv[i + 1]).string();
    } else if (std::string_view(argv[i]) == "--cases") {
      cases = static_cast<unsigned>(std::strtoul(argv[i + 1], nullptr, 10));
    }
  }
  const fs::path folder =
      fs::temp_directory_path() / ("parindex-interval-" + std::to_string(getpid()));
  fs::create_directories(folder);
  Counts counts;
  int failed = 0;
  for (unsigned seed = 1; seed <= cases && failed == 0; ++seed) {
    const Case made = Maker(seed).make();
    failed = check_case(made, seed, Runner(binary, folder), counts);
  }
  fs::remove_all(folder);
  // A test that never sees an interval shows nothing.
  if (failed == 0 && (counts.bounded < static_cast<int>(cases) || counts.joint == 0)) {
    std::fprintf(stderr, "only %d intervals in %u cases, %d of figures beside numbers\n",
                 counts.bounded, cases, counts.joint);
    failed = 1;
  }
  std::printf("%u cases, %d intervals, %d of figures beside numbers\n", cases, counts.bounded,
              counts.joint);
  return failed;
}
