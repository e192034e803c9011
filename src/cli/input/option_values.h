// SPDX-License-Identifier: Apache-2.0
//
// Values of options that several commands read alike. What is wrong is added as an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/invocation.h"
#include "engine/numbers/decimal.h"
#include "model/rulebook.h"

namespace parindex {

// A whole number from 1 to 1,000,000,000; `fallback` where the option is absent or wrong.
std::uint64_t read_whole(Invocation& invocation, std::string_view option, std::uint64_t fallback);

// A number above 0; empty where the option is absent or wrong.
std::optional<Decimal> read_positive(Invocation& invocation, std::string_view option);

// The position in Rulebook::grades of the grade that the option names, in whichever case; empty
// where there is none.
std::optional<std::size_t> read_grade(Invocation& invocation, const Rulebook& rulebook,
                                      std::string_view option);

}  // namespace parindex
