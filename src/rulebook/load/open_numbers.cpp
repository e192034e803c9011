// SPDX-License-Identifier: Apache-2.0
//
// What an open number moves, as far as it can be proved from where it stands. Bounds of results
// rest on this: a number that moves points in one direction only gives their extremes at the ends
// of its range. Whatever is not proved here is OpenNumber::Effect::Other.
#include "rulebook/load/open_numbers.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "rulebook/load/address.h"

namespace parindex {
namespace {

using Effect = OpenNumber::Effect;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Points of these kinds are sums and products of their numbers: no least, no most, no rounding.
bool is_affine(const std::vector<std::string>& keys) {
  return is_one_of(keys.front(), {"bands", "line", "levels", "checklist", "yes_no"}) ||
         (keys.front() == "cases" && keys.size() == 3 && keys.back() == "points") ||
         (keys.size() > 1 && is_one_of(keys[1], {"bands", "answers"}));
}

// Whether the points of a leaf change evenly with its maximum: shares of it, or numbers of their
// own; nothing that a maximum cuts off.
bool follows_maximum(const ConfigNode& leaf) {
  if (leaf.find("round") != nullptr) {
    return false;
  }
  const ConfigEntry* const proportional = leaf.find("proportional");
  if (proportional != nullptr) {
    return proportional->value.kind == ConfigNode::Kind::Scalar;
  }
  const ConfigEntry* const cases = leaf.find("cases");
  if (cases != nullptr) {
    return std::all_of(cases->value.items.begin(), cases->value.items.end(),
                       [](const ConfigNode& item) { return item.find("points") != nullptr; });
  }
  return std::any_of(leaf.entries.begin(), leaf.entries.end(), [](const ConfigEntry& entry) {
    return is_one_of(entry.key, {"bands", "line", "levels", "checklist", "yes_no", "lateness",
                                 "survey", "given", "goalposts", "relative"});
  });
}

// A number in the place of a number.
Effect effect_in_place(const OpenNumber& number, bool leaf) {
  const std::vector<std::string>& keys = number.keys;
  const std::string& first = keys.front();
  if (number.criterion.empty()) {
    if (is_one_of(first, {"bonus", "penalty"})) {
      return Effect::ExtraCap;
    }
    const bool quota = std::find(keys.begin(), keys.end(), "quota") != keys.end();
    return quota ? Effect::Nothing
                 : (first == "grades" && is_one_of(keys.back(), {"from", "above"}) ? Effect::Grade
                                                                                   : Effect::Other);
  }
  if (first == "weight") {
    return Effect::Weight;
  }
  if (!leaf) {
    return first == "max" ? Effect::Weight : Effect::Other;
  }
  if (first == "max") {
    return Effect::Maximum;
  }
  return is_one_of(first, {"not_applicable", "goalposts"}) ? Effect::Other : Effect::Points;
}

// What names a number within one criterion.
struct Uses {
  std::size_t expressions = 0;  // how often
  std::size_t band_ends = 0;    // how many bands
  bool proved = true;           // each of them moves the points in one direction
};

std::size_t count_name(std::string_view text, std::string_view name) {
  std::size_t count = 0;
  while (names_number(text, name)) {
    ++count;
    text = text.substr(text.find(name) + name.size());
  }
  return count;
}

// An expression in which a figure or number that stands there once moves the value in one
// direction, whatever the others are: all operations but these.
bool keeps_direction(std::string_view text, bool positive) {
  for (const std::string_view sign : {"==", "!=", "abs", "pow", "round"}) {
    if (text.find(sign) != std::string_view::npos) {
      return false;
    }
  }
  return positive || text.find('/') == std::string_view::npos;
}

class NameTracer {
 public:
  NameTracer(ConfigNode& file, const Rulebook& rulebook, OpenNumber& number)
      : file_(file),
        rulebook_(rulebook),
        number_(number),
        name_(number.keys.back()) {}

  void trace() {
    number_.effect = Effect::Points;
    visit_values(file_, [this](const PlacedValue& value) {
      if (may_name_numbers(value)) {
        look_at(value);
      }
      return true;
    });
    for (const auto& [criterion, uses] : uses_) {
      const bool once = (uses.expressions == 0 && uses.band_ends <= 2) ||
                        (uses.expressions == 1 && uses.band_ends == 0);
      number_.criteria.push_back(criterion);
      if (!once || !uses.proved) {
        number_.effect = Effect::Other;
      }
    }
    if (above_ > 0 && (above_ > 1 || !uses_.empty())) {
      number_.effect = Effect::Other;
    }
  }

