// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load_criteria.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/kinds.h"

namespace parindex {
namespace {

constexpr std::size_t kMostCriteria = 5000;

constexpr std::array<std::pair<std::string_view, Aggregation>, 7> kAggregations = {{
    {"sum", Aggregation::Sum},
    {"weighted_mean", Aggregation::WeightedMean},
    {"mean", Aggregation::Mean},
    {"geometric", Aggregation::Geometric},
    {"harmonic", Aggregation::Harmonic},
    {"min", Aggregation::Minimum},
    {"max", Aggregation::Maximum},
}};
constexpr std::array<std::pair<std::string_view, Rounding>, 4> kRoundings = {{
    {"half_up", Rounding::HalfUp},
    {"half_even", Rounding::HalfEven},
    {"down", Rounding::Down},
    {"up", Rounding::Up},
}};
constexpr std::array<std::pair<std::string_view, WhenMissing>, 3> kWhenMissing = {{
    {"error", WhenMissing::Error},
    {"zero", WhenMissing::Zero},
    {"no_score", WhenMissing::NoScore},
}};
constexpr std::array<std::pair<std::string_view, WhenNotApplicable>, 4> kWhenNotApplicable = {{
    {"rescale", WhenNotApplicable::Rescale},
    {"full_points", WhenNotApplicable::FullPoints},
    {"drop", WhenNotApplicable::Drop},
    {"share_out", WhenNotApplicable::ShareOut},
}};

constexpr std::array<std::pair<std::string_view, bool>, 1> kEvidence = {{{"required", true}}};

// One criterion of the list and everything below it.
class CriterionLoader {
 public:
  CriterionLoader(const ConfigNode& node, CriterionIndex parent, Rulebook& rulebook,
                  Diagnostics& diagnostics)
      : node_(node),
        rulebook_(rulebook),
        diagnostics_(diagnostics),
        keys_(node, name_of(node), diagnostics) {
    criterion_.parent = parent;
    criterion_.span = node.span;
  }

  void load() {
    if (!keys_.is_mapping()) {
      return;
    }
    read_common();
    read_not_applicable();
    const ConfigEntry* children = keys_.find("criteria");
    if (children == nullptr) {
      read_leaf();
    } else {
      criterion_.aggregation = read_aggregation(keys_);
      criterion_.cap = read_cap(keys_);
    }
    keys_.finish();
    const auto index = static_cast<CriterionIndex>(rulebook_.criteria.size());
    for (CriterionReference& reference : references_) {
      rulebook_.references.push_back({index, std::move(reference.id), reference.span});
    }
    for (Example& example : examples_) {
      example.criterion = index;
      rulebook_.examples.push_back(std::move(example));
    }
    rulebook_.criteria[*criterion_.parent].children.push_back(index);
    rulebook_.criteria.push_back(std::move(criterion_));
    if (children != nullptr) {
      load_criteria(children->value, index, rulebook_, diagnostics_);
    }
  }

 private:
  static std::string name_of(const ConfigNode& node) {
    const ConfigEntry* id = node.find("id");
    return id == nullptr ? "this criterion" : fmt::format("criterion `{}`", id->value.text);
  }

  void read_common() {
    const ConfigEntry* id = keys_.required("id");
    if (id != nullptr) {
      criterion_.id = keys_.text("id");
      criterion_.span = id->value.span;
      check_unique(*id);
    }
    criterion_.title = keys_.text("title");
    criterion_.source = keys_.text("source");
    read_appraisal();
    if (const std::optional<Number> weight = keys_.number("weight")) {
      criterion_.weight = *weight;
      if (weight->is_zero() || weight->is_negative()) {
        report_error(diagnostics_, codes::kBadNumber, "a weight must be above 0",
                     keys_.find("weight")->value.span);
      }
    }
    if (const ConfigEntry* round = keys_.find("round")) {
      criterion_.rounding = read_rounding(round->value, diagnostics_);
    }
    if (const ConfigEntry* maximum = keys_.find("max")) {
      criterion_.maximum = read_positive(*maximum).value_or(Decimal{});
    }
  }

  void read_appraisal() {
    criterion_.appraiser = keys_.text("appraiser");
    if (criterion_.appraiser.empty()) {
      criterion_.appraiser = rulebook_.criteria[*criterion_.parent].appraiser;
    }
    criterion_.question = keys_.text("ask");
    const ConfigEntry* const was = keys_.find("was");
    if (was != nullptr && was->value.kind != ConfigNode::Kind::Sequence) {
      report_error(diagnostics_, codes::kWrongType, "`was` must be a list of ids", was->value.span,
                   "was: [I.2.1]");
    } else if (was != nullptr) {
      for (const ConfigNode& id : was->value.items) {
        criterion_.was.push_back(to_nfc(id.text));
      }
    }
  }

