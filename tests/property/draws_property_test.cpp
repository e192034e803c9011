// SPDX-License-Identifier: Apache-2.0
//
// Draws against what is known exactly:
//   - all values gone through are what every single what-if adds up to, in whole numbers;
//   - for 20 seeds means and shares of grades lie within 4 standard errors of that;
//   - a draw shown alone is the draw of the batch;
//   - shares of the variance of a sum lie within 4 of their own standard errors of what they are;
//   - the number of threads changes no byte, another change no value of the others;
//   - memory follows the units and what few draws meet, not the square of the units.
//
//   draws --binary PATH
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <sys/resource.h>

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRules = R"yaml(parindex: 1
id: demo
title: Demo
lang: en
groups: {so: {title: Departments, units: 3}}
indicators:
  files:   {title: Files, type: count}
  on_time: {title: Files in time, type: count, at_most: files}
  plan:    {title: Plan issued, type: bool}
  share:   {title: Satisfied, type: percent, decimals: 1, max: 100}
criteria:
- id: I
  title: Files in time
  max: 3
  of: on_time / files
  bands: {"[100%]": 3, "[90%..100%)": 2, "<90%": 0}
- {id: II, title: Satisfied, max: 2, proportional: share}
- {id: III, title: Plan, max: 1, yes_no: plan}
grades: [{name: A, from: 90}, {name: B, from: 70}, ungraded]
)yaml";
constexpr std::string_view kData = R"yaml(unit,name,files,on_time,plan,share
a,Alpha,200,200,yes,90
b,Beta,300,250,yes,80
c,Gamma,100,95,no,85.5
)yaml";
constexpr std::string_view kFew = R"yaml(scenario: 1
changes:
- {set: a.plan, bernoulli: 0.25}
- {set: b.on_time, choice: {250: 1, 280: 1, 300: 2}}
- {set: c.share, empirical: [60, 75.5, 88]}
)yaml";
constexpr std::string_view kMore = R"yaml(scenario: 1
changes:
- {set: c.on_time, binomial: {probability: 95%}}
- {set: a.plan, bernoulli: 0.25}
- {set: II.max, choice: {2: 1, 4: 1}}
- {set: b.on_time, choice: {250: 1, 280: 1, 300: 2}}
- {set: c.share, empirical: [60, 75.5, 88]}
)yaml";

using Row = std::vector<std::string>;
using Tables = std::vector<std::vector<Row>>;  // without their headings

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    text += part;
  }
  return text;
}

double decimal(const std::string& text) {
  return std::strtod(text.c_str(), nullptr);
}

Tables tables_of(const std::string& csv) {
  Tables tables;
  std::istringstream lines(csv);
  std::string line;
  bool heading = true;
  while (std::getline(lines, line)) {
    if (line.empty()) {
      heading = true;
      continue;
    }
    if (heading) {
      tables.emplace_back();
      heading = false;
      continue;
    }
    Row row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) {
      row.push_back(cell);
    }
    row.resize(13);
    tables.back().push_back(std::move(row));
  }
  return tables;
}

// 84.17 as 8417, 33.3333 as 333333.
long long whole(const std::string& number) {
  std::string digits;
  std::copy_if(number.begin(), number.end(), std::back_inserter(digits),
               [](char c) { return c != '.'; });
  return std::strtoll(digits.c_str(), nullptr, 10);
}

const std::map<std::string, long long> kBefore = {{"a", 9667}, {"b", 4333}, {"c", 6183}};

