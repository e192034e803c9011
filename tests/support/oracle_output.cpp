// SPDX-License-Identifier: Apache-2.0
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

std::string kind_name(const Criterion& criterion) {
  switch (criterion.rule) {
    case Rule::Node:
      return criterion.weighted_mean ? "weighted_mean" : "sum";
    case Rule::Bands:
      return "bands";
    case Rule::Proportional:
      return "proportional";
    case Rule::YesNo:
      return "yes_no";
    case Rule::Formula:
      return "formula";
    case Rule::Given:
      break;
  }
  return "given";
}

// Why a criterion has the points it has, as a stable code.
std::string reason(const NodeScore& node) {
  if (node.state != State::Present) {
    return node.state == State::NotApplicable ? "not_applicable" : "no_value";
  }
  if (node.zero_for_missing) {
    return "missing_as_zero";
  }
  if (number(shortest(node.points)) >= number(shortest(node.maximum))) {
    return "full";
  }
  switch (node.criterion->rule) {
    case Rule::Node:
      return "parts";
    case Rule::Bands:
      return "lower_band";
    case Rule::Proportional:
      return "partial_share";
    case Rule::YesNo:
      return "condition_fails";
    case Rule::Formula:
    case Rule::Given:
      break;
  }
  return "below_maximum";
}

// What is left of the maximum; empty where nothing applies.
std::string maximum_text(const NodeScore& node) {
  return node.state == State::NotApplicable ? "" : shortest(node.maximum);
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
    const bool scored = root.state == State::Present;
    const std::string index =
        scored ? fixed(*result.rounded_index, c.rulebook.index.digits) : std::string();
    text += line({c.rulebook.id, unit.id, unit.name, group_id(c.rulebook, unit),
                  scored ? shortest(root.points) : "", maximum_text(root), "0", "0", index,
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
      const std::string maximum = shortest(node.maximum);
      text += line({c.rulebook.id, c.units[u].id, node.criterion->id, kind_name(*node.criterion),
                    scored ? points : "", maximum_text(node),
                    scored ? shortest(number(maximum) - number(points)) : "",
                    state_name(node.state), reason(node), "known"});
    }
  }
  return text;
}

std::string explained_csv(const Case& c, const Score& score, std::size_t unit) {
  const UnitScore& result = score.units[unit];
  const NodeScore& root = result.nodes.front();
  const bool unit_scored = root.state == State::Present;
  std::string text =
      "rulebook,unit,name,group,points,max_points,index,rank,grade,bonus,"
      "penalty\n";
  text += line({c.rulebook.id, c.units[unit].id, c.units[unit].name,
                group_id(c.rulebook, c.units[unit]), unit_scored ? shortest(root.points) : "",
                maximum_text(root),
                unit_scored ? fixed(*result.rounded_index, c.rulebook.index.digits) : "",
                result.rank ? std::to_string(*result.rank) : "", result.grade, "0", "0"});
  text += "\ncriterion,title,kind,points,max_points,deduction,state,reason\n";
  for (std::size_t n = 1; n < result.nodes.size(); ++n) {
    const NodeScore& node = result.nodes[n];
    const bool scored = node.state == State::Present;
    text += line({node.criterion->id, "", kind_name(*node.criterion),
                  scored ? shortest(node.points) : "", maximum_text(node),
                  scored ? shortest(node.maximum - node.points) : "", state_name(node.state),
                  reason(node)});
  }
  return text;
}

}  // namespace oracle
