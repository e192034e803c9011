// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "oracle.h"

namespace oracle {

namespace {

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
    return field;
  }
  std::string text = "\"";
  for (const char letter : field) {
    text += letter;
    text += letter == '"' ? "\"" : "";
  }
  return text + '"';
}

std::string line(const std::vector<std::string>& fields) {
  std::string text;
  for (const std::string& field : fields) {
    text += (text.empty() ? "" : ",") + quoted(field);
  }
  return text + '\n';
}

std::string group_id(const Rulebook& rulebook, const Unit& unit) {
  return rulebook.groups.empty() ? "all" : rulebook.groups[unit.group].id;
}

std::string state_name(State state) {
  switch (state) {
    case State::Present:
      return "scored";
    case State::NotApplicable:
      return "not_applicable";
    case State::NotScored:
    case State::Unresolved:
    case State::Missing:
      break;
  }
  return "not_scored";
}

std::string kind_name(Rule::Kind kind) {
  const char* const names[] = {"yes_no",   "bands",      "proportional", "line",     "goalposts",
                               "per_item", "increments", "deduct",       "lateness", "levels",
                               "cases",    "checklist",  "formula",      "best_of",  "relative",
                               "survey",   "given"};
  return names[static_cast<std::size_t>(kind)];
}

std::string kind_name(const Criterion& criterion) {
  const char* const names[] = {"sum",      "weighted_mean", "mean", "geometric",
                               "harmonic", "min",           "max"};
  return criterion.rule ? kind_name(criterion.rule->kind)
                        : names[static_cast<std::size_t>(criterion.aggregation)];
}

enum class Tree { Main, Bonus, Penalty };

Tree tree_of(const Rulebook& rulebook, const Criterion* criterion) {
  for (const auto& [extra, tree] :
       {std::pair(&rulebook.bonus, Tree::Bonus), std::pair(&rulebook.penalty, Tree::Penalty)}) {
    std::vector<const Criterion*> own;
    if (*extra) {
      list_criteria(**extra, own);
    }
    if (std::find(own.begin(), own.end(), criterion) != own.end()) {
      return tree;
    }
  }
  return Tree::Main;
}

// Why a criterion has the points it has, as a stable code.
std::string reason(const Rulebook& rulebook, const NodeScore& node) {
  if (node.state != State::Present) {
    return node.state == State::NotApplicable ? "not_applicable" : "no_value";
  }
  if (node.zero_for_missing) {
    return "missing_as_zero";
  }
  const bool none = number(shortest(node.points)) == 0;
  switch (tree_of(rulebook, node.criterion)) {
    case Tree::Main:
      break;
    case Tree::Bonus:
      return none ? "no_bonus" : "bonus";
    case Tree::Penalty:
      return none ? "no_penalty" : "penalty";
  }
  if (number(shortest(node.points)) >= number(shortest(node.maximum))) {
    return "full";
  }
  if (!node.criterion->rule) {
    return "parts";
  }
  const Rule::Kind kind = node.criterion->rule->kind;
  if (kind == Rule::Kind::Bands || kind == Rule::Kind::Lateness || kind == Rule::Kind::Levels) {
    return "lower_band";
  }
  if (kind == Rule::Kind::Proportional) {
    return "partial_share";
  }
  return kind == Rule::Kind::YesNo ? "condition_fails" : "below_maximum";
}

// What is left of the maximum; empty where nothing applies.
std::string maximum_text(const NodeScore& node) {
  return node.state == State::NotApplicable ? "" : shortest(node.maximum);
}

// What is lost: of a bonus nothing, of a penalty what it takes.
std::string lost(const Rulebook& rulebook, const NodeScore& node, const mpq_class& difference) {
  const Tree tree = tree_of(rulebook, node.criterion);
  if (node.state != State::Present || tree == Tree::Bonus) {
    return "";
  }
  return shortest(tree == Tree::Penalty ? node.points : difference);
}

std::string extra_text(const std::optional<Value>& extra) {
  if (!extra) {
    return "0";
  }
  return extra->state == State::Present ? shortest(extra->number) : "";
}

// The top of a bonus or penalty is called that.
std::string name_of(const Rulebook& rulebook, const NodeScore& node) {
  if (!node.criterion->id.empty()) {
    return node.criterion->id;
  }
  return tree_of(rulebook, node.criterion) == Tree::Bonus ? "bonus" : "penalty";
}

}  // namespace

std::string score_csv(const Case& c, const Score& score) {
  std::string text =
      "rulebook,unit,name,group,points,max_points,bonus,penalty,index,rank,grade,basis,index_low,"
      "index_high,assumed_points\n";
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    const Unit& unit = c.units[u];
    const UnitScore& result = score.units[u];
    const NodeScore& root = result.nodes.front();
    const std::string index =
        result.index ? fixed(*result.rounded_index, c.rulebook.index.digits) : std::string();
    text += line({c.rulebook.id, unit.id, unit.name, group_id(c.rulebook, unit),
                  root.state == State::Present ? shortest(root.points) : "", maximum_text(root),
                  extra_text(result.bonus), extra_text(result.penalty), index,
                  result.rank ? std::to_string(*result.rank) : "", result.grade, "known", index,
                  index, "0"});
  }
  return text;
}

std::string detail_csv(const Case& c, const Score& score) {
  std::string text =
      "rulebook,unit,criterion,kind,points,max_points,deduction,state,reason,basis\n";
  for (std::size_t u = 0; u < c.units.size(); ++u) {
    const std::vector<NodeScore>& nodes = score.units[u].nodes;
    for (std::size_t n = 1; n < nodes.size(); ++n) {
      const NodeScore& node = nodes[n];
      const bool scored = node.state == State::Present;
      const std::string points = shortest(node.points);
      // A printed deduction is the printed maximum less the printed points.
      const mpq_class difference = number(shortest(node.maximum)) - number(points);
      text +=
          line({c.rulebook.id, c.units[u].id, name_of(c.rulebook, node), kind_name(*node.criterion),
                scored ? points : "", maximum_text(node), lost(c.rulebook, node, difference),
                state_name(node.state), reason(c.rulebook, node), "known"});
    }
  }
  return text;
}

std::string explained_csv(const Case& c, const Score& score, std::size_t unit) {
  const UnitScore& result = score.units[unit];
  const NodeScore& root = result.nodes.front();
  std::string text =
      "rulebook,unit,name,group,points,max_points,index,rank,grade,bonus,"
      "penalty\n";
  text += line({c.rulebook.id, c.units[unit].id, c.units[unit].name,
                group_id(c.rulebook, c.units[unit]),
                root.state == State::Present ? shortest(root.points) : "", maximum_text(root),
                result.index ? fixed(*result.rounded_index, c.rulebook.index.digits) : "",
                result.rank ? std::to_string(*result.rank) : "", result.grade,
                extra_text(result.bonus), extra_text(result.penalty)});
  text += "\ncriterion,title,kind,points,max_points,deduction,state,reason\n";
  for (std::size_t n = 1; n < result.nodes.size(); ++n) {
    const NodeScore& node = result.nodes[n];
    const bool scored = node.state == State::Present;
    text += line({name_of(c.rulebook, node), "", kind_name(*node.criterion),
                  scored ? shortest(node.points) : "", maximum_text(node),
                  lost(c.rulebook, node, node.maximum - node.points), state_name(node.state),
                  reason(c.rulebook, node)});
  }
  return text;
}

}  // namespace oracle
