// SPDX-License-Identifier: Apache-2.0
//
// A number that is an input of the program gives what the rulebook gives when the number is written
// into its file: for every number of every rulebook of the golden files and of `rules`.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include "base/day.h"
#include "base/text.h"
#include "engine/run/exact.h"
#include "golden_file.h"
#include "io/yaml/yaml_reader.h"
#include "rulebook/check/check.h"
#include "rulebook/compile/compile.h"
#include "rulebook/load/address.h"
#include "rulebook/load/load.h"

namespace parindex {
namespace {

// Texts of rulebooks, each with where it stands.
struct Sample {
  std::string name, text;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Sample> samples() {
  std::vector<Sample> all;
  const std::filesystem::path root = PARINDEX_ROOT;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "rules")) {
    if (entry.path().extension() == ".yaml") {
      all.push_back({entry.path().string(), read_file(entry.path())});
    }
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "tests/golden")) {
    if (entry.path().extension() != ".test") {
      continue;
    }
    const std::string text = read_file(entry.path());
    const auto parsed = golden::parse_test(text);
    const auto* const file = std::get_if<golden::GoldenFile>(&parsed);
    for (std::size_t i = 0; file != nullptr && i < file->steps.size(); ++i) {
      const auto* const made = std::get_if<golden::WriteFile>(&file->steps[i].what);
      if (made != nullptr && made->bytes.find("criteria:") != std::string::npos) {
        all.push_back({entry.path().string() + " " + made->name, made->bytes});
      }
    }
  }
  return all;
}

struct Compiled {
  Rulebook rulebook;
  ScoringProgram program;
};

// A number as it is written: ticks at `places`, with or without a percent sign.
struct Written {
  std::int64_t ticks = 0;
  int places = 0;
  bool percent = false;

  [[nodiscard]] std::string text() const {
    return fixed_text(ticks, places) + (percent ? "%" : "");
  }
};

std::optional<Written> written_of(std::string_view text) {
  text = trim(text);
  const bool percent = text.ends_with('%');
  const std::optional<Decimal> value =
      parse_decimal(percent ? trim(text.substr(0, text.size() - 1)) : text);
  return value ? std::optional(Written{value->coefficient, value->scale, percent}) : std::nullopt;
}

// The numbers of a rulebook, by address.
std::vector<std::pair<std::string, Written>> numbers_of(ConfigNode tree) {
  std::vector<std::pair<std::string, Written>> numbers;
  visit_values(tree, [&](const PlacedValue& value) {
    if (value.keys.empty()) {
      return true;
    }
    const ConfigEntry* const assumed = value.node.find("assumed");
    const ConfigNode& node = assumed != nullptr ? assumed->value : value.node;
    const std::optional<Written> written =
        node.kind == ConfigNode::Kind::Scalar ? written_of(node.text) : std::nullopt;
    constexpr std::array<std::string_view, 7> kNoNumbers = {"examples", "parindex", "id", "period",
                                                            "units",    "digits",   "was"};
    const bool counts =
        value.keys.front() != "indicators" &&
        std::find(kNoNumbers.begin(), kNoNumbers.end(), value.keys.back()) == kNoNumbers.end();
    if (written && counts) {
      numbers.emplace_back(value.address(), *written);
    }
    return counts && assumed == nullptr;
  });
  return numbers;
}

class NumberInputs {
 public:
  explicit NumberInputs(const Sample& sample) : random_(static_cast<unsigned>(sample.text.size())) {
    tree_ = read_yaml(sources_.add_text(sample.name, sample.text), sources_, faults_);
  }

  [[nodiscard]] bool stands() { return tree_ && !faults_.has_errors() && compiled({}); }

  void compare_all() {
    for (const auto& [address, now] : numbers_of(*tree_)) {
      compare(address, now);
    }
  }

  std::size_t inputs = 0, reloaded = 0, compared = 0;

 private:
  std::optional<Compiled> compiled(const std::vector<NumberInput>& numbers) {
    Diagnostics faults;
    std::optional<Rulebook> rulebook = load_rulebook(*tree_, faults, {}, numbers);
    if (rulebook) {
      check_rulebook(*rulebook, faults);
    }
    if (!rulebook || faults.has_errors()) {
      return std::nullopt;
    }
    Compiled result{std::move(*rulebook), {}};
    result.program = compile(result.rulebook, {});
    return result;
  }

