// SPDX-License-Identifier: Apache-2.0
#include "layers.h"

#include <catch2/catch.hpp>

namespace {

const std::filesystem::path kRoot = PARINDEX_ROOT;
const std::filesystem::path kLayers = kRoot / "tests/arch/layers.txt";

}  // namespace

TEST_CASE("no layer includes or uses what it must not") {
  for (const std::string& breach : find_breaches(kRoot, kLayers)) {
    FAIL_CHECK(breach);
  }
}

TEST_CASE("the canary is reported line by line") {
  CHECK(find_breaches(kRoot / "tests/arch/canary", kLayers) ==
        std::vector<std::string>{
            "src/engine/broken.cpp:4: 'engine' must not include 'stdio'",
            "src/engine/broken.cpp:7: 'engine' must not include 'fmt'",
            "src/engine/broken.cpp:9: 'engine' must not include 'base'",
            "src/engine/broken.cpp:11: 'engine' must not include 'word'",
            "src/engine/broken.cpp:13: 'double' must not be used here",
            "src/engine/broken.cpp:14: 'throw' must not be used here",
            "src/engine/broken.cpp:14: 'fopen' must not be used here",
            "src/engine/broken.cpp:16: 'std::cout' must not be used here",
            "src/engine/broken.cpp:16: 'printf' must not be used here",
            "src/engine/broken.cpp:16: 'std::thread' must not be used here",
            "src/engine/broken.cpp:17: 'YAML::' must not be used here",
            "src/engine/broken.cpp:17: 'CLI::' must not be used here: one file of src/cli does",
            "src/unlisted/untidy.cpp:1: 'unlisted' is not a layer",
            "src/unlisted/untidy.h:1: 'unlisted' is not a layer",
        });
}

TEST_CASE("a folder without sources is a breach") {
  CHECK(find_breaches(kRoot / "tests/arch/canary/src", kLayers).size() == 1);
}

TEST_CASE("only code is looked at") {
  CHECK(code_only("a // b\nc") == "a     \nc");
  CHECK(code_only("1'000 + 'x'") == "1'000 +    ");
  CHECK(code_only("f(\"a\\\"b\", c)") == "f(      , c)");
  CHECK(code_only("R\"x(a)\" b)x\" c") == "             c");
}
