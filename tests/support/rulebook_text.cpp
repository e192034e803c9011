// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks and data as the files that people write.
#include <algorithm>
#include <string_view>

#include "random_rulebook.h"

namespace oracle {

namespace {

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
    case Type::Date:
      return "date";
    case Type::Level:
      return "level";
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

std::string form_text(const Form& form, bool rounded_by_default) {
  std::string text =
      form.rounded == rounded_by_default ? "" : (form.rounded ? "rounded" : "unrounded");
  if (form.before_bonus) {
    text = text.empty() ? "before_bonus" : "[" + text + ", before_bonus]";
  }
  return text;
}

class Writer {
 public:
  explicit Writer(const Rulebook& rulebook) : book_(rulebook) {}

  std::string run() {
    text_ = "parindex: 1\nid: " + book_.id + "\ntitle: \"Bộ tiêu chí thử: số đúng\"\n";
    text_ += "source: \"made up\"\nperiod: 2024\n";
    write_groups();
    write_calendar();
    text_ += "rounding: {index: " + rounding_text(book_.index) + "}\n";
    text_ += book_.clamp ? "" : "index: {clamp: false}\n";
    write_ranking();
    const std::string grading = form_text(book_.grading, true);
    text_ += grading.empty() ? "" : "grading: {on: " + grading + "}\n";
    write_indicators();
    put("", "aggregate", aggregation(book_.root));
    write_children(book_.root, "");
    write_extra("bonus", book_.bonus);
    write_extra("penalty", book_.penalty);
    write_grades();
    write_caps();
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

  static std::string list(const auto& words) {
    std::string text;
    for (const char* const word : words) {
      text += std::string(text.empty() ? "" : ", ") + word;
    }
    return "[" + text + "]";
  }

  void write_calendar() {
    if (book_.has_calendar) {
      text_ += std::string("calendar: {from: ") + Calendar::kFrom + ", to: " + Calendar::kTo +
               ", holidays: " + list(Calendar::kHolidays) + ", worked: " + list(Calendar::kWorked) +
               "}\n";
    }
  }

  void write_ranking() {
    const std::string on = form_text(book_.ranking, false);
    text_ += "ranking:\n";
    put("  ", "on", on);
    put("  ", "ties", book_.dense ? "dense" : "shared");
    put("  ", "ranked_when", text(book_.ranked_when));
    if (book_.keys.empty()) {
      return;
    }
    text_ += "  keys:\n";
    for (const Key& key : book_.keys) {
      text_ += "  - {by: " + text(key.by) + ", better: " + (key.low_is_better ? "low" : "high");
      text_ += "}\n";
    }
    put("  ", "then", "vote");
  }

  void write_indicators() {
    const std::vector<bool> used = used_indicators(book_);
    if (std::find(used.begin(), used.end(), true) == used.end()) {
      return;
    }
    text_ += "indicators:\n";
    for (std::size_t i = 0; i < book_.indicators.size(); ++i) {
      const Indicator& indicator = book_.indicators[i];
      if (!used[i]) {
        continue;
      }
      text_ += "  " + indicator.id + ": {type: " + type_name(indicator.type);
      if (indicator.type == Type::Number || indicator.type == Type::Percent ||
          indicator.type == Type::Points) {
        text_ += ", decimals: " + std::to_string(indicator.decimals);
      }
      text_ += indicator.minimum.empty() ? "" : ", min: " + indicator.minimum;
      text_ += indicator.maximum.empty() ? "" : ", max: " + indicator.maximum;
      if (indicator.at_most && used[*indicator.at_most]) {
        text_ += ", at_most: " + book_.indicators[*indicator.at_most].id;
      }
      std::string levels;
      for (const std::string& level : indicator.levels) {
        levels += (levels.empty() ? "" : ", ") + level;
      }
      text_ += levels.empty() ? "}\n" : ", levels: [" + levels + "]}\n";
    }
  }

  static std::string aggregation(const Criterion& node) {
    const char* const names[] = {"",         "weighted_mean", "mean", "geometric",
                                 "harmonic", "min",           "max"};
    return names[static_cast<std::size_t>(node.aggregation)];
  }

  void write_children(const Criterion& parent, const std::string& indent) {
    text_ += indent + "criteria:\n";
    for (const Criterion& child : parent.children) {
      write_criterion(child, parent, indent);
    }
  }

  void write_extra(const std::string& key, const std::optional<Criterion>& extra) {
    if (extra) {
      text_ += key + ":\n";
      put("  ", "cap", extra->cap);
      write_children(*extra, "  ");
    }
  }

  void write_criterion(const Criterion& c, const Criterion& parent, const std::string& indent) {
    const std::string inner = indent + "  ";
    text_ += indent + "- id: " + c.id + "\n";
    put(inner, "max", c.maximum);
    if (parent.aggregation == Aggregation::WeightedMean && c.weight != "1") {
      put(inner, "weight", c.weight);
    }
    put(inner, "round", c.round ? rounding_text(*c.round) : "");
    write_not_applicable(c, inner);
    if (c.rule) {
      put(inner, "missing",
          c.missing == Missing::Error ? "" : (c.missing == Missing::Zero ? "zero" : "no_score"));
      put(inner, "requires", text(c.needed));
      text_ += inner + rule_text(*c.rule, book_, "\n" + inner) + "\n";
      return;
    }
    put(inner, "aggregate", aggregation(c));
    put(inner, "cap", c.cap);
    write_children(c, inner);
  }

  void write_not_applicable(const Criterion& c, const std::string& indent) {
    if (!c.when && !c.then) {
      return;
    }
    const char* const names[] = {"rescale", "full_points", "drop", "share_out"};
    std::string text = c.when ? "when: " + this->text(c.when) : "";
    if (c.then) {
      text += (text.empty() ? "then: " : ", then: ");
      text += names[static_cast<std::size_t>(*c.then)];
    }
    text += c.within.empty() ? "" : ", within: " + c.within;
    text += c.to.empty() ? "" : ", to: " + c.to;
    put(indent, "not_applicable", "{" + text + "}");
  }

  std::string text(const std::optional<Expression>& e) const {
    return e ? quoted(to_text(*e, book_)) : "";
  }

  void put(const std::string& indent, const std::string& key, const std::string& value) {
    if (!value.empty()) {
      text_ += indent;
      text_ += key + ": " + value + "\n";
    }
  }

  std::string needs_text(const std::vector<Need>& needs) const {
    std::string list;
    for (const Need& need : needs) {
      const std::string which = need.top_only ? "top" : "leaves";
      list += list.empty() ? "" : ", ";
      if (need.condition) {
        list += text(need.condition);
      } else if (need.at_least.empty()) {
        list += "{no_zero: " + which + "}";
      } else {
        list += "{each: {of: " + which + ", at_least: " + need.at_least + "}}";
      }
    }
    return "[" + list + "]";
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
      text_ += grade.needs.empty() ? "" : ", needs: " + needs_text(grade.needs);
      if (grade.next_when) {
        text_ += ", else: {when: " + text(grade.next_when) + ", then: next}";
      } else if (grade.otherwise != Else::Undefined) {
        text_ += grade.otherwise == Else::Next ? ", else: next" : ", else: ungraded";
      }
      text_ += grade.quota.empty() ? "" : ", quota: " + grade.quota;
      text_ += "}\n";
    }
  }

