// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks and data as the files that people write.
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
    case Kind::Figure:
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
    case Kind::Figure:
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

std::string type_name(Type type) {
  switch (type) {
    case Type::Count:
      return "count";
    case Type::Number:
      return "number";
    case Type::Percent:
      return "percent";
    case Type::Bool:
      return "bool";
    case Type::Points:
      break;
  }
  return "points";
}

std::string mode_name(Mode mode) {
  switch (mode) {
    case Mode::HalfUp:
      return "half_up";
    case Mode::HalfEven:
      return "half_even";
    case Mode::Down:
      return "down";
    case Mode::Up:
      break;
  }
  return "up";
}

std::string rounding_text(const Rounding& rounding) {
  return "{digits: " + std::to_string(rounding.digits) + ", mode: " + mode_name(rounding.mode) +
         "}";
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

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

class Writer {
 public:
  explicit Writer(const Rulebook& rulebook) : book_(rulebook) {}

  std::string run() {
    text_ = "parindex: 1\nid: " + book_.id + "\ntitle: \"Bộ tiêu chí thử: số đúng\"\n";
    text_ += "source: \"made up\"\nperiod: 2024\n";
    write_groups();
    text_ += "rounding: {index: " + rounding_text(book_.index) + "}\n";
    text_ += book_.rank_on_rounded ? "ranking: {on: rounded}\n" : "";
    text_ += book_.grade_on_rounded ? "" : "grading: {on: unrounded}\n";
    write_indicators();
    text_ += book_.root.weighted_mean ? "aggregate: weighted_mean\n" : "";
    text_ += "criteria:\n";
    for (const Criterion& child : book_.root.children) {
      write_criterion(child, book_.root, "");
    }
    write_grades();
    return text_;
  }

 private:
  void write_groups() {
    if (book_.groups.empty()) {
      return;
    }
    text_ += "groups:\n";
    for (const Group& group : book_.groups) {
      text_ += "  " + group.id + ": {title: \"Nhóm " + group.id + "\"";
      text_ += group.units ? ", units: " + std::to_string(*group.units) : "";
      text_ += "}\n";
    }
  }

  void write_indicators() {
    const std::vector<bool> used = used_indicators(book_);
    text_ += "indicators:\n";
    for (std::size_t i = 0; i < book_.indicators.size(); ++i) {
      const Indicator& indicator = book_.indicators[i];
      if (!used[i]) {
        continue;
      }
      text_ += "  " + indicator.id + ": {type: " + type_name(indicator.type);
      if (indicator.type != Type::Count && indicator.type != Type::Bool) {
        text_ += ", decimals: " + std::to_string(indicator.decimals);
      }
      text_ += indicator.minimum.empty() ? "" : ", min: " + indicator.minimum;
      text_ += indicator.maximum.empty() ? "" : ", max: " + indicator.maximum;
      if (indicator.at_most && used[*indicator.at_most]) {
        text_ += ", at_most: " + book_.indicators[*indicator.at_most].id;
      }
      text_ += "}\n";
    }
  }

  void write_criterion(const Criterion& c, const Criterion& parent, const std::string& indent) {
    const std::string inner = indent + "  ";
    text_ += indent + "- id: " + c.id + "\n";
    put(inner, "max", c.maximum);
    if (parent.weighted_mean && c.weight != "1") {
      put(inner, "weight", c.weight);
    }
    put(inner, "round", c.round ? rounding_text(*c.round) : "");
    if (c.rule != Rule::Node) {
      write_leaf(c, inner);
      return;
    }
    put(inner, "aggregate", c.weighted_mean ? "weighted_mean" : "");
    text_ += inner + "criteria:\n";
    for (const Criterion& child : c.children) {
      write_criterion(child, c, inner);
    }
  }

  void write_leaf(const Criterion& c, const std::string& indent) {
    put(indent, "missing",
        c.missing == Missing::Error ? "" : (c.missing == Missing::Zero ? "zero" : "no_score"));
    if (c.when || c.then) {
      text_ += indent + "not_applicable: {";
      text_ += c.when ? "when: " + quoted(to_text(*c.when, book_)) : "";
      text_ += c.when && c.then ? ", " : "";
      text_ += c.then ? "then: " + then_name(*c.then) : "";
      text_ += "}\n";
    }
    const std::string value = quoted(to_text(c.of, book_));
    const std::string options = rule_options(c);
    // Without options the value may stand at the rule itself.
    if (options.empty()) {
      put(indent, rule_name(c), value);
    } else {
      put(indent, "of", value);
      put(indent, rule_name(c), "{" + options + "}");
    }
  }

  static std::string then_name(Then then) {
    return then == Then::Rescale ? "rescale" : (then == Then::Drop ? "drop" : "full_points");
  }

  static std::string rule_name(const Criterion& c) {
    switch (c.rule) {
      case Rule::Bands:
        return "bands";
      case Rule::Proportional:
        return "proportional";
      case Rule::YesNo:
        return "yes_no";
      case Rule::Formula:
        return "formula";
      case Rule::Given:
      case Rule::Node:
        break;
    }
    return "given";
  }

  static std::string rule_options(const Criterion& c) {
    std::string text;
    const auto add = [&text](const std::string& key, const std::string& value) {
      if (!value.empty()) {
        text += (text.empty() ? "" : ", ") + key + ": " + value;
      }
    };
    for (const Band& band : c.bands) {
      add(quoted(band_text(band)), band.points);
    }
    add("cap", c.rule == Rule::Formula && c.cut_to_bounds ? "true" : c.cap);
    add("uncapped", c.uncapped ? "true" : "");
    add("floor", c.floor);
    add("points", c.points);
    return text;
  }

  void put(const std::string& indent, const std::string& key, const std::string& value) {
    if (!value.empty()) {
      text_ += indent;
      text_ += key + ": " + value + "\n";
    }
  }

  void write_grades() {
    if (book_.grades.empty()) {
      return;
    }
    text_ += "grades:\n";
    for (const Grade& grade : book_.grades) {
      if (grade.name.empty()) {
        text_ += "- ungraded\n";
        continue;
      }
      text_ += "- {name: " + quoted(grade.name);
      if (!grade.threshold.empty()) {
        text_ += std::string(grade.above ? ", above: " : ", from: ") + grade.threshold;
      }
      text_ += "}\n";
    }
  }

  const Rulebook& book_;
  std::string text_;
};

void collect(const Criterion& c, std::vector<const Criterion*>& out) {
  if (c.rule != Rule::Node) {
    out.push_back(&c);
  }
  for (const Criterion& child : c.children) {
    collect(child, out);
  }
}

void mark(const Expression& e, std::vector<bool>& used) {
  if (e.kind == Kind::Figure) {
    used[e.figure] = true;
  }
  for (const Expression& part : e.operands) {
    mark(part, used);
  }
}

}  // namespace

