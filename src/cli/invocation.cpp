// SPDX-License-Identifier: Apache-2.0
#include "cli/invocation.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/parallel.h"
#include "base/text.h"
#include "engine/numbers/decimal.h"

namespace parindex {
namespace {

constexpr std::array<std::pair<std::string_view, MessageForm>, 3> kMessageForms = {{
    {"text", MessageForm::Text},
    {"short", MessageForm::Short},
    {"json", MessageForm::Json},
}};

const OutputFormat* read_format(Invocation& invocation) {
  const std::string name = invocation.arguments.text("format");
  const std::string output = invocation.arguments.text("output");
  const OutputFormat* format = &kOutputFormats.front();
  if (!name.empty()) {
    format = find_format_by_name(name);
  } else if (!output.empty()) {
    format = find_format_by_path(output);
  }
  if (format == nullptr) {
    report_without_place(
        invocation, codes::kUnknownFormat,
        name.empty() ? fmt::format("the ending of `{}` names no format", output)
                     : fmt::format("no format is called `{}`", name),
        fmt::format("pass --format with one of: {}", fmt::join(names_of(kOutputFormats), ", ")));
  }
  return format;
}

std::optional<std::size_t> read_threads(Invocation& invocation) {
  constexpr std::int64_t kMost = 256;
  if (!invocation.arguments.has("threads")) {
    return hardware_threads();
  }
  const std::string text = invocation.arguments.text("threads");
  const std::optional<Decimal> number = parse_decimal(text);
  if (!number || number->scale != 0 || number->coefficient < 1 || number->coefficient > kMost) {
    report_without_place(invocation, codes::kUsage, fmt::format("`--threads` cannot be `{}`", text),
                         "a whole number from 1 to 256");
    return std::nullopt;
  }
  return static_cast<std::size_t>(number->coefficient);
}

}  // namespace

void report_without_place(Invocation& invocation, std::string_view code, std::string message,
                          std::string help) {
  invocation.diagnostics.add({.severity = Severity::Error,
                              .code = code,
                              .message = std::move(message),
                              .primary = {},
                              .related = {},
                              .help = std::move(help),
                              .topic = ""});
}

std::optional<std::size_t> read_choice(Invocation& invocation, std::string_view option,
                                       std::span<const std::string_view> choices) {
  if (!invocation.arguments.has(option)) {
    return 0;
  }
  const std::string given = invocation.arguments.text(option);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == given) {
      return i;
    }
  }
  std::vector<std::string> names;
  for (const std::string_view choice : choices) {
    if (!choice.empty()) {
      names.emplace_back(choice);
    }
  }
  report_without_place(invocation, codes::kUsage,
                       fmt::format("`--{}` cannot be `{}`", option, given),
                       fmt::format("one of: {}", fmt::join(names, ", ")));
  return std::nullopt;
}

std::optional<std::int64_t> read_day(Invocation& invocation, std::string_view option) {
  const std::string text = invocation.arguments.text(option);
  const std::optional<std::int64_t> day = parse_iso_day(text);
  if (!day && !text.empty()) {
    report_without_place(invocation, codes::kUsage,
                         fmt::format("`--{}` cannot be `{}`", option, text),
                         "a date, year-month-day, like 2024-12-31");
  }
  return day;
}

MessageForm message_form(const Invocation& invocation) {
  const std::string name = invocation.arguments.text("messages");
  const auto* const row = std::find_if(kMessageForms.begin(), kMessageForms.end(),
                                       [&](const auto& form) { return form.first == name; });
  return row == kMessageForms.end() ? MessageForm::Text : row->second;
}

std::optional<TextOptions> read_text_options(Invocation& invocation) {
  constexpr std::array<std::string_view, 3> kLanguages = {"", "vi", "en"};
  constexpr std::array<std::string_view, 3> kColours = {"auto", "always", "never"};
  TextOptions options;
  options.output = invocation.arguments.text("output");
  const std::optional<std::size_t> language = read_choice(invocation, "lang", kLanguages);
  read_choice(invocation, "messages",
              std::array{kMessageForms[0].first, kMessageForms[1].first, kMessageForms[2].first});
  read_choice(invocation, "color", kColours);
  if (invocation.diagnostics.has_errors() || !language) {
    return std::nullopt;
  }
  if (*language > 0) {
    options.language = *language == 1 ? Language::Vietnamese : Language::English;
  }
  return options;
}

std::optional<CommonOptions> read_common_options(Invocation& invocation) {
  const OutputFormat* const format = read_format(invocation);
  const std::optional<TextOptions> text = read_text_options(invocation);
  const std::optional<std::size_t> threads = read_threads(invocation);
  const std::optional<std::size_t> dialect = read_choice(invocation, "csv-dialect", kCsvDialects);
  if (!text || format == nullptr || !threads || !dialect) {
    return std::nullopt;
  }
  CommonOptions options;
  static_cast<TextOptions&>(options) = *text;
  options.format = format;
  options.dialect = *dialect == 0 ? CsvDialect::Rfc4180 : CsvDialect::ExcelVi;
  options.threads = *threads;
  return options;
}

}  // namespace parindex
