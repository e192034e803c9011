// SPDX-License-Identifier: Apache-2.0
//
// Points and maxima from the leaves up, for one unit.
#include <algorithm>
#include <map>

#include "oracle.h"

namespace oracle {

namespace {

bool joins_shares(Aggregation aggregation) {
  return aggregation == Aggregation::Minimum || aggregation == Aggregation::Maximum ||
         aggregation == Aggregation::Harmonic || aggregation == Aggregation::Geometric;
}

// What the criterion is declared to be worth: as stated, or what its parts come to.
mpq_class declared(const Criterion& c) {
  if (!c.maximum.empty()) {
    return c.cap.empty() ? number(c.maximum) : std::min(number(c.maximum), number(c.cap));
  }
  mpq_class sum = 0;
  mpq_class weights = 0;
  for (const Criterion& child : c.children) {
    const mpq_class weight =
        c.aggregation == Aggregation::WeightedMean ? number(child.weight) : mpq_class(1);
    sum += weight * declared(child);
    weights += weight;
  }
  mpq_class maximum = sum;
  if (c.aggregation == Aggregation::WeightedMean || c.aggregation == Aggregation::Mean) {
    maximum /= weights;
  } else if (joins_shares(c.aggregation)) {
    maximum = declared(c.children.front());
  }
  return c.cap.empty() ? maximum : std::min(maximum, number(c.cap));
}

// The maximum of which a node takes the joined share.
mpq_class whole_of_shares(const Criterion& c) {
  return c.maximum.empty() ? declared(c.children.front()) : number(c.maximum);
}

class TreeScorer {
 public:
  TreeScorer(const Case& c, const Facts& figures, const Population& population, std::size_t unit,
             std::vector<Fault>& errors)
      : case_(c),
        facts_{figures.indicators, figures.figures,
               [this](const std::string& id, bool share) { return named(id, share); }},
        population_(population),
        unit_(unit),
        errors_(errors) {
    const Rulebook& rulebook = c.rulebook;
    list_with_parents(rulebook.root, nullptr);
    for (const std::optional<Criterion>* const extra : {&rulebook.bonus, &rulebook.penalty}) {
      if (*extra) {
        list_with_parents(**extra, nullptr);
      }
    }
  }

  std::vector<NodeScore> run() {
    std::vector<NodeScore> nodes;
    for (const Criterion* criterion : order_) {
      score(*criterion);
    }
    for (const Criterion* criterion : order_) {
      NodeScore node = scores_.at(criterion);
      const mpq_class growth = growth_of(criterion);
      node.points *= growth;
      node.maximum *= growth;
      nodes.push_back(node);
    }
    return nodes;
  }

 private:
  void list_with_parents(const Criterion& c, const Criterion* parent) {
    order_.push_back(&c);
    parents_[&c] = parent;
    for (const Criterion& child : c.children) {
      list_with_parents(child, &c);
    }
  }

  // What is shared out to a criterion is shared by all below it.
  mpq_class growth_of(const Criterion* c) const {
    mpq_class growth = 1;
    for (; c != nullptr; c = parents_.at(c)) {
      const auto own = growth_.find(c);
      growth *= own == growth_.end() ? mpq_class(1) : own->second;
    }
    return growth;
  }

  void fail(const std::string& what) { errors_.push_back({unit_, what}); }

  // points("ID") and share("ID").
  Value named(const std::string& id, bool share) {
    const auto found = std::find_if(order_.begin(), order_.end(), [&](const Criterion* c) {
      return c->id == id && parents_.at(c) != nullptr;
    });
    if (found == order_.end()) {
      return {State::Unresolved, 0};
    }
    const NodeScore& other = score(**found);
    if (other.state != State::Present) {
      return {other.state, 0};
    }
    return {State::Present, share ? mpq_class(other.points / other.maximum) : other.points};
  }

  const NodeScore& score(const Criterion& c) {
    const auto known = scores_.find(&c);
    if (known != scores_.end()) {
      return known->second;
    }
    NodeScore node = c.rule ? score_leaf(c) : score_node(c);
    node.criterion = &c;
    return scores_[&c] = node;
  }

  // A value that does not apply stays so; else the condition decides, and must have a value.
  Value unless(const std::optional<Expression>& condition, const Value& value) {
    if (!condition || value.state == State::NotApplicable) {
      return value;
    }
    const Value holds = evaluate(*condition, facts_);
    if (holds.state != State::Present) {
      return {holds.state, 0};
    }
    return holds.number != 0 ? Value{State::NotApplicable, 0} : value;
  }

  // Nothing below a criterion applies where its `when` holds.
  Value unless_above(const Criterion& c, Value value) {
    for (const Criterion* above = parents_.at(&c); above != nullptr; above = parents_.at(above)) {
      value = unless(above->when, value);
    }
    return value;
  }

