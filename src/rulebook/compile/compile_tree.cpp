// SPDX-License-Identifier: Apache-2.0
#include "rulebook/compile/compile_tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "rulebook/expression/expression_compiler.h"

namespace parindex {
namespace {

using Term = ProgramBuilder::Term;

class TreeCompiler {
 public:
  TreeCompiler(const Rulebook& rulebook, const CompileOptions& options, ProgramBuilder& builder,
               const StatisticCompiler& statistic, std::vector<ScoringProgram::Node>& nodes)
      : rulebook_(rulebook),
        options_(options),
        builder_(builder),
        rules_{builder, rulebook.indicators,
               [this](const std::string& id) { return other_criterion(id); }, statistic},
        nodes_(nodes),
        parts_(rulebook.criteria.size()),
        returned_(rulebook.criteria.size()),
        conditions_(rulebook.criteria.size()),
        growth_(rulebook.criteria.size()) {}

  std::vector<Part> compile() {
    // Parents stand before their children, so backwards is bottom-up.
    for (std::size_t i = rulebook_.criteria.size(); i-- > 0;) {
      compile_criterion(static_cast<CriterionIndex>(i));
    }
    for (std::size_t i = 0; i < rulebook_.criteria.size(); ++i) {
      grow(static_cast<CriterionIndex>(i));
    }
    return std::move(parts_);
  }

 private:
  // Once for each; earlier than its turn where another criterion looks at its points.
  void compile_criterion(CriterionIndex index) {
    ScoringProgram::Node& node = nodes_[index];
    if (node.points.numerator != Quotient::kNone) {
      return;
    }
    for (const CriterionIndex child : rulebook_.criteria[index].children) {
      compile_criterion(child);
    }
    builder_.set_origin(index);
    Part& part = parts_[index];
    part = rulebook_.criteria[index].is_leaf() ? compile_leaf(index) : compile_node(index);
    part.weight = rulebook_.criteria[index].weight;
    if (is_weighed(index)) {
      weigh(index, part);
    }
    hide_unknown(rulebook_.criteria[index], part);
    node.points = part.points;
    node.maximum = part.maximum;
  }

  [[nodiscard]] bool is_weighed(CriterionIndex index) const {
    return options_.weighed && options_.weighed->criterion == index;
  }

  // See WeightFactor.
  void weigh(CriterionIndex index, Part& part) {
    const Number factor = options_.weighed->factor;
    if (is_averaged(rulebook_, index)) {
      part.weight = mean_weight(index);
      return;
    }
    for (Quotient* const value : {&part.points, &part.maximum, &part.divisor}) {
      *value = sum({{*value, factor}});
    }
    if (part.declared) {
      part.declared = multiply(*part.declared, factor);
    }
  }

  // What rests on an unknown number has no value.
  void hide_unknown(const Criterion& criterion, Part& part) {
    const Quotient always = builder_.constant(kOne);
    if (criterion.points_unknown) {
      part.points = builder_.exclude(part.points, always, CellState::NotScored);
    }
    if (criterion.maximum_unknown) {
      part.maximum = builder_.exclude(part.maximum, always, CellState::NotScored);
      part.divisor = builder_.exclude(part.divisor, always, CellState::NotScored);
    }
  }

  RuleCompiler::CriterionValues other_criterion(const std::string& id) {
    const auto index = *rulebook_.find(id);
    compile_criterion(index);
    return {nodes_[index].points, nodes_[index].maximum};
  }

