// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "rulebook/expression/expression_compiler.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/expression_parser.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/kinds/points_value.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostItems = 200;

struct Item {
  Expression when;
  Number points;
  std::string text;
};

class Checklist final : public ScoringRule {
 public:
  Checklist(std::vector<Item> items, bool all_or_nothing)
      : items_(std::move(items)),
        all_or_nothing_(all_or_nothing) {}

  [[nodiscard]] std::optional<Number> best() const override {
    Number sum{0, 0};
    for (const Item& item : items_) {
      sum = add(sum, item.points).value_or(sum);
    }
    return sum;
  }

  CompiledRule compile(const RuleCompiler& compiler) const override {
    ProgramBuilder& program = compiler.program;
    RuleTrace trace{"checklist", "", std::nullopt, Quantity::Number, {}, {}};
    std::vector<ProgramBuilder::Term> terms;
    std::vector<Quotient> all;
    for (const Item& item : items_) {
      const Quotient holds = compile_expression(item.when, compiler);
      terms.push_back({holds, item.points});
      all.push_back(holds);
      trace.parts.push_back({item.text, holds, program.number(item.points)});
      add_indicators(item.when, trace.inputs);
    }
    const Quotient points =
        all_or_nothing_ ? program.multiply(program.logic(Op::And, all), program.number(*best()))
                        : program.linear(kZero, terms);
    return {points, std::move(trace)};
  }

 private:
  std::vector<Item> items_;
  bool all_or_nothing_;
};

std::optional<Item> read_item(const ConfigNode& node, const RuleContext& context,
                              Diagnostics& diagnostics) {
  KeyReader keys(node, "an item", diagnostics);
  const ConfigEntry* when = keys.required("when");
  const ConfigEntry* points = keys.required("points");
  Item item;
  item.text = keys.text("item");
  keys.finish();
  if (when == nullptr || points == nullptr) {
    return std::nullopt;
  }
  std::optional<Expression> condition =
      parse_expression(when->value, context.vocabulary, Quantity::Truth, diagnostics);
  const std::optional<Number> given = read_points(points->value, context.maximum, diagnostics);
  if (!condition || !given) {
    return std::nullopt;
  }
  item.text = item.text.empty() ? condition->text : item.text;
  item.when = std::move(*condition);
  item.points = *given;
  return item;
}

}  // namespace

std::unique_ptr<const ScoringRule> make_checklist(const RuleContext& context,
                                                  Diagnostics& diagnostics) {
  const std::size_t faults = diagnostics.errors();
  const ConfigNode* list = context.options;
  bool all_or_nothing = false;
  if (list->kind == ConfigNode::Kind::Mapping) {
    KeyReader keys(*list, "`checklist`", diagnostics);
    all_or_nothing = keys.flag("all_or_nothing");
    const ConfigEntry* items = keys.required("items");
    keys.finish();
    if (items == nullptr) {
      return nullptr;
    }
    list = &items->value;
  }
  if (list->items.empty() || list->items.size() > kMostItems) {
    report_error(diagnostics, codes::kWrongType, "`checklist` must be a list of 1 to 200 items",
                 context.span, "- {item: Kế hoạch, when: ke_hoach, points: 0.5}");
    return nullptr;
  }
  std::vector<Item> items;
  for (const ConfigNode& node : list->items) {
    if (std::optional<Item> item = read_item(node, context, diagnostics)) {
      items.push_back(std::move(*item));
    }
  }
  return diagnostics.errors() > faults
             ? nullptr
             : std::make_unique<Checklist>(std::move(items), all_or_nothing);
}

}  // namespace parindex
