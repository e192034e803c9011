// SPDX-License-Identifier: Apache-2.0
//
// Runs the program on rulebooks and data made up from a seed, and compares every byte that it
// prints with the oracle's own rendering: totals, details, one unit explained, one thread and
// several. The order of the rows changes nothing but the order of what is printed.
//
//   property --binary PATH [--cases N] [--seed S] [--units N] [--only CASE] [--keep DIR]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

#include <sys/wait.h>

#include "../support/known_answers.h"
#include "../support/oracle.h"
#include "../support/random_rulebook.h"
#include "../support/shrink.h"

namespace {

namespace fs = std::filesystem;

struct Settings {
  std::string binary;
  std::uint64_t cases = 300;
  std::uint64_t seed = 1;
  std::size_t units = 60;
  std::optional<std::uint64_t> only;
  fs::path keep = fs::temp_directory_path() / "parindex-property";
};

struct Outcome {
  int exit = -1;  // 128 + signal where it was killed
  std::string out, errors;
};

// What the program did otherwise than the oracle.
struct Disagreement {
  std::vector<std::string> arguments;
  std::string expected, found;
  std::string summary;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// In the child: standard output and error go to files of the folder.
[[noreturn]] void become(const std::vector<std::string>& command, const fs::path& folder) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& part : command) {
    arguments.push_back(const_cast<char*>(part.c_str()));
  }
  arguments.push_back(nullptr);
  constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
  if (chdir(folder.c_str()) != 0 || dup2(open("stdout", kFlags, 0600), 1) < 0 ||
      dup2(open("stderr", kFlags, 0600), 2) < 0) {
    _exit(126);
  }
  execv(arguments[0], arguments.data());
  _exit(127);
}

Outcome run(const std::vector<std::string>& command, const fs::path& folder) {
  const pid_t child = fork();
  if (child == 0) {
    become(command, folder);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const int exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {exit, read_file(folder / "stdout"), read_file(folder / "stderr")};
}

// The second scorer does not say what rests on unknown numbers; the interval test looks at that.
std::string without_basis(std::string text) {
  for (const std::string_view end : {",", "\n"}) {
    const std::string unknown = ",unknown" + std::string(end);
    const std::string known = ",known" + std::string(end);
    for (std::size_t at = 0; (at = text.find(unknown, at)) != std::string::npos;) {
      text.replace(at, unknown.size(), known);
    }
  }
  return text;
}

// The first line that differs, as "line 3:\n  expected …\n  found    …".
std::string first_difference(const std::string& expected, const std::string& found) {
  std::size_t line = 1;
  std::size_t start = 0;
  while (start < expected.size() || start < found.size()) {
    const auto line_of = [start](const std::string& text) {
      const std::size_t from = std::min(start, text.size());
      return text.substr(from, text.find('\n', from) - from);
    };
    const std::string a = line_of(expected);
    const std::string b = line_of(found);
    if (a != b) {
      std::string text = "line " + std::to_string(line);
      text.append(":\n  expected ").append(a).append("\n  found    ").append(b);
      return text;
    }
    start += a.size() + 1;
    ++line;
  }
  return "no line, but the last line end";
}

// Of a report of `explain`: its first table, and of its second one the columns up to `reason`.
// Titles and codes hold no commas.
std::string unit_and_criteria(const std::string& report) {
  constexpr int kColumns = 8;
  const std::size_t second = std::min(report.find("\n\n"), report.size()) + 1;
  std::istringstream lines(report.substr(std::min(second + 1, report.size())));
  std::string text = report.substr(0, second) + "\n";
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    std::size_t end = line.find(',');
    for (int column = 1; column < kColumns && end != std::string::npos; ++column) {
      end = line.find(',', end + 1);
    }
    text += line.substr(0, end) + "\n";
  }
  return text;
}

std::string sorted_lines(const std::string& report) {
  std::istringstream lines(report);
  std::vector<std::string> all;
  for (std::string line; std::getline(lines, line);) {
    all.push_back(line + "\n");
  }
  std::sort(all.begin(), all.end());
  std::string text;
  for (const std::string& line : all) {
    text += line;
  }
  return text;
}

class Tester {
 public:
  explicit Tester(const Settings& settings) : settings_(settings) {
    fs::create_directories(folder());
  }
  Tester(const Tester&) = delete;
  Tester& operator=(const Tester&) = delete;
  ~Tester() {
    std::error_code ignored;
    fs::remove_all(folder(), ignored);
  }

