// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/config_node.h"
#include "base/sources.h"
#include "engine/numbers/number.h"
#include "model/board_decision.h"
#include "model/expression.h"
#include "model/grading.h"
#include "model/indicator.h"
#include "model/open_number.h"
#include "model/scoring_rule.h"
#include "model/work_calendar.h"

namespace parindex {

using CriterionIndex = std::uint32_t;  // position in Rulebook::criteria

// How a node joins its parts.
enum class Aggregation : std::uint8_t {
  Sum,
  WeightedMean,
  Mean,
  // These join shares (points / maximum) and give that share of the node's own maximum:
  Geometric,
  Harmonic,
  Minimum,
  Maximum
};

constexpr bool joins_shares(Aggregation aggregation) {
  return aggregation >= Aggregation::Geometric;
}

// No figure for a rule that needs one.
enum class WhenMissing : std::uint8_t {
  Error,   // the run stops and lists all holes
  Zero,    // no points, and counted in the output
  NoScore  // the criterion and every total above it stay without a score; the unit is not ranked
};

// The rule does not concern the unit (không áp dụng).
enum class WhenNotApplicable : std::uint8_t {
  Rescale,  // points and maximum leave; the index divides by what is left
  FullPoints,
  Drop,     // points and maximum leave the parents; the index divides by the declared maximum
  ShareOut  // its maximum goes in equal parts to the siblings that apply
};

struct RoundingRule {
  int digits = 2;
  Rounding mode = Rounding::HalfUp;
};

// What an office does about a criterion below its maximum (nhiệm vụ khắc phục).
struct Remedy {
  std::string task, product, deadline, lead;
  std::vector<std::string> support;
  std::optional<int> days;  // of work
};

// A node of the tree lĩnh vực -> tiêu chí -> tiêu chí thành phần.
struct Criterion {
  std::string id, title, source;
  std::string appraiser;         // who appraises it: of the nearest node that names one
  std::string question;          // what the unit is asked where its figures do not prove the points
  std::vector<std::string> was;  // its ids in older rulebooks
  std::optional<CriterionIndex> parent;        // empty for the root only
  std::vector<CriterionIndex> children;        // empty for leaves
  Aggregation aggregation = Aggregation::Sum;  // of the children's points
  Number weight{1, 0};                         // within a weighted mean
  Number maximum;                              // declared, or what the children come to
  std::optional<Number> cap;                   // nodes: more points than this do not count
  std::unique_ptr<const ScoringRule> rule;     // leaves
  std::optional<RoundingRule> rounding;        // of this criterion's points
  std::optional<Expression> not_applicable_when;
  WhenNotApplicable not_applicable = WhenNotApplicable::Rescale;
  bool states_not_applicable = false;  // nodes that do not leave it to their parts
  // Rescale only: the ancestor within which the others take the points over, and the maximum it
  // then has instead of its own.
  std::optional<CriterionIndex> rescale_within;
  std::optional<Number> rescale_to;
  WhenMissing missing = WhenMissing::Error;
  bool self_scored = true;      // false: a survey or the board gives it, never the unit itself
  bool needs_evidence = false;  // points that a unit gives itself rest on a document
  std::optional<IndicatorIndex> decided;  // the points that the board gave instead of the rule
  // A number that they need is unknown: they are not computed.
  bool points_unknown = false, maximum_unknown = false;
  std::optional<IndicatorIndex> lever;  // leaves: the figure that a unit can move
  std::optional<Remedy> remedy;         // leaves
  SourceSpan span;

  [[nodiscard]] bool is_leaf() const { return children.empty(); }
};

// Units that share a rulebook and are ranked among themselves (nhóm).
struct Group {
  std::string id, title;
  std::optional<std::uint32_t> declared_units;  // how many the group has
  SourceSpan span;
};

// A value that each figure may have of its own (vòng): self-assessment, appraisal, final.
struct Round {
  std::string id, title;
  SourceSpan span;
};

// A worked example written beside a rule; `check` runs it.
struct Example {
  struct Given {
    IndicatorIndex indicator = 0;
    std::string text;  // a cell, as in a data file
    SourceSpan span;
  };
  CriterionIndex criterion = 0;
  std::vector<Given> given;
  std::optional<Decimal> points;  // empty: not applicable
  SourceSpan span;
};

// A criterion whose rule looks at another one's points.
struct Reference {
  CriterionIndex user = 0;
  std::string id;  // of the other one
  SourceSpan span;
};

// A number that expressions and ends of bands may name (`numbers:`).
struct NamedNumber {
  std::string name;
  Number value;  // a ratio for percents
  bool ratio = false;
  SourceSpan span;
};

// A set of criteria as people wrote it (bộ tiêu chí), checked, with places.
struct Rulebook {
  std::string id, title, lang, period;
  std::string source;  // the document, as one line
  std::vector<Group> groups;
  std::vector<Round> rounds;  // in order; empty: figures have one value
  std::vector<Indicator> indicators;
  std::vector<NamedNumber> numbers;
  std::vector<BoardDecision> decisions;
  std::shared_ptr<const WorkCalendar> calendar;  // null: days off are not known
  // [0] is the root; parents before children, document order. Bonus and penalty are trees of their
  // own behind it.
  std::vector<Criterion> criteria;
  std::optional<CriterionIndex> bonus, penalty;  // their roots
  std::vector<Grade> grades;                     // may be empty
  std::vector<GradeCap> grade_caps;
  std::vector<Example> examples;
  std::vector<Reference> references;
  RoundingRule index_rounding;
  std::optional<bool> clamp;  // the index is cut to 0..100; empty: not stated, then it is
  IndexForm grading{.rounded = true};
  bool states_grading_basis = false;  // whether grades look before or after bonus is stated
  Ranking ranking;
  std::vector<OpenNumber> open_numbers;
  std::vector<NumberInput> inputs;  // those that vary, by their columns
  bool inputs_lost = false;         // a number that follows from one is kept as a constant
  std::size_t sourced_numbers = 0;  // that state their source beside them
  bool grades_unknown = false;      // a threshold is unknown: there are no grades
  bool rules_left_out = false;      // whose figures may seem unused
  // The tree of its file, from which it can be loaded again with other numbers.
  std::shared_ptr<const ConfigNode> tree;
  SourceSpan span;

  [[nodiscard]] const Criterion& root() const { return criteria.front(); }
  [[nodiscard]] std::optional<CriterionIndex> find(const std::string& criterion_id) const {
    for (CriterionIndex i = 1; i < criteria.size(); ++i) {
      if (criteria[i].id == criterion_id) {
        return i;
      }
    }
    return std::nullopt;
  }
  // The tree that a criterion belongs to: 0, or the root of bonus or penalty.
  [[nodiscard]] CriterionIndex root_of(CriterionIndex criterion) const {
    while (criteria[criterion].parent) {
      criterion = *criteria[criterion].parent;
    }
    return criterion;
  }
  [[nodiscard]] bool clamps() const { return clamp.value_or(true); }
};

}  // namespace parindex