class Comparison {
 public:
  Comparison(std::string binary, fs::path folder)
      : binary_(std::move(binary)),
        folder_(std::move(folder)) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "rules.yaml") << kRules;
    std::ofstream(folder_ / "data.csv") << kData;
    std::ofstream(folder_ / "few.yaml") << kFew;
    std::ofstream(folder_ / "more.yaml") << kMore;
  }

  // How many comparisons failed.
  int compare() {
    const Tables all = tables_of(run("--scenario few.yaml --format csv"));
    compare_with_what_ifs(all);
    compare_with_draws(all);
    compare_with_single_draws("--scenario few.yaml");
    compare_with_single_draws("--scenario more.yaml");
    compare_threads_and_changes();
    compare_sensitivity();
    measure_memory();
    return failed_;
  }

 private:
  void expect(bool holds, const std::string& what) {
    if (!holds) {
      ++failed_;
      std::printf("%s\n", what.c_str());
    }
  }

  std::string run(const std::string& arguments) {
    const std::string line = "cd '" + folder_.string() + "' && " + binary_ +
                             " simulate rules.yaml --data data.csv " + arguments + " >out 2>err";
    expect(std::system(line.c_str()) == 0, "refused: " + arguments);
    std::ifstream out(folder_ / "out");
    return {std::istreambuf_iterator<char>(out), {}};
  }

  // Index in hundredths by unit, of one what-if; those that do not move are in `before`.
  std::map<std::string, long long> what_if(const std::string& arguments,
                                           std::map<std::string, long long> before) {
    const Tables tables = tables_of(run(arguments + " --format csv"));
    for (const Row& row : tables.front()) {
      before[row[0]] = whole(row[3]);
    }
    return before;
  }

  // Means of all values, in ten thousandths: 4 * 4 * 3 equally likely what-ifs.
  void compare_with_what_ifs(const Tables& all) {
    std::map<std::string, long long> sums;
    for (const auto& [plan, plan_weight] : {std::pair("yes", 1), std::pair("no", 3)}) {
      for (const auto& [on_time, weight] :
           {std::pair("250", 1), std::pair("280", 1), std::pair("300", 2)}) {
        for (const char* const share : {"60", "75.5", "88"}) {
          const auto index = what_if(std::string("--set a.plan=") + plan +
                                         " --set b.on_time=" + on_time + " --set c.share=" + share,
                                     kBefore);
          for (const auto& [unit, value] : index) {
            sums[unit] += value * plan_weight * weight;
          }
        }
      }
    }
    for (const Row& row : all[1]) {
      const long long half_up = (sums[row[0]] * 100 * 2 + 48) / 96;
      expect(whole(row[3]) == half_up, "mean of all values of " + row[0] + ": " + row[3]);
    }
  }

  void compare_with_draws(const Tables& all) {
    constexpr int kDraws = 1000;
    std::map<std::string, double> grades;
    for (const Row& row : all[2]) {
      grades[row[0] + row[2]] = decimal(row[3]) / 100;
    }
    for (int seed = 1; seed <= 20; ++seed) {
      const Tables drawn =
          tables_of(run("--scenario few.yaml --format csv --draws " + std::to_string(kDraws) +
                        " --seed " + std::to_string(seed)));
      const std::string of_seed = " of seed " + std::to_string(seed);
      for (std::size_t i = 0; i < all[1].size(); ++i) {
        const double error = decimal(drawn[1][i][4]);
        const double off = decimal(drawn[1][i][3]) - decimal(all[1][i][3]);
        expect(std::abs(off) <= 4 * error + 0.0001, "mean of " + drawn[1][i][0] + of_seed);
      }
      std::map<std::string, double> shares;
      for (const Row& row : drawn[2]) {
        shares[row[0] + row[2]] = decimal(row[3]) / 100;
      }
      for (const auto& [grade, chance] : grades) {
        const double error = std::sqrt(chance * (1 - chance) / kDraws);
        expect(std::abs(shares[grade] - chance) <= 4 * error + 0.0001,
               joined({"share of grade ", grade, of_seed}));
      }
    }
  }

  // The sum of the first n draws is n times their mean, which is printed to 4 places.
  void compare_with_single_draws(const std::string& scenario) {
    std::map<std::string, long long> sums;
    for (int draw = 1; draw <= 12; ++draw) {
      const std::string number = std::to_string(draw);
      const auto index = what_if(joined({scenario, " --draws 12 --draw ", number}), kBefore);
      const Tables batch = tables_of(run(joined({scenario, " --format csv --draws ", number})));
      for (const Row& row : batch[1]) {
        sums[row[0]] += index.at(row[0]);
        const long long sum = (whole(row[3]) * draw + 50) / 100;
        expect(sum == sums[row[0]], "draw " + number + " of " + row[0] + " alone and in the batch");
      }
    }
  }

  // The index is 50 x + 30 y + 20 z, each uniform: the shares are 25, 9 and 4 of 38.
  void compare_sensitivity() {
    std::ofstream(folder_ / "sum.yaml") << R"yaml(parindex: 1
id: sum
title: Sum
lang: en
groups: {so: {title: Departments, units: 1}}
indicators:
  x: {title: X, type: percent, decimals: 3, max: 100}
  y: {title: Y, type: percent, decimals: 3, max: 100}
  z: {title: Z, type: percent, decimals: 3, max: 100}
criteria:
- {id: I, max: 50, proportional: x}
- {id: II, max: 30, proportional: y}
- {id: III, max: 20, proportional: z}
)yaml";
    std::ofstream(folder_ / "sum.csv") << "unit,x,y,z\na,50,50,50\n";
    std::ofstream(folder_ / "uniform.yaml") << R"yaml(scenario: 1
