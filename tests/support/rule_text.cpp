// SPDX-License-Identifier: Apache-2.0
//
// Expressions and rules as people write them.
#include <string_view>

#include "random_rulebook.h"

namespace oracle {

namespace {

using Kind = Expression::Kind;

// How tightly an expression binds, after the grammar: or 1 … factor 7.
int binding(const Expression& e) {
  switch (e.kind) {
    case Kind::Or:
      return 1;
    case Kind::And:
      return 2;
    case Kind::Not:
      return 3;
    case Kind::Compare:
      return 4;
    case Kind::Add:
    case Kind::Subtract:
      return 5;
    case Kind::Multiply:
    case Kind::Divide:
      return 6;
    case Kind::Literal:
    case Kind::Day:
    case Kind::Level:
    case Kind::Figure:
    case Kind::Points:
    case Kind::Share:
    case Kind::Negate:
    case Kind::Minimum:
    case Kind::Maximum:
    case Kind::Absolute:
    case Kind::Round:
    case Kind::Clamp:
    case Kind::If:
      break;
  }
  return 7;
}

std::string_view symbol(Kind kind) {
  switch (kind) {
    case Kind::Add:
      return " + ";
    case Kind::Subtract:
      return " - ";
    case Kind::Multiply:
      return " * ";
    case Kind::Divide:
      return " / ";
    case Kind::And:
      return " and ";
    case Kind::Or:
      return " or ";
    case Kind::Minimum:
      return "min";
    case Kind::Maximum:
      return "max";
    case Kind::Absolute:
      return "abs";
    case Kind::Round:
      return "round";
    case Kind::Clamp:
      return "clamp";
    case Kind::If:
      return "if";
    case Kind::Literal:
    case Kind::Day:
    case Kind::Level:
    case Kind::Figure:
    case Kind::Points:
    case Kind::Share:
    case Kind::Negate:
    case Kind::Compare:
    case Kind::Not:
      break;
  }
  return {};
}

// In parentheses where it binds less than its place asks for.
std::string operand(const Expression& e, const Rulebook& rulebook, int least) {
  const std::string text = to_text(e, rulebook);
  return binding(e) < least ? "(" + text + ")" : text;
}

// Left associative: a - (b - c) keeps its parentheses, (a - b) - c needs none.
std::string joined(const Expression& e, const Rulebook& rulebook, std::string_view between) {
  const int own = binding(e);
  std::string text;
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    text += i == 0 ? "" : std::string(between);
    text += operand(e.operands[i], rulebook, i == 0 ? own : own + 1);
  }
  return text;
}

std::string call(const Expression& e, const Rulebook& rulebook) {
  std::string text = std::string(symbol(e.kind)) + "(";
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    text += i == 0 ? "" : ", ";
    text += to_text(e.operands[i], rulebook);
  }
  return text + ")";
}

std::string band_text(const Band& band) {
  if (band.low.empty()) {
    return (band.high_open ? "<" : "<=") + band.high;
  }
  if (band.high.empty()) {
    return (band.low_open ? ">" : ">=") + band.low;
  }
  if (band.low == band.high) {
    return "[" + band.low + "]";
  }
  return (band.low_open ? "(" : "[") + band.low + ".." + band.high + (band.high_open ? ")" : "]");
}

// `key: value` pairs of a mapping in braces; empty values are left out.
class Mapping {
 public:
  void add(const std::string& key, const std::string& value) {
    if (!value.empty()) {
      text_ += (text_.empty() ? "" : ", ") + key + ": " + value;
    }
  }
  void add(const std::string& key, bool set, const char* value) { add(key, set ? value : ""); }
  void append(const std::string& pairs) { text_ += (text_.empty() ? "" : ", ") + pairs; }