  // Compares everything that is printed for a case without fault.
  std::optional<Disagreement> test(const oracle::Case& c, bool thorough) const {
    write_case(c, folder());
    const oracle::Score score = oracle::evaluate(c);
    const std::string totals = oracle::score_csv(c, score);
    const std::string details = oracle::detail_csv(c, score);
    std::optional<Disagreement> found = compare(c, {"--threads", "1"}, totals);
    if (!found) {
      found = compare(c, {"--detail", "--threads", "7"}, details);
    }
    for (const char* threads : {"2", "7"}) {
      if (!found && thorough) {
        found = compare(c, {"--threads", threads}, totals);
      }
    }
    if (!found && thorough) {
      found = compare_turned_round(c, totals);
    }
    return found ? found : compare_explained(c, score);
  }

  // A case with a fault must be refused, and nothing be written.
  std::optional<Disagreement> test_refusal(const oracle::Case& c) const {
    write_case(c, folder());
    const std::vector<std::string> command = command_for(c, {});
    const Outcome outcome = run(command, folder());
    if (outcome.exit == 2 && outcome.out.empty() && !outcome.errors.empty()) {
      return {};
    }
    const std::string fault = oracle::evaluate(c).errors.front().what;
    return Disagreement{command, "", outcome.out,
                        "must be refused (" + fault + ") but exit " + std::to_string(outcome.exit) +
                            " with " + std::to_string(outcome.out.size()) + " bytes written"};
  }

  static void write_case(const oracle::Case& c, const fs::path& folder) {
    write_file(folder / "rules.yaml", oracle::to_yaml(c.rulebook));
    write_file(folder / "data.csv", oracle::to_csv(c));
  }

  // Of this process alone, so that several may run at once.
  [[nodiscard]] fs::path folder() const {
    return settings_.keep / ("current-" + std::to_string(getpid()));
  }

 private:
  static std::vector<std::string> with_missing(const oracle::Case& c,
                                               std::vector<std::string> command) {
    if (c.missing_is_zero) {
      command.insert(command.end(), {"--missing", "zero"});
    }
    return command;
  }

  std::vector<std::string> command_for(const oracle::Case& c,
                                       const std::vector<std::string>& options) const {
    std::vector<std::string> command = {settings_.binary, "score",    "rules.yaml", "--data",
                                        "data.csv",       "--format", "csv"};
    command.insert(command.end(), options.begin(), options.end());
    return with_missing(c, command);
  }

  std::optional<Disagreement> compare(const oracle::Case& c,
                                      const std::vector<std::string>& options,
                                      const std::string& expected) const {
    return compare(command_for(c, options), expected,
                   [](const std::string& report) { return report; });
  }

  // `part` takes from the report what is to be compared.
  std::optional<Disagreement> compare(
      const std::vector<std::string>& command, const std::string& expected,
      const std::function<std::string(const std::string&)>& part) const {
    const Outcome outcome = run(command, folder());
    if (outcome.exit != 0) {
      return Disagreement{command, expected, outcome.out,
                          "exit " + std::to_string(outcome.exit) + "\n" + outcome.errors};
    }
    const std::string found = without_basis(part(outcome.out));
    const std::string wanted = without_basis(expected);
    if (found != wanted) {
      return Disagreement{command, wanted, found, first_difference(wanted, found)};
    }
    return {};
  }

  // The same rows from the last to the first.
  std::optional<Disagreement> compare_turned_round(const oracle::Case& c,
                                                   const std::string& totals) const {
    oracle::Case turned = c;
    std::reverse(turned.units.begin(), turned.units.end());
    write_case(turned, folder());
    std::optional<Disagreement> found =
        compare(command_for(c, {}), sorted_lines(totals), sorted_lines);
    write_case(c, folder());
    return found;
  }

  // The last unit, explained.
  std::optional<Disagreement> compare_explained(const oracle::Case& c,
                                                const oracle::Score& score) const {
    const std::vector<std::string> command =
        with_missing(c, {settings_.binary, "explain", "rules.yaml", "--data", "data.csv", "--unit",
                         c.units.back().id, "--format", "csv"});
    return compare(command, oracle::explained_csv(c, score, c.units.size() - 1), unit_and_criteria);
  }

  const Settings& settings_;
};

void write_failure(const fs::path& folder, const oracle::Case& c, const Disagreement& what) {
  fs::create_directories(folder);
  Tester::write_case(c, folder);
  write_file(folder / "expected.csv", what.expected);
  write_file(folder / "found.csv", what.found);
  std::string command;
  for (const std::string& part : what.arguments) {
    command += (command.empty() ? "" : " ") + part;
  }
  write_file(folder / "command", command + "\n" + what.summary + "\n");
}

