// SPDX-License-Identifier: Apache-2.0
//
// Writes a rulebook and a table of random figures, the same for the same arguments:
//   generate ROWS LEAVES SEED KIND FOLDER
// KIND: bands (ratios, percents, counts, yes_no in turn), shares (proportional leaves, whose sums
// are not decimal numbers), ties (shares with the same figures in every row: the worst case of
// ranking), ladder (percents, each with five steps to climb).
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

// splitmix64: small, and the same everywhere.
std::uint64_t next(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

struct Bench {
  long rows = 0;
  long columns = 0;
  std::uint64_t seed = 0;
  std::string kind, folder;
};

// Columns come in pairs a, b with a <= b for ratios; the others stand alone. A ladder has no b.
bool is_ratio(const Bench& bench, long pair) {
  return bench.kind != "ladder" && (bench.kind != "bands" || pair % 2 == 0);
}
bool has_second(const Bench& bench) {
  return bench.kind != "ladder";
}

void write_rules(const Bench& bench, std::FILE* file) {
  std::fprintf(file, "parindex: 1\nid: bench\nindicators:\n");
  for (long i = 0; i < bench.columns; i += 2) {
    if (is_ratio(bench, i / 2)) {
      std::fprintf(file, "  a%ld: {type: count, at_most: b%ld}\n  b%ld: {type: count}\n", i, i, i);
    } else {
      std::fprintf(file, "  a%ld: {type: percent, decimals: 2, max: 100}\n", i);
      if (has_second(bench)) {
        std::fprintf(file, "  b%ld: {type: bool}\n", i);
      }
    }
  }
  std::fprintf(file, "criteria:\n");
  const char* bands =
      "{\"[100%]\": 5, \"[95%..100%)\": 4, \"[80%..95%)\": 3, \"[50%..80%)\": 1.5, \"<50%\": 0}";
  const char* ladder =
      "{\"[98%..100%]\": 5, \"[90%..98%)\": 4, \"[80%..90%)\": 3, \"[60%..80%)\": 2, "
      "\"[40%..60%)\": 1, \"<40%\": 0}";
  for (long i = 0; i < bench.columns; i += 2) {
    if (bench.kind == "ladder") {
      std::fprintf(file, "- {id: c%ld, max: 5, of: a%ld, bands: %s}\n", i, i, ladder);
    } else if (bench.kind != "bands") {
      std::fprintf(file, "- {id: c%ld, max: 5, proportional: a%ld / b%ld}\n", i, i, i);
    } else if (is_ratio(bench, i / 2)) {
      std::fprintf(file, "- {id: c%ld, max: 5, of: a%ld / b%ld, bands: %s}\n", i, i, i, bands);
    } else {
      std::fprintf(file, "- {id: c%ld, max: 5, of: a%ld, bands: %s}\n", i, i, bands);
      std::fprintf(file, "- {id: y%ld, max: 2, yes_no: b%ld}\n", i, i);
    }
  }
  std::fprintf(file, "grades: [{name: A, from: 90}, {name: B, from: 70}, {name: C}]\n");
}

void write_data(const Bench& bench, std::FILE* file) {
  std::fprintf(file, "unit");
  for (long i = 0; i < bench.columns; i += 2) {
    std::fprintf(file, has_second(bench) ? ",a%ld,b%ld" : ",a%ld", i, i);
  }
  std::fprintf(file, "\n");
  std::uint64_t state = bench.seed;
  for (long row = 0; row < bench.rows; ++row) {
    if (bench.kind == "ties") {
      state = bench.seed;
    }
    std::fprintf(file, "u%ld", row);
    for (long i = 0; i < bench.columns; i += 2) {
      if (is_ratio(bench, i / 2)) {
        const std::uint64_t whole = 1 + next(state) % 99999;
        std::fprintf(file, ",%llu,%llu", static_cast<unsigned long long>(next(state) % (whole + 1)),
                     static_cast<unsigned long long>(whole));
      } else {
        const std::uint64_t percent = next(state) % 10001;
        std::fprintf(file, ",%llu.%02llu", static_cast<unsigned long long>(percent / 100),
                     static_cast<unsigned long long>(percent % 100));
        if (has_second(bench)) {
          std::fprintf(file, ",%llu", static_cast<unsigned long long>(next(state) % 2));
        }
      }
    }
    std::fprintf(file, "\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: generate ROWS COLUMNS SEED bands|shares|ties|ladder FOLDER\n");
    return 2;
  }
  const Bench bench{std::atol(argv[1]), std::atol(argv[2]), std::strtoull(argv[3], nullptr, 10),
                    argv[4], argv[5]};
  for (const char* name : {"rules.yaml", "data.csv"}) {
    std::FILE* file = std::fopen((bench.folder + "/" + name).c_str(), "w");
    if (file == nullptr) {
      std::fprintf(stderr, "cannot write into %s\n", bench.folder.c_str());
      return 2;
    }
    (std::string(name) == "rules.yaml" ? write_rules : write_data)(bench, file);
    std::fclose(file);
  }
  return 0;
}