  void write_caps() {
    if (book_.caps.empty()) {
      return;
    }
    text_ += "grade_caps:\n";
    for (const GradeCap& cap : book_.caps) {
      text_ += "- {at_most: ";
      text_ += cap.at_most ? quoted(book_.grades[*cap.at_most].name) : "ungraded";
      text_ += ", when: " + text(cap.when) + "}\n";
    }
  }

  const Rulebook& book_;
  std::string text_;
};

using See = std::function<void(const Expression&)>;

void visit(const Expression& e, const See& see) {
  see(e);
  for (const Expression& operand : e.operands) {
    visit(operand, see);
  }
}

void visit(const std::optional<Expression>& e, const See& see) {
  if (e) {
    visit(*e, see);
  }
}

}  // namespace

void visit(const Rule& rule, const See& see) {
  visit(rule.of, see);
  visit(rule.due, see);
  visit(rule.target, see);
  if (rule.issued) {
    see(figure(*rule.issued));
  }
  for (const Part& part : rule.parts) {
    visit(part.when, see);
    visit(part.of, see);
    for (const Rule& inner : part.rule) {
      visit(inner, see);
    }
  }
}

void visit(const Rulebook& rulebook, const See& see) {
  for (const Criterion* c : all_criteria(rulebook)) {
    visit(c->when, see);
    visit(c->needed, see);
    if (c->rule) {
      visit(*c->rule, see);
    }
  }
  for (const Grade& grade : rulebook.grades) {
    for (const Need& need : grade.needs) {
      visit(need.condition, see);
    }
    visit(grade.next_when, see);
  }
  for (const GradeCap& cap : rulebook.caps) {
    visit(cap.when, see);
  }
  for (const Key& key : rulebook.keys) {
    visit(key.by, see);
  }
  visit(rulebook.ranked_when, see);
}

std::vector<const Criterion*> leaves(const Rulebook& rulebook) {
  std::vector<const Criterion*> found;
  for (const Criterion* c : all_criteria(rulebook)) {
    if (c->rule) {
      found.push_back(c);
    }
  }
  return found;
}

std::vector<bool> used_indicators(const Rulebook& rulebook) {
  std::vector<bool> used(rulebook.indicators.size());
  visit(rulebook, [&](const Expression& e) {
    if (e.kind == Expression::Kind::Figure) {
      used[e.figure] = true;
    }
  });
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
