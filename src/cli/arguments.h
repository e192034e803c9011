// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parindex {

// One option of a command. Commands list theirs; the parser, --help and the docs follow from it.
struct OptionSpec {
  enum class Takes : std::uint8_t { Nothing, Value, Values };

  std::string_view name;    // "data": `--data`
  std::string_view letter;  // "o": `-o`; may be empty
  Takes takes = Takes::Nothing;
  std::string_view value;  // what help calls the value: "FILE"
  std::string_view help;
  bool required = false;
};

// What was given on the command line, by the names in OptionSpec.
class Arguments {
 public:
  void set(std::string name, std::vector<std::string> values) {
    values_[std::move(name)] = std::move(values);
  }

  [[nodiscard]] bool has(std::string_view name) const { return !list(name).empty(); }
  // The value, or empty.
  [[nodiscard]] std::string text(std::string_view name) const {
    const std::vector<std::string>& values = list(name);
    return values.empty() ? "" : values.back();
  }
  [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
  }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

}  // namespace parindex