  void compare(const std::string& address, Written now) {
    const int places = now.places + 1;
    const std::int64_t ticks = now.ticks * 10;
    const Written nominal{ticks, places, now.percent};
    const std::optional<Compiled> varying =
        compiled({{address, nominal.text(), true, places, ticks >= 0}});
    if (!varying || !varying->program.reads_inputs) {
      ++reloaded;
      return;
    }
    ++inputs;
    const std::int64_t unit = now.places == 0 ? 10 : 1;
    for (const std::int64_t other : {ticks, ticks + unit, ticks - unit, ticks / 2, ticks * 2,
                                     ticks + 3 * unit, std::int64_t{0}, unit}) {
      const Written written{other, places, now.percent};
      const std::optional<Compiled> plain =
          other >= 0 || ticks < 0 ? compiled({{address, written.text(), false}}) : std::nullopt;
      for (int row = 0; plain && row < 3; ++row) {
        INFO(address << " = " << written.text());
        compare_row(*varying, *plain, other);
        ++compared;
      }
    }
  }

  std::int64_t number(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
  }

  Column figure(const Indicator& indicator) {
    const auto ticks = [&]() -> std::int64_t {
      switch (indicator.type) {
        case ValueType::Bool:
          return number(0, 1);
        case ValueType::Level:
          return number(0, static_cast<std::int64_t>(indicator.levels.size()) - 1);
        case ValueType::Date:
          return number(0, 9) == 0 ? kNever : 19'400 + number(-40, 40);
        case ValueType::Percent:
          return number(0, 4) == 0 ? 100 * power_of_ten(indicator.decimals)
                                   : number(0, 100 * power_of_ten(indicator.decimals));
        case ValueType::Count:
        case ValueType::Number:
        case ValueType::Points:
          break;
      }
      return number(0, number(0, 1) == 0 ? 5 : 200) * power_of_ten(indicator.decimals);
    };
    const std::int64_t kind = number(0, 20);
    const CellState state = kind == 0   ? CellState::NotApplicable
                            : kind == 1 ? CellState::Missing
                                        : CellState::Present;
    return {{state == CellState::Present ? ticks() : 0}, {state}};
  }

  void compare_row(const Compiled& varying, const Compiled& plain, std::int64_t ticks) {
    std::vector<Column> own;
    for (const Indicator& indicator : plain.rulebook.indicators) {
      own.push_back(figure(indicator));
    }
    std::vector<Column> derived;
    for (const ScoringProgram::DerivedColumn& column : plain.program.derived) {
      derived.push_back(
          {{column.kind == ScoringProgram::DerivedColumn::Kind::Group ? 0 : number(1, 3)}, {}});
    }
    Population population;
    for (std::size_t i = 0; i < plain.program.statistics.size(); ++i) {
      population.values.push_back({{Rational(number(0, 300), 100), CellState::Present}});
    }
    std::vector<Column> with_input = own;
    with_input.push_back({{ticks}, {}});
    with_input.insert(with_input.end(), derived.begin(), derived.end());
    own.insert(own.end(), derived.begin(), derived.end());
    check_same(varying.program,
               evaluate_exact(varying.program.program, {with_input, &population}, 0), plain.program,
               evaluate_exact(plain.program.program, {own, &population}, 0));
  }

  static void check_same(const ScoringProgram& a, const std::vector<ExactCell>& in_a,
                         const ScoringProgram& b, const std::vector<ExactCell>& in_b) {
    const auto same = [](const ExactCell& x, const ExactCell& y) {
      return x.state == y.state && (x.state != CellState::Present || x.value == y.value);
    };
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
      INFO("criterion " << i);
      CHECK(same(read(in_a, a.nodes[i].points), read(in_b, b.nodes[i].points)));
      CHECK(same(read(in_a, a.nodes[i].maximum), read(in_b, b.nodes[i].maximum)));
    }
    CHECK(same(in_a[a.rounded_index], in_b[b.rounded_index]));
    if (a.grade != Quotient::kNone) {
      CHECK(same(in_a[a.grade], in_b[b.grade]));
    }
    for (std::size_t i = 0; i < a.rank_keys.size(); ++i) {
      CHECK(same(read(in_a, a.rank_keys[i]), read(in_b, b.rank_keys[i])));
    }
  }

  std::mt19937 random_;
  Sources sources_;
  Diagnostics faults_;
  std::optional<ConfigNode> tree_;
};

TEST_CASE("a number that is an input gives what the same number in the file gives") {
  std::size_t rulebooks = 0;
  std::size_t inputs = 0;
  std::size_t reloaded = 0;
  std::size_t compared = 0;
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    NumberInputs one(sample);
    if (one.stands()) {
      ++rulebooks;
      one.compare_all();
      inputs += one.inputs;
      reloaded += one.reloaded;
      compared += one.compared;
    }
  }
  CHECK(rulebooks > 200);
  CHECK(inputs > 1500);
  CHECK(reloaded < 100);  // maxima that nodes only state, numbers that only reports read
  CHECK(compared > 25'000);
}

}  // namespace
}  // namespace parindex
