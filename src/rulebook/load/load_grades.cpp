// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load_grades.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/expression/expression_parser.h"

namespace parindex {
namespace {

constexpr std::size_t kMostNeeds = 50;

constexpr std::array<std::pair<std::string_view, bool>, 2> kTopOnly = {{
    {"leaves", false},
    {"top", true},
}};
constexpr std::array<std::pair<std::string_view, WithoutNeeds>, 2> kWithout = {{
    {"next", WithoutNeeds::NextGrade},
    {"ungraded", WithoutNeeds::Ungraded},
}};

// A share written with its sign: `50%`.
std::optional<Number> read_share(const ConfigNode& node, std::string_view key,
                                 Diagnostics& diagnostics) {
  const std::string& text = node.text;
  if (node.kind == ConfigNode::Kind::Scalar && text.size() > 1 && text.back() == '%') {
    const std::optional<Decimal> percent = parse_decimal(text.substr(0, text.size() - 1));
    if (percent && !percent->is_negative() && !(Decimal{100, 0} < *percent) &&
        normalized(*percent).scale <= 9) {
      return number_at(node, *multiply(normalized(*percent), {1, 2}), true);
    }
  }
  report_error(diagnostics, codes::kBadNumber, fmt::format("`{}` must be a share", key), node.span,
               "a percentage from 0% to 100%, like `20%`");
  return std::nullopt;
}

class GradesLoader {
 public:
  GradesLoader(KeyReader& top, Rulebook& rulebook, Diagnostics& diagnostics)
      : top_(top),
        rulebook_(rulebook),
        diagnostics_(diagnostics) {}

  void load() {
    if (const ConfigEntry* grading = top_.find("grading")) {
      KeyReader keys(grading->value, "`grading`", diagnostics_);
      rulebook_.states_grading_basis = read_index_form(keys, rulebook_.grading, diagnostics_);
      keys.finish();
    }
    const ConfigEntry* grades = top_.find("grades");
    if (grades != nullptr) {
      read_grades(grades->value);
    }
    read_caps();
  }

 private:
  void read_grades(const ConfigNode& list) {
    if (list.kind != ConfigNode::Kind::Sequence || list.items.empty() || list.items.size() > 100) {
      report_error(diagnostics_, codes::kWrongType, "`grades` must be a list of 1 to 100 grades",
                   list.span, "- {name: A, from: 90}");
      return;
    }
    rulebook_.grades.reserve(list.items.size());
    for (const ConfigNode& item : list.items) {
      if (item.kind == ConfigNode::Kind::Scalar && item.text == "ungraded") {
        Grade rest;
        rest.span = item.span;
        rulebook_.grades.push_back(std::move(rest));
      } else {
        rulebook_.grades.push_back(read_grade(item));
      }
    }
    // A quota may name a grade that stands further down.
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (const ConfigEntry* quota = list.items[i].find("quota")) {
        rulebook_.grades[i].quota = read_quota(quota->value);
      }
    }
  }

  Grade read_grade(const ConfigNode& item) {
    KeyReader keys(item, "a grade", diagnostics_);
    Grade grade;
    grade.name = keys.required_text("name");
    grade.span = item.span;
    const std::optional<Number> from = keys.number("from");
    const std::optional<Number> above = keys.number("above");
    if (from && above) {
      report_error(diagnostics_, codes::kSeveralRules, "`from` and `above` exclude each other",
                   item.span, "`from: 90` is 90 and more, `above: 90` is more than 90");
    }
    if (from || above) {
      grade.from = Bound{from ? *from : *above, !from};
    }
    if (const ConfigEntry* needs = keys.find("needs")) {
      read_needs(needs->value, grade);
    }
    if (const ConfigEntry* without = keys.find("else")) {
      read_without(*without, keys, grade);
    }
    keys.find("quota");
    keys.finish();
    return grade;
  }