  Part compile_leaf(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    ScoringProgram::Node& node = nodes_[index];
    CompiledRule rule = criterion.rule->compile(rules_);
    builder_.set_origin(index);
    node.trace = std::move(rule.trace);
    Quotient points = rounded(criterion, rule.points);
    const bool zero = criterion.missing == WhenMissing::Zero ||
                      (criterion.missing == WhenMissing::Error && options_.missing_is_zero);
    if (zero) {
      points = builder_.materialize(points);
      node.before_zero = points.numerator;
      points = builder_.with_default(points, CellState::Missing, kZero);
    } else if (has_no_score(criterion)) {
      points = builder_.relabel(points, CellState::Missing, CellState::NotScored);
    }
    if (criterion.not_applicable_when) {
      points = builder_.exclude(points, condition(index));
    }
    node.after_zero = zero ? outside(criterion, points).numerator : Quotient::kNone;
    if (criterion.not_applicable == WhenNotApplicable::FullPoints) {
      points = builder_.with_default(points, CellState::NotApplicable, criterion.maximum);
    }
    Part part;
    part.declared = criterion.maximum;
    part.points = outside(criterion, points);
    part.applies = builder_.applicable(part.points);
    part.maximum = builder_.multiply(part.applies, builder_.number(criterion.maximum));
    const bool dropped = criterion.not_applicable == WhenNotApplicable::Drop;
    part.counted = dropped ? builder_.constant(kOne) : part.applies;
    part.divisor = dropped ? builder_.number(criterion.maximum) : part.maximum;
    if (criterion.rescale_within) {
      returned_[index][*criterion.rescale_within] = lost(index, part);
    }
    return part;
  }

  Part compile_node(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    std::vector<Part> parts;
    parts.reserve(criterion.children.size());
    bool shares_out = false;
    for (const CriterionIndex child : criterion.children) {
      parts.push_back(parts_[child]);
      shares_out =
          shares_out || rulebook_.criteria[child].not_applicable == WhenNotApplicable::ShareOut;
    }
    collect_returned(index);
    if (shares_out) {
      share_out(criterion, parts);
    }
    Part part = aggregate(builder_, criterion.aggregation, criterion.maximum, parts);
    rescale_within(index, part);
    part.points = rounded(criterion, part.points);
    if (criterion.cap) {
      const Quotient cap = builder_.number(*criterion.cap);
      part.points = builder_.extreme(Op::Minimum, std::array{part.points, cap});
      part.maximum = builder_.extreme(Op::Minimum, std::array{part.maximum, cap});
      part.divisor = builder_.extreme(Op::Minimum, std::array{part.divisor, cap});
    }
    if (criterion.states_not_applicable) {
      decide(index, part);
    }
    return part;
  }

  // What a node states itself for the units that it does not concern.
  void decide(CriterionIndex index, Part& part) {
    const Criterion& criterion = rulebook_.criteria[index];
    const Quotient applies = part.applies;
    const Quotient whole = declared(index);
    const Quotient zero = builder_.constant(kZero);
    for (auto& [ancestor, maximum] : returned_[index]) {
      maximum = builder_.multiply(applies, maximum);
    }
    part.counted = applies;
    part.divisor = builder_.select(applies, part.divisor, zero);
    switch (criterion.not_applicable) {
      case WhenNotApplicable::Rescale:
        if (criterion.rescale_within) {
          const auto [place, fresh] =
              returned_[index].emplace(*criterion.rescale_within, lost(index, part));
          if (!fresh) {
            place->second = sum({{place->second}, {lost(index, part)}});
          }
        }
        break;
      case WhenNotApplicable::ShareOut:
        break;
      case WhenNotApplicable::Drop:
        part.counted = builder_.constant(kOne);
        part.divisor = builder_.select(applies, part.divisor, whole);
        break;
      case WhenNotApplicable::FullPoints:
        part.points = outside(criterion, builder_.select(applies, part.points, whole));
        part.applies = builder_.applicable(part.points);
        part.counted = part.applies;
        // An ancestor that is set aside sets these aside, too.
        part.maximum =
            builder_.multiply(part.applies, builder_.select(applies, part.maximum, whole));
        part.divisor =
            builder_.multiply(part.applies, builder_.select(applies, part.divisor, whole));
        break;
    }
  }

  // The points of a criterion, or none where `when:` of an ancestor holds.
  Quotient outside(const Criterion& criterion, Quotient points) {
    for (std::optional<CriterionIndex> i = criterion.parent; i; i = rulebook_.criteria[*i].parent) {
      if (rulebook_.criteria[*i].not_applicable_when) {
        points = builder_.exclude(points, condition(*i));
      }
    }
    return points;
  }