 private:
  void look_at(const PlacedValue& value) {
    const bool ends = value.keys.back() == "bands" || value.keys.back() == "line";
    Uses found;
    for (const ConfigEntry& entry : value.node.entries) {
      const std::size_t count = ends ? count_name(entry.key, name_) : 0;
      found.band_ends += count;
      // Beside a linear band points jump back.
      found.proved = found.proved && count < 2;
    }
    if (found.band_ends > 0) {
      found.proved = found.proved && value.keys.back() == "bands" && has_constant_bands(value.node);
    }
    found.expressions = count_name(value.node.text, name_);
    if (found.expressions > 0) {
      const bool positive = !number_.low.empty() && number_.low.find_first_not_of("0.-") == 0;
      found.proved = found.proved && keeps_direction(value.node.text, positive);
    }
    if (found.band_ends + found.expressions == 0) {
      return;
    }
    if (value.criterion.empty()) {
      ++above_;
      number_.effect = Effect::Other;
      return;
    }
    const std::optional<CriterionIndex> criterion = rulebook_.find(value.criterion);
    if (!criterion) {
      return;
    }
    const bool elsewhere = is_one_of(value.keys.front(), {"not_applicable", "goalposts"}) ||
                           value.node.text.find("points(") != std::string::npos ||
                           compares_units(*criterion, value);
    auto place = std::find_if(uses_.begin(), uses_.end(),
                              [&](const auto& entry) { return entry.first == *criterion; });
    if (place == uses_.end()) {
      place = uses_.insert(uses_.end(), {*criterion, Uses{}});
    }
    place->second.expressions += found.expressions;
    place->second.band_ends += found.band_ends;
    place->second.proved = place->second.proved && found.proved && !elsewhere;
  }

  static bool has_constant_bands(const ConfigNode& bands) {
    return std::none_of(bands.entries.begin(), bands.entries.end(), [](const ConfigEntry& entry) {
      return entry.value.find("linear") != nullptr;
    });
  }

  // What all units are compared on.
  bool compares_units(CriterionIndex criterion, const PlacedValue& value) {
    const ConfigNode* const node = find_value(file_, rulebook_.criteria[criterion].id);
    return node != nullptr && node->find("relative") != nullptr && value.keys.back() != "bands";
  }

  ConfigNode& file_;
  const Rulebook& rulebook_;
  OpenNumber& number_;
  const std::string name_;
  std::vector<std::pair<CriterionIndex, Uses>> uses_;
  std::size_t above_ = 0;  // uses above the criteria
};

}  // namespace

void take_open_numbers(ResolvedRulebook resolved, const ConfigNode& file, Rulebook& rulebook) {
  auto tree = std::make_shared<ConfigNode>(file);
  for (OpenNumber& number : resolved.open_numbers) {
    if (number.criterion.empty() && number.keys.front() == "numbers") {
      NameTracer(*tree, rulebook, number).trace();
      continue;
    }
    const std::string& id = number.criterion.empty() ? number.keys.front() : number.criterion;
    const std::optional<CriterionIndex> criterion = rulebook.find(id);
    if (criterion) {
      number.criteria.push_back(*criterion);
    }
    const bool leaf = criterion && rulebook.criteria[*criterion].is_leaf();
    number.effect = effect_in_place(number, leaf);
    const ConfigNode* const place = find_value(*tree, number.criterion);
    number.affine = (number.effect == Effect::Points && is_affine(number.keys) &&
                     place->find("round") == nullptr) ||
                    (number.effect == Effect::Maximum && follows_maximum(*place));
  }
  for (const ResolvedRulebook::LeftOut& left_out : resolved.left_out) {
    const CriterionIndex criterion = rulebook.find(left_out.criterion).value_or(0);
    rulebook.criteria[criterion].points_unknown = true;
    rulebook.criteria[criterion].maximum_unknown =
        rulebook.criteria[criterion].maximum_unknown || left_out.maximum;
  }
  // An unknown maximum is unknown in all totals above it.
  for (std::size_t i = rulebook.criteria.size(); i-- > 1;) {
    const Criterion& criterion = rulebook.criteria[i];
    if (criterion.maximum_unknown && criterion.parent &&
        !joins_shares(rulebook.criteria[*criterion.parent].aggregation)) {
      rulebook.criteria[*criterion.parent].maximum_unknown = true;
    }
  }
  rulebook.open_numbers = std::move(resolved.open_numbers);
  rulebook.sourced_numbers = resolved.sourced_numbers;
  rulebook.grades_unknown = resolved.grades_unknown;
  rulebook.rules_left_out = resolved.rules_left_out;
  rulebook.tree = std::move(tree);
}

}  // namespace parindex