  void read_needs(const ConfigNode& list, Grade& grade) {
    if (list.kind != ConfigNode::Kind::Sequence || list.items.empty() ||
        list.items.size() > kMostNeeds) {
      report_error(diagnostics_, codes::kWrongType, "`needs` must be a list of 1 to 50 conditions",
                   list.span, "needs: [late == 0, {no_zero: leaves}]");
      return;
    }
    grade.needs.reserve(list.items.size());
    for (const ConfigNode& item : list.items) {
      GradeNeed need;
      need.span = item.span;
      if (item.kind == ConfigNode::Kind::Scalar) {
        need.condition = read_condition(item);
      } else {
        read_each(item, need);
      }
      grade.needs.push_back(std::move(need));
    }
  }

  // `no_zero: leaves` or `each: {of: top, at_least: 50%}`.
  void read_each(const ConfigNode& item, GradeNeed& need) {
    KeyReader keys(item, "`needs`", diagnostics_);
    const ConfigEntry* no_zero = keys.find("no_zero");
    const ConfigEntry* each = keys.find("each");
    if (keys.is_mapping() && (no_zero == nullptr) == (each == nullptr)) {
      report_error(diagnostics_, codes::kWrongType, "`needs` has one of `no_zero` and `each` here",
                   item.span, "{no_zero: leaves} or {each: {of: top, at_least: 50%}}");
    }
    need.kind = no_zero != nullptr ? GradeNeed::Kind::NoZero : GradeNeed::Kind::EachAtLeast;
    if (no_zero != nullptr) {
      need.top_only = keys.choice<bool>("no_zero", kTopOnly, false);
    } else if (each != nullptr) {
      KeyReader options(each->value, "`each`", diagnostics_);
      options.required("of");
      need.top_only = options.choice<bool>("of", kTopOnly, false);
      if (const ConfigEntry* share = options.required("at_least")) {
        need.share = read_share(share->value, "at_least", diagnostics_).value_or(Number{});
      }
      options.finish();
    }
    keys.finish();
  }

  // `else: next`, `else: ungraded` or `else: {when: late > 50%, then: next}`.
  void read_without(const ConfigEntry& entry, KeyReader& of_grade, Grade& grade) {
    if (entry.value.kind == ConfigNode::Kind::Mapping) {
      KeyReader keys(entry.value, "`else`", diagnostics_);
      if (const ConfigEntry* when = keys.required("when")) {
        grade.next_when = read_condition(when->value);
      }
      constexpr std::array<std::pair<std::string_view, WithoutNeeds>, 1> kNext = {
          {{"next", WithoutNeeds::NextGrade}}};
      keys.required("then");
      grade.without = keys.choice<WithoutNeeds>("then", kNext, WithoutNeeds::NextGrade);
      keys.finish();
    } else {
      grade.without = of_grade.choice<WithoutNeeds>("else", kWithout, WithoutNeeds::NextGrade);
    }
    if (grade.needs.empty()) {
      report_error(diagnostics_, codes::kMissingKey, "`else` without `needs`", entry.key_span,
                   "`else` says what follows where `needs` fail: add `needs`, or remove it");
    }
  }

  std::optional<Quota> read_quota(const ConfigNode& node) {
    KeyReader keys(node, "`quota`", diagnostics_);
    Quota quota;
    if (const ConfigEntry* share = keys.find("share")) {
      if (const auto value = read_share(share->value, "share", diagnostics_)) {
        quota.share = value->value;
      }
    }
    if (const std::optional<int> most = keys.whole("at_most", 0, 100'000'000)) {
      quota.at_most = static_cast<std::uint32_t>(*most);
    }
    if (const ConfigEntry* of = keys.find("of")) {
      quota.of = find_grade(of->value, "of");
    }
    const bool one = (node.find("share") == nullptr) != (node.find("at_most") == nullptr);
    if (keys.is_mapping() &&
        (!one || (node.find("of") != nullptr && node.find("share") == nullptr))) {
      report_error(diagnostics_, codes::kWrongType, "`quota` has either `share` or `at_most`",
                   node.span, "{share: 20%, of: NAME}, {share: 10%} or {at_most: 15}");
    }
    keys.finish();
    return quota;
  }