changes:
- {set: a.x, uniform: [0, 100]}
- {set: a.y, uniform: [0, 100]}
- {set: a.z, uniform: [0, 100]}
)yaml";
    const std::map<std::string, double> shares = {
        {"a.x", 25.0 / 38}, {"a.y", 9.0 / 38}, {"a.z", 4.0 / 38}};
    for (int seed = 1; seed <= 20; ++seed) {
      const std::string line = "cd '" + folder_.string() + "' && " + binary_ +
                               " simulate sum.yaml --data sum.csv --scenario uniform.yaml --unit a "
                               "--sensitivity --format csv --seed " +
                               std::to_string(seed) + " >out 2>err";
      expect(std::system(line.c_str()) == 0, "refused: sensitivity");
      std::ifstream out(folder_ / "out");
      const Tables tables = tables_of({std::istreambuf_iterator<char>(out), {}});
      for (const Row& row : tables.front()) {
        for (const std::size_t i : {3U, 5U}) {
          const double off = decimal(row[i]) - shares.at(row[0]);
          expect(std::abs(off) <= 4 * decimal(row[i + 1]) + 0.0001,
                 "share of " + row[0] + " of seed " + std::to_string(seed));
        }
      }
    }
  }

  void compare_threads_and_changes() {
    const std::string one = run("--scenario more.yaml --format csv --draws 500 --threads 1");
    expect(one == run("--scenario more.yaml --format csv --draws 500 --threads 2"),
           "1 and 2 threads");
    // The same values of `share` come out beside other changes: what they cost on average is the
    // same, where the maximum does not vary.
    const auto losses = [](const Tables& tables) {
      std::vector<Row> rows = tables[4];
      std::erase_if(rows, [](const Row& row) { return row[1] != "III" && row[0] != "b"; });
      std::erase_if(rows, [](const Row& row) { return row[1] == "II"; });
      return rows;
    };
    expect(losses(tables_of(one)) ==
               losses(tables_of(run("--scenario few.yaml --format csv --draws 500"))),
           "other changes disturb the draws");
  }

  // 20 draws of 4,000 units: a counter for each unit and rank alone would be 128 MB a thread.
  void measure_memory() {
    std::ofstream(folder_ / "many.yaml") << R"yaml(parindex: 1
id: many
title: Many
lang: en
indicators:
  x: {title: X, type: percent, decimals: 3, max: 100}
criteria:
- {id: I, max: 50, proportional: x}
)yaml";
    std::ofstream data(folder_ / "many.csv");
    data << "unit,x\n";
    for (int unit = 0; unit < 4000; ++unit) {
      data << 'u' << unit << ',' << unit % 100 << '.' << unit % 997 << '\n';
    }
    data.close();
    const std::string line = "cd '" + folder_.string() + "' && " + binary_ +
                             " simulate many.yaml --data many.csv --measurement-error 5% "
                             "--draws 20 --threads 2 --format csv >out 2>err";
    expect(std::system(line.c_str()) == 0, "refused: 20 draws of 4,000 units");
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);  // the greatest of all runs
    constexpr long kMostKibibytes = 160L * 1024;
    expect(used.ru_maxrss < kMostKibibytes,
           "20 draws of 4,000 units take " + std::to_string(used.ru_maxrss) + " KiB");
  }

  std::string binary_;
  fs::path folder_;
  int failed_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    return 2;
  }
  const fs::path folder =
      fs::temp_directory_path() / ("parindex-draws-" + std::to_string(getpid()));
  const int failed = Comparison(fs::absolute(arguments[2]), folder).compare();
  fs::remove_all(folder);
  std::printf("%d failed\n", failed);
  return failed == 0 ? 0 : 1;
}
