// SPDX-License-Identifier: Apache-2.0
#include "shrink.h"

#include <utility>
#include <vector>

namespace oracle {

namespace {

// Declared maxima and group sizes would no longer be right.
void forget_sums(Criterion& node) {
  if (node.rule == Rule::Node) {
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
  return nodes;
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
        [](Criterion& c) { c.then.reset(); },
        [](Criterion& c) { c.cap.clear(); },
        [](Criterion& c) { c.floor.clear(); },
        [](Criterion& c) { c.uncapped = false; },
        [](Criterion& c) { c.weight = std::string("1"); },
        [](Criterion& c) { c.weighted_mean = false; },
        [](Criterion& c) { c.points.clear(); },
        [](Criterion& c) { c.missing = Missing::Error; },
        [](Criterion& c) { c.maximum = c.rule == Rule::Node ? "" : c.maximum; }};
    bool any = false;
    for (std::size_t n = 0; n < nodes_of(best_).size(); ++n) {
      for (const Reset reset : resets) {
        Case smaller = best_;
        reset(*nodes_of(smaller)[n]);
        any = (to_compare(smaller) != to_compare(best_) && keep(std::move(smaller))) || any;
      }
    }
    return any;
  }

  // What the options of all criteria are, to see whether a reset changed anything.
  static std::string to_compare(Case& c) {
    std::string text;
    for (const Criterion* node : nodes_of(c)) {
      text += node->weight + "/" + node->maximum + "/" + node->cap + "/" + node->floor + "/" +
              node->points;
      text += std::to_string(static_cast<int>(node->missing));
      text += node->round ? "r" : "";
      text += node->when ? "w" : "";
      text += node->then ? "t" : "";
      text += node->uncapped ? "u" : "";
      text += node->weighted_mean ? "m;" : ";";
    }
    return text;
  }

  bool drop_settings() {
    bool any = false;
    if (!best_.rulebook.grades.empty()) {
      Case smaller = best_;
      smaller.rulebook.grades.clear();
      any = keep(std::move(smaller)) || any;
    }
    if (!best_.rulebook.groups.empty()) {
      Case smaller = best_;
      smaller.rulebook.groups.clear();
      for (Unit& unit : smaller.units) {
        unit.group = 0;
      }
      any = keep(std::move(smaller)) || any;
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
