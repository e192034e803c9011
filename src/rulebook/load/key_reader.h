// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/config_node.h"
#include "base/diagnostics.h"
#include "engine/numbers/number.h"

namespace parindex {

// Adds an error with one place.
void report_error(Diagnostics& diagnostics, std::string_view code, std::string message,
                  SourceSpan place, std::string help = "", std::vector<Label> related = {});

// The number that a scalar holds: its value, or an input of the program.
Number number_at(const ConfigNode& node, Decimal value, bool percent = false);

// A decimal number in a scalar; empty with an error otherwise. `what` names it in the message.
std::optional<Number> read_number(const ConfigNode& node, std::string_view what,
                                  Diagnostics& diagnostics);

// The same where only a plain number can stand.
std::optional<Decimal> read_decimal(const ConfigNode& node, std::string_view what,
                                    Diagnostics& diagnostics);

// Reads the keys of one mapping, each at most once; what was not asked for is an unknown key.
class KeyReader {
 public:
  // `what` completes "unknown key `x` in …". A node that is no mapping is reported at once.
  KeyReader(const ConfigNode& node, std::string what, Diagnostics& diagnostics);

  [[nodiscard]] bool is_mapping() const { return node_.kind == ConfigNode::Kind::Mapping; }

  [[nodiscard]] const std::string& what() const { return what_; }
  // Where the mapping stands; the value of its `id` where it has one.
  [[nodiscard]] SourceSpan place() const;

  const ConfigEntry* find(std::string_view key);      // null when absent
  const ConfigEntry* required(std::string_view key);  // reports when absent

  std::string text(std::string_view key);  // empty when absent
  std::string required_text(std::string_view key);
  std::optional<Number> number(std::string_view key);
  std::optional<Decimal> decimal(std::string_view key);  // only a plain number
  std::optional<int> whole(std::string_view key, int least, int most);
  bool flag(std::string_view key);  // `true` or `false`; false when absent

  // A word of a closed set.
  template <typename Choice>
  Choice choice(std::string_view key, std::span<const std::pair<std::string_view, Choice>> choices,
                Choice fallback) {
    const ConfigEntry* entry = find(key);
    if (entry == nullptr) {
      return fallback;
    }
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) {
      if (entry->value.kind == ConfigNode::Kind::Scalar && entry->value.text == name) {
        return value;
      }
      names.emplace_back(name);
    }
    report_choice(*entry, names);
    return fallback;
  }

  // Says at the value of a key that it cannot be.
  void report_value(std::string_view key, std::string message);

  // Reports keys that nobody asked for.
  void finish();

 private:
  void report_choice(const ConfigEntry& entry, const std::vector<std::string>& names);
  std::optional<std::string> scalar(const ConfigEntry& entry);

  const ConfigNode& node_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;  // every key asked for
};

}  // namespace parindex