  // `when:` of a criterion, computed once. Without a figure that it needs there is no score, where
  // that is what a missing figure means.
  Quotient condition(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    if (!conditions_[index]) {
      const Quotient when = compile_expression(*criterion.not_applicable_when, rules_);
      conditions_[index] = has_no_score(criterion)
                               ? builder_.relabel(when, CellState::Missing, CellState::NotScored)
                               : when;
    }
    return *conditions_[index];
  }

  [[nodiscard]] bool has_no_score(const Criterion& criterion) const {
    return criterion.missing == WhenMissing::NoScore || options_.missing_is_no_score;
  }

  // The declared maximum where the criterion does not apply, else 0.
  Quotient lost(CriterionIndex index, const Part& part) {
    const Quotient fails = builder_.linear(kOne, std::array{Term{part.applies, {-1, 0}}});
    return builder_.multiply(fails, declared(index));
  }

  // What a criterion is declared to be worth, exactly: a mean of maxima need not have an end.
  Quotient declared(CriterionIndex index) {
    const Criterion& criterion = rulebook_.criteria[index];
    const bool stated = criterion.is_leaf() || joins_shares(criterion.aggregation);
    const Quotient maximum = stated ? builder_.number(criterion.maximum) : joined_maxima(criterion);
    const Quotient capped =
        criterion.cap
            ? builder_.extreme(Op::Minimum, std::array{maximum, builder_.number(*criterion.cap)})
            : maximum;
    return is_weighed(index) && !is_averaged(rulebook_, index)
               ? sum({{capped, options_.weighed->factor}})
               : capped;
  }

  Quotient joined_maxima(const Criterion& criterion) {
    const bool weighted = criterion.aggregation == Aggregation::WeightedMean;
    std::vector<Term> maxima;
    std::vector<Term> weights;
    for (const CriterionIndex child : criterion.children) {
      const Number weight = weighted ? mean_weight(child) : kOne;
      maxima.push_back({declared(child), weight});
      weights.push_back({builder_.constant(kOne), weight});
    }
    const Quotient sum = builder_.linear(kZero, maxima);
    return criterion.aggregation == Aggregation::Sum
               ? sum
               : builder_.divide(sum, builder_.linear(kZero, weights));
  }

  [[nodiscard]] Number mean_weight(CriterionIndex index) const {
    const Number weight = rulebook_.criteria[index].weight;
    return is_weighed(index) ? multiply(weight, options_.weighed->factor).value_or(weight) : weight;
  }

  // The maxima below a node that some ancestor gives back to the others within it.
  void collect_returned(CriterionIndex index) {
    std::map<CriterionIndex, std::vector<Term>> terms;
    for (const CriterionIndex child : rulebook_.criteria[index].children) {
      for (const auto& [ancestor, maximum] : returned_[child]) {
        terms[ancestor].push_back({maximum});
      }
    }
    for (const auto& [ancestor, parts] : terms) {
      returned_[index][ancestor] = builder_.linear(kZero, parts);
    }
  }

  // Points and maximum of the node grow to what they would come to if all below it applied, or to
  // the maximum that `to:` states for this case.
  void rescale_within(CriterionIndex index, Part& part) {
    const auto found = returned_[index].find(index);
    if (found == returned_[index].end()) {
      return;
    }
    const Quotient returned = found->second;
    const std::optional<Number> to = target_within(index);
    const Quotient one = builder_.constant(kOne);
    const Quotient left = builder_.select(part.applies, part.maximum, one);
    const Quotient target = to ? builder_.number(*to) : sum({{left}, {returned}});
    const Quotient grown = builder_.divide(builder_.multiply(part.points, target), left);
    if (!to) {
      const Quotient more = builder_.multiply(part.applies, returned);
      part.points = grown;
      part.maximum = sum({{part.maximum}, {more}});
      part.divisor = sum({{part.divisor}, {more}});
      return;
    }
    const Quotient any = builder_.logic(
        Op::And, std::array{part.applies, builder_.compare(returned, Relation::Greater,
                                                           builder_.constant(kZero))});
    part.points = builder_.select(any, grown, part.points);
    part.maximum = builder_.select(any, target, part.maximum);
    part.divisor = builder_.select(any, target, part.divisor);
  }