// A smaller case in which the program still disagrees in the same manner: by other numbers, or by
// refusing what is right.
oracle::Case smaller(const Tester& tester, const oracle::Case& c, const Disagreement& what) {
  const bool refused = what.summary.starts_with("exit ");
  return oracle::shrink(c, [&tester, refused](const oracle::Case& candidate) {
    const std::optional<Disagreement> again = tester.test(candidate, false);
    return again && again->summary.starts_with("exit ") == refused;
  });
}

// A case of more rows than one run of the engine takes, in a file of more than one block.
oracle::Case large_case(std::uint64_t seed) {
  constexpr std::size_t kRows = 3000;
  constexpr std::size_t kPadding = 700;
  oracle::Case c = oracle::random_case(seed, kRows);
  for (oracle::Unit& unit : c.units) {
    unit.name += " " + std::string(kPadding, '.');
  }
  return c;
}

oracle::Case make_case(const Settings& settings, std::uint64_t seed, std::uint64_t number) {
  return number % 100 == 50 ? large_case(seed) : oracle::random_case(seed, settings.units);
}

// Tests one case; true where program and oracle agree.
bool run_case(const Settings& settings, const Tester& tester, std::uint64_t number) {
  constexpr std::uint64_t kStride = 1000003;
  const std::uint64_t seed = settings.seed * kStride + number;
  const bool faulty = number % 8 == 7;
  const oracle::Case c =
      faulty ? oracle::random_faulty_case(seed, 5) : make_case(settings, seed, number);
  std::optional<Disagreement> what = faulty ? tester.test_refusal(c) : tester.test(c, true);
  if (!what) {
    return true;
  }
  const fs::path folder =
      settings.keep / ("seed-" + std::to_string(settings.seed) + "-case-" + std::to_string(number));
  write_failure(folder, c, *what);
  if (!faulty) {
    const oracle::Case small = smaller(tester, c, *what);
    if (const std::optional<Disagreement> again = tester.test(small, false)) {
      what = again;
      write_failure(folder / "small", small, *again);
    }
  }
  std::printf("case %llu: %s\n  files in %s\n", static_cast<unsigned long long>(number),
              what->summary.c_str(), folder.c_str());
  return false;
}

bool read_settings(int count, char** arguments, Settings& settings) {
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view key = arguments[i];
    const char* value = arguments[i + 1];
    if (key == "--binary") {
      settings.binary = fs::absolute(value);
    } else if (key == "--cases") {
      settings.cases = std::strtoull(value, nullptr, 10);
    } else if (key == "--seed") {
      settings.seed = std::strtoull(value, nullptr, 10);
    } else if (key == "--units") {
      settings.units = std::strtoull(value, nullptr, 10);
    } else if (key == "--only") {
      settings.only = std::strtoull(value, nullptr, 10);
    } else if (key == "--keep") {
      settings.keep = fs::absolute(value);
    } else {
      return false;
    }
  }
  return count % 2 == 1 && settings.units > 0;
}

// The oracle must be right before it judges others.
bool oracle_is_right() {
  const std::vector<std::string> wrong = oracle::wrong_answers();
  for (const std::string& line : wrong) {
    std::printf("oracle: %s\n", line.c_str());
  }
  return wrong.empty();
}

}  // namespace

int main(int count, char** arguments) {
  Settings settings;
  if (!read_settings(count, arguments, settings)) {
    std::fprintf(stderr,
                 "usage: property --binary PATH [--cases N] [--seed S] [--units N] [--only CASE] "
                 "[--keep DIR]\n");
    return 2;
  }
  if (!oracle_is_right()) {
    return 1;
  }
  if (settings.binary.empty()) {
    std::printf("the oracle knows its answers; without --binary nothing else is tested\n");
    return 0;
  }
  std::printf("seed %llu\n", static_cast<unsigned long long>(settings.seed));
  const Tester tester(settings);
  std::uint64_t failed = 0;
  const std::uint64_t first = settings.only.value_or(0);
  const std::uint64_t last = settings.only ? first + 1 : settings.cases;
  for (std::uint64_t number = first; number < last; ++number) {
    failed += run_case(settings, tester, number) ? 0U : 1U;
    std::fflush(stdout);
  }
  std::printf("%llu passed, %llu failed\n", static_cast<unsigned long long>(last - first - failed),
              static_cast<unsigned long long>(failed));
  return failed == 0 ? 0 : 1;
}