  [[nodiscard]] std::string text() const { return "{" + text_ + "}"; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

std::string kind_name(Rule::Kind kind) {
  const char* const names[] = {"yes_no",   "bands",      "proportional", "line",     "goalposts",
                               "per_item", "increments", "deduct",       "lateness", "levels",
                               "cases",    "checklist",  "formula",      "best_of",  "relative",
                               "survey",   "given"};
  return names[static_cast<std::size_t>(kind)];
}

void add_bands(const std::vector<Band>& bands, Mapping& to) {
  for (const Band& band : bands) {
    to.add('"' + band_text(band) + '"',
           band.to.empty() ? band.points : "{linear: [" + band.points + ", " + band.to + "]}");
  }
}

std::string bands_text(const std::vector<Band>& bands) {
  Mapping mapping;
  add_bands(bands, mapping);
  return bands.empty() ? "" : mapping.text();
}

class RuleText {
 public:
  RuleText(const Rule& rule, const Rulebook& rulebook) : rule_(rule), rulebook_(rulebook) {}

  // What stands at the key of the kind; empty where there are no options.
  std::string options() {
    const Rule::Kind kind = rule_.kind;
    if (rule_.all_or_nothing) {
      return "{all_or_nothing: true, items: " + parts() + "}";
    }
    if (kind == Rule::Kind::Cases || kind == Rule::Kind::BestOf || kind == Rule::Kind::Checklist) {
      return parts();
    }
    if (kind == Rule::Kind::Levels) {
      add_levels();
    } else if (kind == Rule::Kind::Bands || kind == Rule::Kind::Line) {
      add_bands(rule_.bands, mapping_);
    } else {
      add_options();
    }
    return mapping_.empty() ? "" : mapping_.text();
  }

 private:
  std::string text(const std::optional<Expression>& e) const {
    return e ? quoted(to_text(*e, rulebook_)) : "";
  }

  void add_levels() {
    const std::vector<std::string>& names = rulebook_.indicators[rule_.of.figure].levels;
    for (std::size_t i = 0; i < names.size(); ++i) {
      mapping_.add(quoted(names[i]), rule_.parts[i].points);
    }
  }

  void add_options() {
    const bool lateness = rule_.kind == Rule::Kind::Lateness;
    mapping_.add("points", rule_.points);
    mapping_.add("cap", rule_.cap);
    mapping_.add("cap", rule_.cut_to_bounds, "true");
    mapping_.add("uncapped", rule_.uncapped, "true");
    mapping_.add("floor", rule_.floor);
    mapping_.add("min", rule_.worst);
    mapping_.add("max", rule_.best);
    mapping_.add("clamp", !rule_.clamp, "false");
    mapping_.add("base", rule_.base);
    mapping_.add("from", rule_.from);
    mapping_.add("step", rule_.step);
    mapping_.add("direction", rule_.down, "down");
    mapping_.add("steps", rule_.kind == Rule::Kind::Increments,
                 rule_.whole_steps ? "whole" : "linear");
    mapping_.add("start", rule_.start);
    mapping_.add("losses", rule_.kind == Rule::Kind::Deduct, parts().c_str());
    mapping_.add(rule_.before ? "before" : "by", lateness ? text(rule_.due) : "");
    mapping_.add("days", rule_.working, "working");
    mapping_.add("plus", rule_.plus > 0, std::to_string(rule_.plus).c_str());
    mapping_.add("to", rule_.to);
    mapping_.add("within", rule_.among_all, "all");
    mapping_.add("better", rule_.low_is_better, "low");
    mapping_.add("as", rule_.difference, "difference");
    mapping_.add("target", text(rule_.target));
    mapping_.add("excess", rule_.target.has_value(),
                 rule_.absolute_excess ? "absolute" : "relative");
    mapping_.add("bands", bands_text(rule_.bands));
    mapping_.add("answers", rule_.kind == Rule::Kind::Survey, parts().c_str());
    mapping_.add("issued", rule_.issued ? rulebook_.indicators[*rule_.issued].id : "");
  }

  // The list of cases, items, losses …
  std::string parts() const {
    std::string list;
    for (const Part& part : rule_.parts) {
      Mapping mapping;
      mapping.add("when", text(part.when));
      mapping.add(rule_.kind == Rule::Kind::Cases ? "points" : "of", text(part.of));
      mapping.add("points", part.points);
      mapping.add("weight", part.weight);
      mapping.add("at_most", part.at_most);
      mapping.add("bands", bands_text(part.bands));
      for (const Rule& rule : part.rule) {
        mapping.append(rule_text(rule, rulebook_, ", "));
      }
      list += (list.empty() ? "" : ", ") + mapping.text();
    }
    return "[" + list + "]";
  }

  const Rule& rule_;
  const Rulebook& rulebook_;
  Mapping mapping_;
};

bool has_operand(Rule::Kind kind) {
  return kind != Rule::Kind::Deduct && kind != Rule::Kind::Cases && kind != Rule::Kind::Checklist &&
         kind != Rule::Kind::BestOf && kind != Rule::Kind::Survey;
}

}  // namespace

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

std::string rule_text(const Rule& rule, const Rulebook& rulebook, const std::string& between) {
  const std::string options = RuleText(rule, rulebook).options();
  const std::string kind = kind_name(rule.kind) + ": ";
  if (!has_operand(rule.kind)) {
    return kind + options;
  }
  const std::string value = quoted(to_text(rule.of, rulebook));
  // Without options the value may stand at the rule itself.
  return options.empty() ? kind + value : "of: " + value + between + kind + options;
}

std::string to_text(const Expression& e, const Rulebook& rulebook) {
  switch (e.kind) {
    case Kind::Literal:
    case Kind::Day:
      return e.text;
    case Kind::Level:
      return '"' + e.text + '"';
    case Kind::Points:
      return "points(\"" + e.text + "\")";
    case Kind::Share:
      return "share(\"" + e.text + "\")";
    case Kind::Figure:
      return rulebook.indicators[e.figure].id;
    case Kind::Negate:
      return "-" + operand(e.operands[0], rulebook, 7);
    case Kind::Not:
      return "not " + operand(e.operands[0], rulebook, 3);
    case Kind::Compare:
      return operand(e.operands[0], rulebook, 5) + " " + e.text + " " +
             operand(e.operands[1], rulebook, 5);
    case Kind::Add:
    case Kind::Subtract:
    case Kind::Multiply:
    case Kind::Divide:
    case Kind::And:
    case Kind::Or:
      return joined(e, rulebook, symbol(e.kind));
    case Kind::Minimum:
    case Kind::Maximum:
    case Kind::Absolute:
    case Kind::Round:
    case Kind::Clamp:
    case Kind::If:
      break;
  }
  return call(e, rulebook);
}

}  // namespace oracle