  // `to:` of the criteria that are rescaled within the node; all state the same.
  [[nodiscard]] std::optional<Number> target_within(CriterionIndex index) const {
    const auto& all = rulebook_.criteria;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Criterion& criterion) {
      return criterion.rescale_within == index && criterion.rescale_to;
    });
    return found == all.end() ? std::nullopt : found->rescale_to;
  }

  // Gives the maxima of what is shared out in equal parts to the siblings that apply. Their points
  // grow at the same rate, so that a share of the maximum stays the same share.
  void share_out(const Criterion& criterion, std::vector<Part>& parts) {
    std::vector<Term> shared_terms;
    std::vector<Term> count_terms;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Criterion& child = rulebook_.criteria[criterion.children[i]];
      count_terms.push_back({parts[i].applies});
      if (child.not_applicable == WhenNotApplicable::ShareOut) {
        shared_terms.push_back({lost(criterion.children[i], parts[i])});
      }
    }
    const Quotient one = builder_.constant(kOne);
    const Quotient shared = builder_.linear(kZero, shared_terms);
    const Quotient count =
        builder_.extreme(Op::Maximum, std::array{builder_.linear(kZero, count_terms), one});
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Part& part = parts[i];
      const Quotient own = part.declared ? builder_.number(*part.declared)
                                         : builder_.select(part.applies, part.maximum, one);
      const Quotient before = builder_.multiply(own, count);
      const Quotient growth = builder_.divide(sum({{before}, {shared}}), before);
      const Quotient more = builder_.divide(builder_.multiply(part.applies, shared), count);
      part.points = builder_.multiply(part.points, growth);
      part.maximum = sum({{part.maximum}, {more}});
      part.divisor = sum({{part.divisor}, {more}});
      part.declared.reset();
      growth_[criterion.children[i]] = growth;
    }
  }

  // What is shared out to a criterion is shared by all below it: they count for so much more.
  void grow(CriterionIndex index) {
    const std::optional<CriterionIndex> parent = rulebook_.criteria[index].parent;
    if (parent && growth_[*parent]) {
      growth_[index] = growth_[index] ? builder_.multiply(*growth_[*parent], *growth_[index])
                                      : *growth_[*parent];
    }
    if (growth_[index]) {
      builder_.set_origin(index);
      nodes_[index].points = builder_.multiply(nodes_[index].points, *growth_[index]);
      nodes_[index].maximum = builder_.multiply(nodes_[index].maximum, *growth_[index]);
    }
  }

  Quotient rounded(const Criterion& criterion, Quotient points) {
    return criterion.rounding
               ? builder_.round(points, criterion.rounding->digits, criterion.rounding->mode)
               : points;
  }

  Quotient sum(std::initializer_list<Term> terms) {
    return builder_.linear(kZero, {terms.begin(), terms.size()});
  }

  const Rulebook& rulebook_;
  const CompileOptions& options_;
  ProgramBuilder& builder_;
  const RuleCompiler rules_;
  std::vector<ScoringProgram::Node>& nodes_;
  std::vector<Part> parts_;  // by criterion
  // By criterion: for its ancestors, and itself, the maxima below it that they give back.
  std::vector<std::map<CriterionIndex, Quotient>> returned_;
  std::vector<std::optional<Quotient>> conditions_;  // `when:`, by criterion
  std::vector<std::optional<Quotient>> growth_;  // by criterion: what sharing out multiplies it by
};

}  // namespace

std::vector<Part> compile_tree(const Rulebook& rulebook, const CompileOptions& options,
                               ProgramBuilder& builder, const StatisticCompiler& statistic,
                               std::vector<ScoringProgram::Node>& nodes) {
  return TreeCompiler(rulebook, options, builder, statistic, nodes).compile();
}

}  // namespace parindex
