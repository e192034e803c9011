// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/key_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {

void report_error(Diagnostics& diagnostics, std::string_view code, std::string message,
                  SourceSpan place, std::string help, std::vector<Label> related) {
  diagnostics.add({.severity = Severity::Error,
                   .code = code,
                   .message = std::move(message),
                   .primary = {place, ""},
                   .related = std::move(related),
                   .help = std::move(help),
                   .topic = ""});
}

Number number_at(const ConfigNode& node, Decimal value, bool percent) {
  return node.input ? input_number(node.input->position, value,
                                   node.input->places + (percent ? 2 : 0), node.input->non_negative)
                    : Number(value);
}

std::optional<Decimal> read_decimal(const ConfigNode& node, std::string_view what,
                                    Diagnostics& diagnostics) {
  constexpr int kMostPlaces = 9;
  const Decimal most{1'000'000'000, 0};
  if (node.kind == ConfigNode::Kind::Scalar) {
    const std::optional<Decimal> value = parse_decimal(node.text);
    if (value && normalized(*value).scale <= kMostPlaces && *value < most &&
        Decimal{-most.coefficient, 0} < *value) {
      return normalized(*value);
    }
  }
  report_error(diagnostics, codes::kBadNumber,
               node.kind == ConfigNode::Kind::Scalar
                   ? fmt::format("`{}` is not a number that {} can have", node.text, what)
                   : fmt::format("{} must be a number", what),
               node.span,
               "a number below 1,000,000,000 with a point and at most 9 places, like `2.5`");
  return std::nullopt;
}

std::optional<Number> read_number(const ConfigNode& node, std::string_view what,
                                  Diagnostics& diagnostics) {
  const std::optional<Decimal> value = read_decimal(node, what, diagnostics);
  return value ? std::optional(number_at(node, *value)) : std::nullopt;
}

KeyReader::KeyReader(const ConfigNode& node, std::string what, Diagnostics& diagnostics)
    : node_(node),
      what_(std::move(what)),
      diagnostics_(diagnostics) {
  if (!is_mapping()) {
    report_error(diagnostics_, codes::kWrongType, fmt::format("{} must be a mapping", what_),
                 node_.span, "write `key: value` lines");
  }
}

SourceSpan KeyReader::place() const {
  const ConfigEntry* id = node_.find("id");
  return id == nullptr ? node_.span : id->value.span;
}

const ConfigEntry* KeyReader::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
    known_.emplace_back(key);
  }
  return node_.find(key);
}

const ConfigEntry* KeyReader::required(std::string_view key) {
  const ConfigEntry* entry = find(key);
  if (entry == nullptr && is_mapping()) {
    report_error(diagnostics_, codes::kMissingKey, fmt::format("{} has no `{}`", what_, key),
                 node_.span, fmt::format("add `{}: …`", key));
  }
  return entry;
}

std::optional<std::string> KeyReader::scalar(const ConfigEntry& entry) {
  if (entry.value.kind == ConfigNode::Kind::Scalar) {
    return to_nfc(entry.value.text);
  }
  report_error(diagnostics_, codes::kWrongType, fmt::format("`{}` must be a text", entry.key),
               entry.value.span);
  return std::nullopt;
}

std::string KeyReader::text(std::string_view key) {
  const ConfigEntry* entry = find(key);
  return entry == nullptr ? "" : scalar(*entry).value_or("");
}

std::string KeyReader::required_text(std::string_view key) {
  const ConfigEntry* entry = required(key);
  return entry == nullptr ? "" : scalar(*entry).value_or("");
}

std::optional<Number> KeyReader::number(std::string_view key) {
  const ConfigEntry* entry = find(key);
  return entry == nullptr ? std::nullopt
                          : read_number(entry->value, fmt::format("`{}`", key), diagnostics_);
}

std::optional<Decimal> KeyReader::decimal(std::string_view key) {
  const ConfigEntry* entry = find(key);
  return entry == nullptr ? std::nullopt
                          : read_decimal(entry->value, fmt::format("`{}`", key), diagnostics_);
}

std::optional<int> KeyReader::whole(std::string_view key, int least, int most) {
  const ConfigEntry* entry = find(key);
  if (entry == nullptr) {
    return std::nullopt;
  }
  const std::optional<Decimal> value = entry->value.kind == ConfigNode::Kind::Scalar
                                           ? parse_decimal(entry->value.text)
                                           : std::nullopt;
  if (!value || value->scale != 0 || value->coefficient < least || value->coefficient > most) {
    report_error(diagnostics_, codes::kBadNumber,
                 fmt::format("`{}` must be a whole number from {} to {}", key, least, most),
                 entry->value.span);
    return std::nullopt;
  }
  return static_cast<int>(value->coefficient);
}

bool KeyReader::flag(std::string_view key) {
  constexpr std::pair<std::string_view, bool> kFlags[] = {{"true", true}, {"false", false}};
  return choice<bool>(key, kFlags, false);
}

void KeyReader::report_choice(const ConfigEntry& entry, const std::vector<std::string>& names) {
  const std::string word =
      entry.value.kind == ConfigNode::Kind::Scalar ? entry.value.text : std::string("this");
  report_error(diagnostics_, codes::kUnknownName,
               fmt::format("`{}` cannot be `{}`", entry.key, word), entry.value.span,
               fmt::format("one of: {}", fmt::join(names, ", ")));
}

void KeyReader::report_value(std::string_view key, std::string message) {
  if (const ConfigEntry* entry = node_.find(key)) {
    report_error(diagnostics_, codes::kBadNumber, std::move(message), entry->value.span);
  }
}

void KeyReader::finish() {
  for (const ConfigEntry& entry : node_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) == known_.end()) {
      report_error(diagnostics_, codes::kUnknownKey,
                   fmt::format("unknown key `{}` in {}", entry.key, what_), entry.key_span,
                   suggest(entry.key, known_));
    }
  }
}

}  // namespace parindex
