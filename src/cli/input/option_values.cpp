// SPDX-License-Identifier: Apache-2.0
#include "cli/input/option_values.h"

#include <string>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {

std::uint64_t read_whole(Invocation& invocation, std::string_view option, std::uint64_t fallback) {
  constexpr std::int64_t kMost = 1'000'000'000;
  if (!invocation.arguments.has(option)) {
    return fallback;
  }
  const std::string text = invocation.arguments.text(option);
  const std::optional<Decimal> number = parse_decimal(text);
  if (!number || number->scale != 0 || number->coefficient < 1 || number->coefficient > kMost) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("`--{}` cannot be `{}`", option, text),
                         "a whole number from 1 to 1000000000");
    return fallback;
  }
  return static_cast<std::uint64_t>(number->coefficient);
}

std::optional<Decimal> read_positive(Invocation& invocation, std::string_view option) {
  if (!invocation.arguments.has(option)) {
    return std::nullopt;
  }
  const std::string text = invocation.arguments.text(option);
  const std::optional<Decimal> number = parse_decimal(text);
  if (!number || number->is_negative() || number->is_zero()) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("`--{}` cannot be `{}`", option, text),
                         "a number above 0, for example 0.1");
    return std::nullopt;
  }
  return number;
}

std::optional<std::size_t> read_grade(Invocation& invocation, const Rulebook& rulebook,
                                      std::string_view option) {
  const std::string wanted = to_nfc(invocation.arguments.text(option));
  std::vector<std::string> names;
  names.reserve(rulebook.grades.size());
  for (std::size_t i = 0; i < rulebook.grades.size(); ++i) {
    names.push_back(rulebook.grades[i].name);
    if (!wanted.empty() && fold_case(names.back()) == fold_case(wanted)) {
      return i;
    }
  }
  report_without_place(invocation, codes::kUnknownName,
                       fmt::format("no grade of `{}` is called `{}`", rulebook.id, wanted),
                       names.empty() ? "the rulebook has no grades" : suggest(wanted, names));
  return std::nullopt;
}

}  // namespace parindex