  Value rule_points(const Criterion& c) {
    if (c.needed) {
      Value holds = evaluate(*c.needed, facts_);
      if (holds.state != State::Present || holds.number == 0) {
        return holds;  // its state, or 0 points
      }
    }
    return points_of(*c.rule, {facts_, population_, unit_, number(c.maximum)});
  }

  NodeScore score_leaf(const Criterion& c) {
    NodeScore node;
    node.maximum = number(c.maximum);
    Value points = rule_points(c);
    if (points.state == State::Present && c.round) {
      points.number = rounded(points.number, c.round->digits, c.round->mode);
    }
    if (points.state == State::Missing && c.missing == Missing::NoScore) {
      points = {State::NotScored, 0};
    } else if (points.state == State::Missing &&
               (c.missing == Missing::Zero || case_.missing_is_zero)) {
      points = {State::Present, 0};
      node.zero_for_missing = true;
    }
    points = unless(c.when, points);
    if (points.state == State::NotApplicable && c.then == Then::FullPoints) {
      points = {State::Present, node.maximum};
      node.zero_for_missing = false;
    }
    points = unless_above(c, points);
    if (points.state == State::Missing || points.state == State::Unresolved) {
      fail(c.id + (points.state == State::Missing ? " has a hole" : " is unresolved"));
    }
    node.state = points.state;
    node.points = points.state == State::Present ? points.number : mpq_class(0);
    node.counted = node.applies() || c.then == Then::Drop;
    node.divisor = node.counted ? node.maximum : mpq_class(0);
    node.maximum = node.applies() ? node.maximum : mpq_class(0);
    return node;
  }

  NodeScore score_node(const Criterion& c) {
    std::vector<NodeScore> parts;
    parts.reserve(c.children.size());
    for (const Criterion& child : c.children) {
      parts.push_back(score(child));
    }
    share_out(parts);
    NodeScore node = joins_shares(c.aggregation) ? join_shares(c, parts) : add_up(c, parts);
    rescale_within(c, node);
    if (node.state == State::Present && c.round) {
      node.points = rounded(node.points, c.round->digits, c.round->mode);
    }
    if (!c.cap.empty()) {
      const mpq_class cap = number(c.cap);
      node.points = std::min(node.points, cap);
      node.maximum = std::min(node.maximum, cap);
      node.divisor = std::min(node.divisor, cap);
    }
    node.parts_apply = node.applies();
    if (c.when || c.then) {
      decide(c, node);
    }
    return node;
  }

  // Whether anything applies and all of that has points.
  static State state_of(const std::vector<NodeScore>& parts) {
    State state = State::NotApplicable;
    for (const NodeScore& part : parts) {
      if (part.applies()) {
        state = state == State::NotApplicable ? part.state : worse(state, part.state);
      }
    }
    return state;
  }

  // Sums and means.
  static NodeScore add_up(const Criterion& c, const std::vector<NodeScore>& parts) {
    NodeScore node;
    mpq_class weights = 0;
    mpq_class divisor_weights = 0;
    for (const NodeScore& part : parts) {
      const mpq_class weight = c.aggregation == Aggregation::WeightedMean
                                   ? number(part.criterion->weight)
                                   : mpq_class(1);
      if (part.applies()) {
        node.points += weight * part.points;
        node.maximum += weight * part.maximum;
        weights += weight;
      }
      if (part.counted) {
        node.divisor += weight * part.divisor;
        divisor_weights += weight;
      }
    }
    if (c.aggregation != Aggregation::Sum) {
      node.points /= weights == 0 ? mpq_class(1) : weights;
      node.maximum /= weights == 0 ? mpq_class(1) : weights;
      node.divisor /= divisor_weights == 0 ? mpq_class(1) : divisor_weights;
    }
    node.state = state_of(parts);
    node.counted = divisor_weights != 0;
    return node;
  }

  NodeScore join_shares(const Criterion& c, const std::vector<NodeScore>& parts) {
    const mpq_class whole = whole_of_shares(c);
    NodeScore node;
    node.state = state_of(parts);
    node.counted =
        std::any_of(parts.begin(), parts.end(), [](const NodeScore& part) { return part.counted; });
    node.maximum = node.applies() ? whole : mpq_class(0);
    node.divisor = node.counted ? whole : mpq_class(0);
    const bool negative = std::any_of(parts.begin(), parts.end(), [](const NodeScore& part) {
      return part.state == State::Present && part.points < 0;
    });
    if (negative &&
        (c.aggregation == Aggregation::Harmonic || c.aggregation == Aggregation::Geometric)) {
      fail(c.id + " joins a negative share");
    } else if (node.state == State::Present) {
      std::vector<mpq_class> shares;
      for (const NodeScore& part : parts) {
        if (part.applies()) {
          shares.emplace_back(part.points / part.maximum);
        }
      }
      std::sort(shares.begin(), shares.end());
      node.points = joined(c, shares) * whole;
    }
    return node;
  }

