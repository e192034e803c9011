// SPDX-License-Identifier: Apache-2.0
#include "shrink.h"

#include <utility>
#include <vector>

#include "random_rulebook.h"

namespace oracle {

namespace {

// Declared maxima and group sizes would no longer be right.
void forget_sums(Criterion& node) {
  if (!node.rule) {
    node.maximum.clear();
  }
  for (Criterion& child : node.children) {
    forget_sums(child);
  }
}

void collect_nodes(Criterion& c, std::vector<Criterion*>& nodes) {
  nodes.push_back(&c);
  for (Criterion& child : c.children) {
    collect_nodes(child, nodes);
  }
}

std::vector<Criterion*> nodes_of(Case& c) {
  std::vector<Criterion*> nodes;
  collect_nodes(c.rulebook.root, nodes);
  for (std::optional<Criterion>* const extra : {&c.rulebook.bonus, &c.rulebook.penalty}) {
    if (*extra) {
      collect_nodes(**extra, nodes);
    }
  }
  return nodes;
}

// Smaller rules: fewer parts, less options.
std::vector<Rule> smaller_rules(const Rule& rule) {
  std::vector<Rule> found;
  for (std::size_t i = 0; i < rule.parts.size(); ++i) {
    if (rule.kind != Rule::Kind::Levels && rule.parts.size() > 1) {
      found.push_back(rule);
      found.back().parts.erase(found.back().parts.begin() + static_cast<std::ptrdiff_t>(i));
    }
    found.insert(found.end(), rule.parts[i].rule.begin(), rule.parts[i].rule.end());
  }
  using Reset = void (*)(Rule&);
  const Reset resets[] = {
      [](Rule& r) { r.cap.clear(); },           [](Rule& r) { r.start.clear(); },
      [](Rule& r) { r.uncapped = false; },      [](Rule& r) { r.clamp = true; },
      [](Rule& r) { r.down = false; },          [](Rule& r) { r.before = false; },
      [](Rule& r) { r.low_is_better = false; }, [](Rule& r) { r.among_all = false; },
      [](Rule& r) { r.issued.reset(); },        [](Rule& r) { r.all_or_nothing = false; },
  };
  for (const Reset reset : resets) {
    found.push_back(rule);
    reset(found.back());
  }
  return found;
}

class Shrinker {
 public:
  Shrinker(Case c, const std::function<bool(const Case&)>& fails)
      : best_(std::move(c)),
        fails_(fails) {}

  Case run() {
    bool again = true;
    while (again && tries_ < kMostTries) {
      again = drop_units();
      again = drop_children() || again;
      again = drop_options() || again;
      again = drop_settings() || again;
    }
    return best_;
  }

 private:
  static constexpr int kMostTries = 600;

  bool keep(Case smaller) {
    ++tries_;
    if (tries_ > kMostTries || !evaluate(smaller).errors.empty() || !fails_(smaller)) {
      return false;
    }
    best_ = std::move(smaller);
    return true;
  }

  bool drop_units() {
    bool any = false;
    for (std::size_t size = best_.units.size() / 2; size > 0; size /= 2) {
      for (std::size_t start = 0;
           start + size <= best_.units.size() && best_.units.size() > size;) {
        Case smaller = best_;
        const auto from = smaller.units.begin() + static_cast<std::ptrdiff_t>(start);
        smaller.units.erase(from, from + static_cast<std::ptrdiff_t>(size));
        for (Group& group : smaller.rulebook.groups) {
          group.units.reset();
        }
        const bool kept = keep(std::move(smaller));
        any = any || kept;
        start += kept ? 0 : size;
      }
    }
    return any;
  }

  bool drop_children() {
    bool any = false;
    for (std::size_t n = 0; n < nodes_of(best_).size(); ++n) {
      for (std::size_t i = 0; i < nodes_of(best_)[n]->children.size();) {
        Case smaller = best_;
        std::vector<Criterion>& children = nodes_of(smaller)[n]->children;
        children.erase(children.begin() + static_cast<std::ptrdiff_t>(i));
        forget_sums(smaller.rulebook.root);
        for (std::optional<Criterion>* const extra :
             {&smaller.rulebook.bonus, &smaller.rulebook.penalty}) {
          if (*extra) {
            forget_sums(**extra);
          }
        }
        const bool kept = !children.empty() && keep(std::move(smaller));
        any = any || kept;
        i += kept ? 0U : 1U;
      }
    }
    return any;
  }

  bool drop_options() {
    using Reset = void (*)(Criterion&);
    const Reset resets[] = {
        [](Criterion& c) { c.round.reset(); },
        [](Criterion& c) { c.when.reset(); },
        [](Criterion& c) {
          c.then.reset();
          c.within.clear();
          c.to.clear();
        },
        [](Criterion& c) { c.cap.clear(); },
        [](Criterion& c) { c.weight = std::string("1"); },
        [](Criterion& c) { c.aggregation = Aggregation::Sum; },
        [](Criterion& c) { c.needed.reset(); },
        [](Criterion& c) { c.missing = Missing::Error; },
    };
    bool any = false;
    for (std::size_t n = 0; n < nodes_of(best_).size(); ++n) {
      for (const Reset reset : resets) {
        Case smaller = best_;
        reset(*nodes_of(smaller)[n]);
        any = differs(smaller) && keep(std::move(smaller)) ? true : any;
      }
      const std::optional<Rule> rule = nodes_of(best_)[n]->rule;
      for (const Rule& other : rule ? smaller_rules(*rule) : std::vector<Rule>()) {
        Case smaller = best_;
        nodes_of(smaller)[n]->rule = other;
        any = differs(smaller) && keep(std::move(smaller)) ? true : any;
      }
    }
    return any;
  }

  // Whether a reset changed anything.
  [[nodiscard]] bool differs(const Case& smaller) const {
    return to_yaml(smaller.rulebook) != to_yaml(best_.rulebook);
  }

  bool drop_settings() {
    using Reset = void (*)(Case&);
    const Reset resets[] = {
        [](Case& c) {
          c.rulebook.grades.clear();
          c.rulebook.caps.clear();
        },
        [](Case& c) { c.rulebook.caps.clear(); },
        [](Case& c) { c.rulebook.keys.clear(); },
        [](Case& c) { c.rulebook.ranked_when.reset(); },
        [](Case& c) { c.rulebook.bonus.reset(); },
        [](Case& c) { c.rulebook.penalty.reset(); },
        [](Case& c) { c.rulebook.ranking = {}; },
        [](Case& c) { c.rulebook.dense = false; },
        [](Case& c) {
          c.rulebook.groups.clear();
          for (Unit& unit : c.units) {
            unit.group = 0;
          }
        },
    };
    bool any = false;
    for (const Reset reset : resets) {
      Case smaller = best_;
      reset(smaller);
      any = differs(smaller) && keep(std::move(smaller)) ? true : any;
    }
    return any;
  }

  Case best_;
  const std::function<bool(const Case&)>& fails_;
  int tries_ = 0;
};

}  // namespace

Case shrink(Case c, const std::function<bool(const Case&)>& fails) {
  return Shrinker(std::move(c), fails).run();
}

}  // namespace oracle