  void check_unique(const ConfigEntry& id) {
    for (const Criterion& other : rulebook_.criteria) {
      if (other.parent && other.id == criterion_.id) {
        report_error(diagnostics_, codes::kDuplicateId,
                     fmt::format("the id `{}` is used twice", criterion_.id), id.value.span,
                     "give each criterion its own id", {{other.span, "first used here"}});
        return;
      }
    }
  }

  void read_not_applicable() {
    const ConfigEntry* entry = keys_.find("not_applicable");
    if (entry == nullptr) {
      return;
    }
    KeyReader keys(entry->value, "`not_applicable`", diagnostics_);
    criterion_.states_not_applicable = true;
    if (const ConfigEntry* when = keys.find("when")) {
      // What decides over the parts of a node cannot rest on their points.
      const Vocabulary figures{rulebook_.indicators, rulebook_.numbers};
      criterion_.not_applicable_when =
          parse_expression(when->value, node_.find("criteria") == nullptr ? vocabulary_ : figures,
                           Quantity::Truth, diagnostics_);
    }
    criterion_.not_applicable =
        keys.choice<WhenNotApplicable>("then", kWhenNotApplicable, WhenNotApplicable::Rescale);
    const ConfigEntry* within = keys.find("within");
    if (within != nullptr) {
      criterion_.rescale_within = find_ancestor(within->value);
    }
    if (const ConfigEntry* to = keys.find("to")) {
      criterion_.rescale_to = read_positive(*to);
    }
    if ((within != nullptr && criterion_.not_applicable != WhenNotApplicable::Rescale) ||
        (within == nullptr && entry->value.find("to") != nullptr)) {
      report_error(diagnostics_, codes::kSeveralRules,
                   "`within` goes with `then: rescale`, and `to` with `within`", entry->value.span,
                   "{then: rescale, within: ID} or {then: rescale, within: ID, to: 10}");
    }
    keys.finish();
  }

  std::optional<CriterionIndex> find_ancestor(const ConfigNode& node) {
    std::vector<std::string> ids;
    for (std::optional<CriterionIndex> i = criterion_.parent; i;
         i = rulebook_.criteria[*i].parent) {
      const Criterion& ancestor = rulebook_.criteria[*i];
      if (ancestor.parent && ancestor.id == to_nfc(node.text)) {
        return i;
      }
      if (ancestor.parent) {
        ids.push_back(ancestor.id);
      }
    }
    report_error(diagnostics_, codes::kUnknownName,
                 fmt::format("`within`: {} does not stand below `{}`", name_of(node_), node.text),
                 node.span,
                 ids.empty() ? std::string("leave `within` out to rescale the whole index")
                             : fmt::format("one of: {}", fmt::join(ids, ", ")));
    return std::nullopt;
  }

  std::optional<Number> read_positive(const ConfigEntry& entry) {
    std::optional<Number> value =
        read_number(entry.value, fmt::format("`{}`", entry.key), diagnostics_);
    if (value && (value->is_negative() || value->is_zero())) {
      report_error(diagnostics_, codes::kBadNumber, fmt::format("`{}` must be above 0", entry.key),
                   entry.value.span);
    }
    return value;
  }

  void read_leaf() {
    keys_.required("max");
    criterion_.missing = keys_.choice<WhenMissing>("missing", kWhenMissing, WhenMissing::Error);
    criterion_.needs_evidence = keys_.choice<bool>("evidence", kEvidence, false);
    criterion_.self_scored = keys_.find("self_score") == nullptr || keys_.flag("self_score");
    if (const ConfigEntry* examples = keys_.find("examples")) {
      read_examples(examples->value);
    }
    read_lever();
    read_remedy();
    const ConfigEntry* needed = keys_.find("requires");
    criterion_.rule = load_rule(keys_, criterion_.maximum, vocabulary_, diagnostics_);
    if (needed != nullptr && criterion_.rule != nullptr) {
      criterion_.rule =
          with_precondition(needed->value, std::move(criterion_.rule), vocabulary_, diagnostics_);
    }
  }

  void read_lever() {
    const ConfigEntry* entry = keys_.find("lever");
    if (entry == nullptr) {
      return;
    }
    std::vector<std::string> names;
    for (IndicatorIndex i = 0; i < rulebook_.indicators.size(); ++i) {
      if (rulebook_.indicators[i].id == entry->value.text) {
        criterion_.lever = i;
        return;
      }
      names.push_back(rulebook_.indicators[i].id);
    }
    report_error(diagnostics_, codes::kUnknownName,
                 fmt::format("`lever`: no indicator is called `{}`", entry->value.text),
                 entry->value.span, suggest(entry->value.text, names));
  }