  static mpq_class joined(const Criterion& c, const std::vector<mpq_class>& ascending) {
    const auto count = static_cast<unsigned long>(ascending.size());
    if (c.aggregation == Aggregation::Minimum) {
      return ascending.front();
    }
    if (c.aggregation == Aggregation::Maximum) {
      return ascending.back();
    }
    if (ascending.front() == 0) {
      return 0;
    }
    mpq_class product = 1;
    mpq_class inverses = 0;
    for (const mpq_class& share : ascending) {
      product *= share;
      inverses += 1 / share;
    }
    if (c.aggregation == Aggregation::Harmonic) {
      return count / inverses;
    }
    // The root is taken on the scale of the node's maximum.
    const mpq_class whole = whole_of_shares(c);
    for (unsigned long i = 0; i < count; ++i) {
      product *= whole;
    }
    return root(product, count) / whole;
  }

  // Equal parts of what does not apply go to the siblings that do.
  void share_out(std::vector<NodeScore>& parts) {
    mpq_class shared = 0;
    unsigned long applying = 0;
    for (const NodeScore& part : parts) {
      applying += part.applies() ? 1U : 0U;
      if (part.criterion->then == Then::ShareOut && !part.applies()) {
        shared += declared(*part.criterion);
      }
    }
    if (shared == 0 || applying == 0) {
      return;
    }
    const mpq_class more = shared / applying;
    for (NodeScore& part : parts) {
      if (!part.applies()) {
        continue;
      }
      const mpq_class growth = (part.maximum + more) / part.maximum;
      growth_[part.criterion] = growth;
      part.points *= growth;
      part.maximum += more;
      part.divisor += more;
    }
  }

  // The declared maxima below a node that are rescaled within `top` and do not apply.
  mpq_class lost_within(const Criterion& top, const Criterion& node) {
    mpq_class lost = 0;
    for (const Criterion& child : node.children) {
      const bool applies = score(child).applies();
      // What the parts of a node state counts only while one of them applies, where it states its
      // own.
      if (!child.rule && (score(child).parts_apply || (!child.when && !child.then))) {
        lost += lost_within(top, child);
      }
      lost += child.within == top.id && !applies ? declared(child) : mpq_class(0);
    }
    return lost;
  }

  std::string target_within(const Criterion& top) const {
    for (const Criterion* criterion : order_) {
      if (criterion->within == top.id && !top.id.empty()) {
        return criterion->to;
      }
    }
    return "";
  }

  void rescale_within(const Criterion& c, NodeScore& node) {
    const mpq_class lost = c.id.empty() ? mpq_class(0) : lost_within(c, c);
    if (lost == 0 || !node.applies()) {
      return;
    }
    const std::string to = target_within(c);
    const mpq_class target = to.empty() ? mpq_class(node.maximum + lost) : number(to);
    node.points *= target / node.maximum;
    node.divisor = to.empty() ? mpq_class(node.divisor + lost) : target;
    node.maximum = target;
  }

  // What a node states itself for the units that it does not concern.
  void decide(const Criterion& c, NodeScore& node) {
    if (node.applies()) {
      return;
    }
    node.counted = c.then == Then::Drop;
    node.divisor = node.counted ? declared(c) : mpq_class(0);
    if (c.then == Then::FullPoints) {
      const Value full = unless_above(c, {State::Present, declared(c)});
      node.state = full.state;
      node.counted = node.applies();
      node.points = full.number;
      node.maximum = full.number;
      node.divisor = full.number;
    }
  }

  const Case& case_;
  const Facts facts_;
  const Population& population_;
  std::size_t unit_;
  std::vector<Fault>& errors_;
  std::vector<const Criterion*> order_;
  std::map<const Criterion*, const Criterion*> parents_;
  std::map<const Criterion*, NodeScore> scores_;
  std::map<const Criterion*, mpq_class> growth_;
};

}  // namespace

void list_criteria(const Criterion& top, std::vector<const Criterion*>& criteria) {
  criteria.push_back(&top);
  for (const Criterion& child : top.children) {
    list_criteria(child, criteria);
  }
}

std::vector<const Criterion*> all_criteria(const Rulebook& rulebook) {
  std::vector<const Criterion*> criteria;
  list_criteria(rulebook.root, criteria);
  for (const std::optional<Criterion>* const extra : {&rulebook.bonus, &rulebook.penalty}) {
    if (*extra) {
      list_criteria(**extra, criteria);
    }
  }
  return criteria;
}

std::vector<NodeScore> score_tree(const Case& c, const Facts& figures, const Population& population,
                                  std::size_t unit, std::vector<Fault>& errors) {
  return TreeScorer(c, figures, population, unit, errors).run();
}

}  // namespace oracle
