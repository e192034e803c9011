// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/sources.h"
#include "engine/decimal.h"
#include "model/expression.h"
#include "model/indicator.h"
#include "model/scoring_rule.h"

namespace parindex {

using CriterionIndex = std::uint32_t;  // position in Rulebook::criteria

enum class Aggregation : std::uint8_t { Sum, WeightedMean };

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
  Drop  // points and maximum leave the parents; the index divides by the declared maximum
};

struct RoundingRule {
  int digits = 2;
  Rounding mode = Rounding::HalfUp;
};

// A node of the tree lĩnh vực -> tiêu chí -> tiêu chí thành phần.
struct Criterion {
  std::string id, title, source;
  std::optional<CriterionIndex> parent;        // empty for the root only
  std::vector<CriterionIndex> children;        // empty for leaves
  Aggregation aggregation = Aggregation::Sum;  // of the children's points
  Decimal weight{1, 0};                        // within a weighted mean
  Decimal maximum;                             // declared, or what the children come to
  std::unique_ptr<const ScoringRule> rule;     // leaves
  std::optional<RoundingRule> rounding;        // of this criterion's points
  std::optional<Expression> not_applicable_when;
  WhenNotApplicable not_applicable = WhenNotApplicable::Rescale;
  WhenMissing missing = WhenMissing::Error;
  SourceSpan span;

  [[nodiscard]] bool is_leaf() const { return children.empty(); }
};

// Units that share a rulebook and are ranked among themselves (nhóm).
struct Group {
  std::string id, title;
  std::optional<std::uint32_t> declared_units;  // how many the group has
  SourceSpan span;
};

// Grades from the best down. The last one has no bound and takes the rest.
struct Grade {
  std::string name;           // empty: no grade
  std::optional<Bound> from;  // of the index; open: strictly above
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

// A set of criteria as people wrote it (bộ tiêu chí), checked, with places.
struct Rulebook {
  std::string id, title, lang, period;
  std::string source;  // the document, as one line
  std::vector<Group> groups;
  std::vector<Indicator> indicators;
  std::vector<Criterion> criteria;  // [0] is the root; parents before children, document order
  std::vector<Grade> grades;        // may be empty
  std::vector<Example> examples;
  std::vector<Reference> references;
  RoundingRule index_rounding;
  bool grade_on_rounded = true;  // grade on the rounded index
  bool rank_on_rounded = false;  // rank on the unrounded one
  SourceSpan span;

  [[nodiscard]] const Criterion& root() const { return criteria.front(); }
};

}  // namespace parindex