  void read_remedy() {
    const ConfigEntry* entry = keys_.find("remedy");
    if (entry == nullptr) {
      return;
    }
    KeyReader keys(entry->value, "`remedy`", diagnostics_);
    Remedy remedy;
    remedy.task = keys.required_text("task");
    remedy.product = keys.text("product");
    remedy.deadline = keys.text("deadline");
    remedy.lead = keys.text("lead");
    if (const ConfigEntry* support = keys.find("support")) {
      read_support(support->value, remedy);
    }
    remedy.days = keys.whole("days", 1, 10'000);
    keys.finish();
    criterion_.remedy = std::move(remedy);
  }

  void read_support(const ConfigNode& list, Remedy& remedy) {
    if (list.kind != ConfigNode::Kind::Sequence) {
      report_error(diagnostics_, codes::kWrongType, "`support` must be a list of names", list.span,
                   "support: [Văn phòng Sở]");
      return;
    }
    for (const ConfigNode& item : list.items) {
      if (item.kind != ConfigNode::Kind::Scalar) {
        report_error(diagnostics_, codes::kWrongType, "a name of `support` must be text",
                     item.span);
      }
      remedy.support.push_back(to_nfc(item.text));
    }
  }

  void read_examples(const ConfigNode& list) {
    for (const ConfigNode& item : list.items) {
      KeyReader keys(item, "an example", diagnostics_);
      Example example;
      example.span = item.span;
      if (const ConfigEntry* given = keys.required("given")) {
        read_given(given->value, example);
      }
      if (const ConfigEntry* points = keys.required("points");
          points != nullptr && points->value.text != "not_applicable") {
        example.points = read_decimal(points->value, "`points`", diagnostics_);
      }
      keys.finish();
      examples_.push_back(std::move(example));
    }
    if (list.kind != ConfigNode::Kind::Sequence) {
      report_error(diagnostics_, codes::kWrongType, "`examples` must be a list", list.span,
                   "- {given: {ho_so: 10, dung_han: 9}, points: 1.5}");
    }
  }

  void read_given(const ConfigNode& given, Example& example) {
    if (given.kind != ConfigNode::Kind::Mapping) {
      report_error(diagnostics_, codes::kWrongType, "`given` must be a mapping of cells",
                   given.span, "given: {ho_so: 10, dung_han: 9}");
    }
    std::vector<std::string> names;
    names.reserve(rulebook_.indicators.size());
    for (const Indicator& indicator : rulebook_.indicators) {
      names.push_back(indicator.id);
    }
    for (const ConfigEntry& entry : given.entries) {
      if (entry.value.kind == ConfigNode::Kind::Sequence ||
          entry.value.kind == ConfigNode::Kind::Mapping) {
        report_error(diagnostics_, codes::kWrongType,
                     fmt::format("`{}` must be one cell", entry.key), entry.value.span);
      }
      std::size_t i = 0;
      while (i < names.size() && names[i] != entry.key) {
        ++i;
      }
      if (i == names.size()) {
        report_error(diagnostics_, codes::kUnknownName,
                     fmt::format("no indicator is called `{}`", entry.key), entry.key_span,
                     suggest(entry.key, names));
      } else {
        example.given.push_back(
            {static_cast<IndicatorIndex>(i), entry.value.text, entry.value.span});
      }
    }
  }

  const ConfigNode& node_;
  Rulebook& rulebook_;
  Diagnostics& diagnostics_;
  KeyReader keys_;
  Criterion criterion_;
  std::vector<Example> examples_;
  std::vector<CriterionReference> references_;
  Vocabulary vocabulary_{rulebook_.indicators, rulebook_.numbers, &references_, rulebook_.calendar};
};

}  // namespace

Aggregation read_aggregation(KeyReader& keys) {
  return keys.choice<Aggregation>("aggregate", kAggregations, Aggregation::Sum);
}

std::optional<Number> read_cap(KeyReader& keys) {
  std::optional<Number> cap = keys.number("cap");
  if (cap && (cap->is_negative() || cap->is_zero())) {
    keys.report_value("cap", "`cap` must be above 0");
  }
  return cap;
}

RoundingRule read_rounding(const ConfigNode& node, Diagnostics& diagnostics) {
  RoundingRule rule;
  KeyReader keys(node, "the rounding", diagnostics);
  if (keys.required("digits") != nullptr) {
    rule.digits = keys.whole("digits", 0, 9).value_or(rule.digits);
  }
  rule.mode = keys.choice<Rounding>("mode", kRoundings, Rounding::HalfUp);
  keys.finish();
  return rule;
}

void load_criteria(const ConfigNode& list, CriterionIndex parent, Rulebook& rulebook,
                   Diagnostics& diagnostics) {
  if (list.kind != ConfigNode::Kind::Sequence || list.items.empty()) {
    report_error(diagnostics, codes::kWrongType, "`criteria` must be a list of criteria", list.span,
                 "- {id: I.1, title: …, max: 2, yes_no: …}");
    return;
  }
  for (const ConfigNode& item : list.items) {
    if (rulebook.criteria.size() > kMostCriteria) {
      report_error(diagnostics, codes::kTooLarge, "more than 5,000 criteria", item.span);
      return;
    }
    CriterionLoader(item, parent, rulebook, diagnostics).load();
  }
}

}  // namespace parindex
