// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/resolve_numbers.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/address.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

// Stands for a maximum that is not known, where one must stand; nothing computed from it is shown.
constexpr std::string_view kSomeMaximum = "1000000";

// A plain number or one with %.
struct WrittenNumber {
  Decimal value;
  bool percent = false;
};

std::optional<WrittenNumber> parse_written(std::string_view text) {
  text = trim(text);
  const bool percent = text.ends_with('%');
  const std::optional<Decimal> value =
      parse_decimal(percent ? trim(text.substr(0, text.size() - 1)) : text);
  return value ? std::optional(WrittenNumber{*value, percent}) : std::nullopt;
}

// Where a text next names a number, at or behind `from`.
std::size_t find_name(std::string_view text, std::string_view name, std::size_t from) {
  const auto joins = [](char c) {
    return is_digit(c) || is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  std::size_t at = text.find(name, from);
  while (at != std::string_view::npos) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !joins(text[at - 1])) && (end == text.size() || !joins(text[end]))) {
      break;
    }
    at = text.find(name, at + 1);
  }
  return at;
}

bool has_key(const std::vector<std::string>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// Where the language knows the word `unknown` itself: what one band, level or case gives.
bool may_be_unknown_alone(const std::vector<std::string>& keys) {
  const std::size_t n = keys.size();
  return (n >= 2 && (keys[n - 2] == "bands" || keys[n - 2] == "levels")) ||
         (n >= 3 && keys[n - 3] == "cases" && keys[n - 1] == "points");
}

// Numbers that say how to compute, not what something is worth.
bool must_be_plain(const PlacedValue& value) {
  constexpr std::array<std::string_view, 5> kWithNumbers = {"numbers", "grades", "grade_caps",
                                                            "bonus", "penalty"};
  return has_key(value.keys, "round") ||
         (value.criterion.empty() && std::find(kWithNumbers.begin(), kWithNumbers.end(),
                                               value.keys.front()) == kWithNumbers.end());
}

void erase_key(ConfigNode& mapping, std::string_view key) {
  std::erase_if(mapping.entries, [&](const ConfigEntry& entry) { return entry.key == key; });
}

ConfigNode scalar_at(SourceSpan span, std::string_view text) {
  ConfigNode node;
  node.kind = ConfigNode::Kind::Scalar;
  node.text = text;
  node.span = span;
  return node;
}

// Reads one number that is written as a mapping.
class NumberReader {
 public:
  NumberReader(const PlacedValue& place, Diagnostics& diagnostics)
      : keys_(place.node, fmt::format("the number `{}`", place.address()), diagnostics),
        diagnostics_(diagnostics) {
    number_.address = place.address();
    number_.criterion = place.criterion;
    number_.keys = place.keys;
    number_.span = place.node.span;
  }

  // Whether it is resolved; `number()` then has its value and source.
  bool read() {
    const ConfigEntry* const value = keys_.find("value");
    const ConfigEntry* const assumed = keys_.find("assumed");
    const ConfigEntry* const unknown = keys_.find("unknown");
    const int forms = (value != nullptr) + (assumed != nullptr) + (unknown != nullptr);
    if (forms > 1) {
      report_error(diagnostics_, codes::kSeveralRules,
                   "a number is one of `value`, `assumed` and `unknown`", number_.span,
                   "keep one of them");
    }
    number_.source = keys_.text("source");
    if (value != nullptr) {
      read_settled(*value);
    } else {
      number_.unknown = unknown != nullptr;
      if (assumed != nullptr) {
        number_.value = written(assumed->value).value_or("");
        keys_.required("range");
        keys_.required("why");
      }
      read_range();
      number_.why = keys_.text("why");
    }
    keys_.finish();
    return value != nullptr;
  }

  OpenNumber take() { return std::move(number_); }

 private:
  void read_settled(const ConfigEntry& value) {
    number_.value = written(value.value).value_or("");
    keys_.required("source");
    if (const ConfigEntry* range = keys_.find("range")) {
      report_error(diagnostics_, codes::kSettledWithRange, "a number with `value` has no range",
                   range->key_span, "leave `range` out, or write `assumed` instead of `value`");
    }
  }

  std::optional<std::string> written(const ConfigNode& node) {
    if (node.kind == ConfigNode::Kind::Scalar && parse_written(node.text)) {
      return std::string(trim(node.text));
    }
    report_error(diagnostics_, codes::kBadNumber,
                 node.kind == ConfigNode::Kind::Scalar
                     ? fmt::format("`{}` is not a number", node.text)
                     : std::string("this must be a number"),
                 node.span, "a number like `2.5`, or a share like `75%`");
    return std::nullopt;
  }

  void read_range() {
    const ConfigEntry* const range = keys_.find("range");
    if (range == nullptr) {
      return;
    }
    const std::vector<ConfigNode>& ends = range->value.items;
    const auto low = ends.size() == 2 ? parse_written(ends[0].text) : std::nullopt;
    const auto high = ends.size() == 2 ? parse_written(ends[1].text) : std::nullopt;
    if (!low || !high || low->percent != high->percent || high->value < low->value) {
      report_error(diagnostics_, codes::kBadRange,
                   "a range is the least and the greatest value that a number can have",
                   range->value.span, "for example `range: [1, 3]`, or `range: [50%, 75%]`");
      return;
    }
    number_.low = trim(ends[0].text);
    number_.high = trim(ends[1].text);
    const auto value = parse_written(number_.value);
    if (value && (value->percent != low->percent || value->value < low->value ||
                  high->value < value->value)) {
      report_error(diagnostics_, codes::kOutsideRange,
                   fmt::format("{} does not lie in the range from {} to {}", number_.value,
                               number_.low, number_.high),
                   keys_.find("assumed")->value.span, "correct the value or the range",
                   {{range->value.span, "the range"}});
    }
  }

  KeyReader keys_;
  Diagnostics& diagnostics_;
  OpenNumber number_;
};

class Settler {
 public:
  Settler(const ConfigNode& file, const Assumption& assumption,
          const std::vector<NumberInput>& inputs, Diagnostics& diagnostics)
      : assumption_(assumption),
        inputs_(inputs),
        diagnostics_(diagnostics) {
    result_.tree = file;
    for (std::uint32_t i = 0; i < inputs.size(); ++i) {
      positions_.emplace(to_nfc(inputs[i].address), i);
    }
  }

  ResolvedRulebook resolve_numbers() {
    visit_values(result_.tree, [this](const PlacedValue& value) { return visit(value); });
    settle_names();
    for (const Missing& missing : missing_) {
      leave_out(missing);
    }
    return std::move(result_);
  }

 private:
  // A number without a value.
  struct Missing {
    std::string criterion;
    std::vector<std::string> keys;
  };

  // False: nothing below has to be looked at.
  bool visit(const PlacedValue& value) {
    const bool goes_on = look_at(value);
    take_input(value);
    return goes_on;
  }

  // Writes an input over the value at its address.
  void take_input(const PlacedValue& value) {
    const auto found = positions_.empty() ? positions_.end() : positions_.find(value.address());
    if (found == positions_.end() || value.node.kind != ConfigNode::Kind::Scalar) {
      return;
    }
    const NumberInput& input = inputs_[found->second];
    value.node = scalar_at(value.node.span, input.text);
    if (input.varies) {
      const auto before = inputs_.begin() + found->second;
      const auto column = std::count_if(inputs_.begin(), before,
                                        [](const NumberInput& other) { return other.varies; });
      value.node.input =
          ConfigInput{static_cast<std::uint32_t>(column), input.places, input.non_negative};
    }
  }

  bool look_at(const PlacedValue& value) {
    if (value.keys.empty()) {
      parents_.emplace(value.criterion, std::string());
      note_children(value);
      return true;
    }
    const bool open_word = value.node.kind == ConfigNode::Kind::Scalar &&
                           value.node.text == "unknown" && may_be_unknown_alone(value.keys);
    if (open_word) {
      OpenNumber number;
      number.address = value.address();
      number.criterion = value.criterion;
      number.keys = value.keys;
      number.span = value.node.span;
      number.unknown = true;
      result_.open_numbers.push_back(std::move(number));
      return false;
    }
    if (value.keys.back() == "examples" || value.keys.back() == "indicators" ||
        value.keys.back() == "levels" || has_key(value.keys, "remedy") ||
        !is_number_form(value.node)) {
      return value.keys.back() != "examples" && value.keys.back() != "indicators";
    }
    read_number(value);
    return false;
  }

  void note_children(const PlacedValue& criterion) {
    if (const ConfigEntry* const list = criterion.node.find("criteria")) {
      for (const ConfigNode& item : list->value.items) {
        if (const ConfigEntry* const id = item.find("id")) {
          parents_[to_nfc(id->value.text)] = criterion.criterion;
        }
      }
    }
  }

  void read_number(const PlacedValue& place) {
    if (must_be_plain(place)) {
      report_error(diagnostics_, codes::kNumberNotOpen,
                   fmt::format("`{}` must be a plain number", place.address()), place.node.span,
                   "only what criteria and grades are worth can be assumed or unknown");
      return;
    }
    NumberReader reader(place, diagnostics_);
    const bool resolved = reader.read();
    OpenNumber number = reader.take();
    if (resolved && !number.value.empty()) {
      ++result_.sourced_numbers;
      place.node = scalar_at(place.node.find("value")->value.span, number.value);
      return;
    }
    const std::size_t position = result_.open_numbers.size();
    const NumberEnd end = position < assumption_.size() ? assumption_[position] : NumberEnd::Value;
    const std::string& chosen = end == NumberEnd::Value ? number.value
                                : end == NumberEnd::Low ? number.low
                                                        : number.high;
    if (positions_.contains(number.address)) {
      place.node = scalar_at(number.span, "");  // the input comes here
    } else if (!chosen.empty()) {
      place.node = scalar_at(number.span, chosen);
    } else if (may_be_unknown_alone(place.keys)) {
      place.node = scalar_at(number.span, "unknown");
    } else {
      place.node = scalar_at(number.span, "");
      missing_.push_back({number.criterion, number.keys});
    }
    result_.open_numbers.push_back(std::move(number));
  }

  // Writes named numbers into the ends of bands. What names one that is missing is missing, too.
  void settle_names() {
    const ConfigEntry* const numbers = result_.tree.find("numbers");
    if (numbers == nullptr) {
      return;
    }
    const std::vector<ConfigEntry> named = numbers->value.entries;
    for (const ConfigEntry& number : named) {
      bool used = false;
      visit_values(result_.tree, [&](const PlacedValue& value) {
        used = (may_name_numbers(value) && settle_name(number, value)) || used;
        return true;
      });
      if (!used && assumption_.empty()) {
        diagnostics_.add(
            {.severity = Severity::Warning,
             .code = codes::kUnusedNumber,
             .message = fmt::format("nothing uses the number `{}`", number.key),
             .primary = {number.key_span, ""},
             .related = {},
             .help = "remove it, or use its name in an expression or the end of a band",
             .topic = ""});
      }
    }
  }

  // Whether the value names the number.
  bool settle_name(const ConfigEntry& number, const PlacedValue& value) {
    bool used = names_number(value.node.text, number.key);
    const bool ends = value.keys.back() == "bands" || value.keys.back() == "line";
    for (ConfigEntry& entry : value.node.entries) {
      if (ends && names_number(entry.key, number.key)) {
        used = true;
        if (!number.value.input) {
          entry.key = written_into(entry.key, number);
        }
      }
    }
    if (used) {
      use_name(number, {value.criterion, value.keys});
    }
    return used;
  }

  void use_name(const ConfigEntry& number, Missing user) {
    if (number.value.kind == ConfigNode::Kind::Scalar && number.value.text.empty()) {
      missing_.push_back(std::move(user));
    }
  }

  static std::string written_into(std::string key, const ConfigEntry& number) {
    std::size_t at = 0;
    while ((at = find_name(key, number.key, at)) != std::string::npos) {
      key.replace(at, number.key.size(), number.value.text);
      at += number.value.text.size();
    }
    return key;
  }

  // ---- what needs a number that nobody knows ----

  void leave_out(const Missing& missing) {
    const std::string& first = missing.keys.front();
    if (missing.criterion.empty()) {
      leave_out_above(missing.keys);
      return;
    }
    ConfigNode* const criterion = find_value(result_.tree, missing.criterion);
    if (criterion == nullptr) {
      return;
    }
    if (first == "weight") {
      erase_key(*criterion, "weight");
      result_.left_out.push_back({parents_[missing.criterion], true});
    } else if (first == "not_applicable") {
      leave_out_rescaling(*criterion, missing.criterion);
    } else if (criterion->find("criteria") != nullptr) {
      leave_out_of_node(*criterion, missing);
    } else {
      leave_out_rule(*criterion, missing);
    }
  }

  void leave_out_above(const std::vector<std::string>& keys) {
    if (keys.front() == "bonus" || keys.front() == "penalty") {
      erase_key(*find_value(result_.tree, keys.front()), "cap");
      result_.left_out.push_back({keys.front(), true});
    } else if (keys.front() == "numbers") {
      erase_key(*find_value(result_.tree, "numbers"), keys.back());
    } else if (has_key(keys, "quota")) {
      erase_key(*find_value(result_.tree, "grades." + keys[1]), "quota");
    } else if (keys.front() == "grades" || keys.front() == "grade_caps") {
      for (const std::string_view key : {"grades", "grade_caps", "grading"}) {
        erase_key(result_.tree, key);
      }
      result_.grades_unknown = true;
    } else {
      report_error(diagnostics_, codes::kNumberNotOpen,
                   fmt::format("`{}` cannot rest on an unknown number", keys.front()),
                   result_.tree.find(keys.front())->key_span, "give it an assumed value");
    }
  }

  void leave_out_of_node(ConfigNode& node, const Missing& missing) {
    const std::string& key = missing.keys.front();
    const ConfigEntry* const aggregate = node.find("aggregate");
    const bool own_maximum = key == "max" && aggregate != nullptr &&
                             aggregate->value.text != "sum" && aggregate->value.text != "mean" &&
                             aggregate->value.text != "weighted_mean";
    if (own_maximum) {
      *find_value(node, "max") = scalar_at(node.span, kSomeMaximum);
    } else {
      erase_key(node, key);
    }
    // The parts give a maximum, too.
    if (own_maximum || key != "max") {
      result_.left_out.push_back({missing.criterion, true});
    }
  }

  void leave_out_rescaling(ConfigNode& criterion, const std::string& id) {
    result_.left_out.push_back({id, true});
    if (const ConfigNode* const within = find_value(criterion, "not_applicable.within")) {
      result_.left_out.push_back({to_nfc(within->text), true});
    }
    erase_key(criterion, "not_applicable");
  }

  // The criterion has an unknown case, and no other.
  void leave_out_rule(ConfigNode& leaf, const Missing& missing) {
    result_.rules_left_out = true;
    if (missing.keys.front() == "max") {
      *find_value(leaf, "max") = scalar_at(leaf.span, kSomeMaximum);
      result_.left_out.push_back({missing.criterion, true});
    }
    for (const RuleKind& kind : kRuleKinds) {
      erase_key(leaf, kind.name);
    }
    for (const std::string_view key : {"of", "requires", "examples"}) {
      erase_key(leaf, key);
    }
    ConfigNode points;
    points.kind = ConfigNode::Kind::Mapping;
    points.span = leaf.span;
    points.entries.push_back({"points", leaf.span, scalar_at(leaf.span, "unknown")});
    ConfigNode cases;
    cases.kind = ConfigNode::Kind::Sequence;
    cases.span = leaf.span;
    cases.items.push_back(std::move(points));
    leaf.entries.push_back({"cases", leaf.span, std::move(cases)});
  }

  const Assumption& assumption_;
  const std::vector<NumberInput>& inputs_;
  std::map<std::string, std::uint32_t> positions_;  // in inputs_, by address
  Diagnostics& diagnostics_;
  ResolvedRulebook result_;
  std::map<std::string, std::string> parents_;  // by id of criterion; empty: the root
  std::vector<Missing> missing_;
};

}  // namespace

ResolvedRulebook resolve_numbers(const ConfigNode& file, const Assumption& assumption,
                                 const std::vector<NumberInput>& inputs, Diagnostics& diagnostics) {
  return Settler(file, assumption, inputs, diagnostics).resolve_numbers();
}

bool names_number(std::string_view text, std::string_view name) {
  return find_name(text, name, 0) != std::string_view::npos;
}

bool may_name_numbers(const PlacedValue& value) {
  constexpr std::array<std::string_view, 5> kAbove = {"grades", "grade_caps", "ranking", "bonus",
                                                      "penalty"};
  constexpr std::array<std::string_view, 10> kWords = {"id",     "title",  "source",    "item",
                                                       "name",   "remedy", "appraiser", "examples",
                                                       "levels", "lever"};
  const bool words = std::any_of(kWords.begin(), kWords.end(),
                                 [&](std::string_view key) { return has_key(value.keys, key); });
  return !words && !value.keys.empty() &&
         (!value.criterion.empty() ||
          std::find(kAbove.begin(), kAbove.end(), value.keys.front()) != kAbove.end());
}

}  // namespace parindex