  void read_caps() {
    const ConfigEntry* caps = top_.find("grade_caps");
    if (caps == nullptr) {
      return;
    }
    if (caps->value.kind != ConfigNode::Kind::Sequence || caps->value.items.empty() ||
        caps->value.items.size() > 100) {
      report_error(diagnostics_, codes::kWrongType, "`grade_caps` must be a list of 1 to 100 caps",
                   caps->value.span, "- {at_most: B, when: late >= 10%}");
      return;
    }
    for (const ConfigNode& item : caps->value.items) {
      KeyReader keys(item, "a cap of grades", diagnostics_);
      GradeCap cap;
      if (const ConfigEntry* at_most = keys.required("at_most");
          at_most != nullptr && at_most->value.text != "ungraded") {
        cap.at_most = find_grade(at_most->value, "at_most");
      }
      const ConfigEntry* when = keys.required("when");
      std::optional<Expression> condition =
          when == nullptr ? std::nullopt : read_condition(when->value);
      if (condition) {
        cap.when = std::move(*condition);
        rulebook_.grade_caps.push_back(std::move(cap));
      }
      keys.finish();
    }
  }

  std::optional<std::size_t> find_grade(const ConfigNode& node, std::string_view key) {
    const std::string wanted = to_nfc(node.text);
    std::vector<std::string> names;
    names.reserve(rulebook_.grades.size());
    for (std::size_t i = 0; i < rulebook_.grades.size(); ++i) {
      if (!wanted.empty() && rulebook_.grades[i].name == wanted) {
        return i;
      }
      names.push_back(rulebook_.grades[i].name);
    }
    report_error(diagnostics_, codes::kUnknownName,
                 fmt::format("`{}`: no grade is called `{}`", key, wanted), node.span,
                 suggest(wanted, names));
    return std::nullopt;
  }

  std::optional<Expression> read_condition(const ConfigNode& node) {
    return load_conclusion_expression(node, Quantity::Truth, rulebook_, diagnostics_);
  }

  KeyReader& top_;
  Rulebook& rulebook_;
  Diagnostics& diagnostics_;
};

}  // namespace

void load_grades(KeyReader& top, Rulebook& rulebook, Diagnostics& diagnostics) {
  GradesLoader(top, rulebook, diagnostics).load();
}

std::optional<Expression> load_conclusion_expression(const ConfigNode& node,
                                                     std::optional<Quantity> wanted,
                                                     Rulebook& rulebook, Diagnostics& diagnostics) {
  std::vector<CriterionReference> references;
  std::optional<Expression> expression = parse_expression(
      node, {rulebook.indicators, rulebook.numbers, &references}, wanted, diagnostics);
  for (CriterionReference& reference : references) {
    rulebook.references.push_back({0, std::move(reference.id), reference.span});
  }
  return expression;
}

bool read_index_form(KeyReader& keys, IndexForm& form, Diagnostics& diagnostics) {
  const ConfigEntry* on = keys.find("on");
  if (on == nullptr) {
    return false;
  }
  struct Word {
    std::string_view word;
    bool IndexForm::*which;
    bool value;
  };
  constexpr std::array<Word, 4> kWords = {{{"rounded", &IndexForm::rounded, true},
                                           {"unrounded", &IndexForm::rounded, false},
                                           {"before_bonus", &IndexForm::before_bonus, true},
                                           {"after_bonus", &IndexForm::before_bonus, false}}};
  const bool is_list = on->value.kind == ConfigNode::Kind::Sequence;
  std::vector<bool IndexForm::*> stated;
  for (const ConfigNode& item : is_list ? on->value.items : std::vector{on->value}) {
    const auto* const word = std::find_if(kWords.begin(), kWords.end(), [&](const Word& known) {
      return item.kind == ConfigNode::Kind::Scalar && item.text == known.word;
    });
    if (word == kWords.end()) {
      report_error(diagnostics, codes::kUnknownName, fmt::format("`on` cannot be `{}`", item.text),
                   item.span, "one of: rounded, unrounded, before_bonus, after_bonus");
    } else if (std::find(stated.begin(), stated.end(), word->which) != stated.end()) {
      report_error(diagnostics, codes::kSeveralRules,
                   fmt::format("`{}` stands beside its opposite or itself", item.text), item.span,
                   "keep one of them");
    } else {
      form.*(word->which) = word->value;
      stated.push_back(word->which);
    }
  }
  return std::find(stated.begin(), stated.end(), &IndexForm::before_bonus) != stated.end();
}

}  // namespace parindex