std::string to_text(const Expression& e, const Rulebook& rulebook) {
  switch (e.kind) {
    case Kind::Literal:
      return e.text;
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

std::vector<const Criterion*> leaves(const Criterion& root) {
  std::vector<const Criterion*> found;
  collect(root, found);
  return found;
}

std::vector<bool> used_indicators(const Rulebook& rulebook) {
  std::vector<bool> used(rulebook.indicators.size());
  for (const Criterion* leaf : leaves(rulebook.root)) {
    mark(leaf->of, used);
    if (leaf->when) {
      mark(*leaf->when, used);
    }
  }
  return used;
}

std::string to_yaml(const Rulebook& rulebook) {
  return Writer(rulebook).run();
}

std::string to_csv(const Case& c) {
  const std::vector<bool> used = used_indicators(c.rulebook);
  const bool grouped = !c.rulebook.groups.empty();
  std::string text = grouped ? "unit,name,group" : "unit,name";
  for (std::size_t i = 0; i < used.size(); ++i) {
    text += used[i] ? "," + c.rulebook.indicators[i].id : "";
  }
  for (const Unit& unit : c.units) {
    text += "\n" + unit.id + ",\"" + unit.name + "\"";
    text += grouped ? "," + c.rulebook.groups[unit.group].id : "";
    for (std::size_t i = 0; i < used.size(); ++i) {
      text += used[i] ? "," + unit.cells[i] : "";
    }
  }
  return text + "\n";
}

}  // namespace oracle
