// SPDX-License-Identifier: Apache-2.0
#include "analysis/what_if/sweep.h"

#include <algorithm>
#include <memory>
#include <string>

namespace parindex {
namespace {

// Draw d is the d-th value.
class EachValue final : public DrawSource {
 public:
  explicit EachValue(const DrawModel& model) : model_(model) {}
  [[nodiscard]] std::optional<Outcome> value(std::size_t parameter,
                                             std::uint64_t draw) const override {
    const std::size_t distribution =
        parameter < model_.parameters.size()
            ? model_.parameters[parameter].distribution
            : model_.numbers[parameter - model_.parameters.size()].distribution;
    return model_.distributions[distribution].value(draw - 1);
  }

 private:
  const DrawModel& model_;
};

SweepPoint point_of(const DrawRunner& runner, std::size_t leaves, std::size_t draw,
                    std::size_t row) {
  Wide lost = 0;
  for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
    lost += runner.loss(leaf, draw, row);
  }
  return {runner.index(draw, row), runner.state(draw, row), runner.grade(draw, row),
          runner.rank(draw, row), static_cast<std::int64_t>(lost)};
}

}  // namespace

std::optional<std::vector<SweepPoint>> run_each(const DrawModel& model, const RulesWith& rules_with,
                                                const DrawSource& source, std::uint64_t count,
                                                std::size_t row, Diagnostics& diagnostics) {
  const std::vector<CriterionIndex> leaves = printed_leaves(model);
  std::vector<SweepPoint> points;
  points.reserve(count);
  if (!model.has_program_for_each_draw()) {
    DrawRunner runner(model, *model.program, leaves, DrawRunner::usual_draws(model));
    for (std::uint64_t first = 1; first <= count; first += runner.draws_per_run()) {
      const std::size_t draws = std::min<std::size_t>(runner.draws_per_run(), count - first + 1);
      runner.run(source, first, draws);
      for (std::size_t draw = 0; draw < draws; ++draw) {
        points.push_back(point_of(runner, leaves.size(), draw, row));
      }
    }
    return points;
  }
  for (std::uint64_t draw = 1; draw <= count; ++draw) {
    const std::shared_ptr<const DrawnRules> rules =
        rules_with(numbers_of_draw(model, source, draw), diagnostics);
    if (!rules) {
      return std::nullopt;
    }
    DrawRunner runner(model, rules->program, leaves, 1);
    runner.run(source, draw, 1);
    points.push_back(point_of(runner, leaves.size(), 0, row));
  }
  return points;
}

std::optional<std::vector<SweepPoint>> sweep(const DrawModel& model, const RulesWith& rules_with,
                                             std::size_t row, Diagnostics& diagnostics) {
  return run_each(model, rules_with, EachValue(model), model.distributions.front().count(), row,
                  diagnostics);
}

}  // namespace parindex
