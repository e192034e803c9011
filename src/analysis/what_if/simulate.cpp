// SPDX-License-Identifier: Apache-2.0
#include "analysis/what_if/simulate.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include <fmt/core.h>

#include "analysis/what_if/draw_counts.h"
#include "base/codes.h"
#include "base/parallel.h"

namespace parindex {
namespace {

constexpr std::uint64_t kMostRuns = 100'000;  // of going through all values
constexpr std::uint64_t kMostWeight = std::uint64_t{1} << 62;

// What draws vary: figures, then numbers of the rulebook.
struct Varied {
  std::uint64_t key = 0;
  std::size_t distribution = 0;
};

std::vector<Varied> all_varied(const DrawModel& model) {
  std::vector<Varied> all;
  all.reserve(model.parameters.size() + model.numbers.size());
  for (const Parameter& parameter : model.parameters) {
    all.push_back({parameter.key, parameter.distribution});
  }
  for (const VaryingNumber& number : model.numbers) {
    all.push_back({number.key, number.distribution});
  }
  return all;
}

class NumberedDraws final : public DrawSource {
 public:
  NumberedDraws(const DrawModel& model, std::uint64_t seed)
      : model_(model),
        varied_(all_varied(model)),
        seed_(seed) {}
  [[nodiscard]] std::optional<Outcome> value(std::size_t parameter,
                                             std::uint64_t draw) const override {
    const Varied& own = varied_[parameter];
    return model_.distributions[own.distribution].at(random_number(own.key, seed_, draw));
  }

 private:
  const DrawModel& model_;
  std::vector<Varied> varied_;
  std::uint64_t seed_;
};

// Every value with every other one: draw d is d - 1 written in the counts of the distributions.
// Parameters with one key share their value.
class AllValues final : public DrawSource {
 public:
  explicit AllValues(const DrawModel& model) {
    std::unordered_map<std::uint64_t, std::size_t> digits;
    for (const Varied& varied : all_varied(model)) {
      const auto [place, fresh] = digits.emplace(varied.key, laws_.size());
      digit_.push_back(place->second);
      if (!fresh) {
        continue;
      }
      const DistributionTable& distribution = model.distributions[varied.distribution];
      strides_.push_back(runs_);
      laws_.push_back(&distribution);
      const bool fits = distribution.total_weight() > 0 &&
                        distribution.count() <= kMostRuns / runs_ &&
                        distribution.total_weight() <= kMostWeight / weight_;
      runs_ = fits ? runs_ * distribution.count() : 0;
      weight_ = fits ? weight_ * distribution.total_weight() : 0;
      if (!fits) {
        return;
      }
    }
  }

  // 0 where there are too many.
  [[nodiscard]] std::uint64_t runs() const { return runs_; }
  [[nodiscard]] std::optional<Outcome> value(std::size_t parameter,
                                             std::uint64_t draw) const override {
    const std::size_t digit = digit_[parameter];
    return laws_[digit]->value((draw - 1) / strides_[digit] % laws_[digit]->count());
  }
  [[nodiscard]] std::uint64_t weight(std::uint64_t draw) const {
    std::uint64_t weight = 1;
    for (std::size_t i = 0; i < laws_.size(); ++i) {
      weight *= laws_[i]->weight((draw - 1) / strides_[i] % laws_[i]->count());
    }
    return weight;
  }

 private:
  std::vector<std::size_t> digit_;  // by parameter
  std::vector<const DistributionTable*> laws_;
  std::vector<std::uint64_t> strides_;
  std::uint64_t runs_ = 1, weight_ = 1;
};

bool goes_through_all(const AllValues& all, const SimulateOptions& options) {
  return all.runs() > 0 && !options.draws && !options.until_error;
}

std::vector<Simulation::Pair> neighbours(const ScoreSheet& sheet) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < sheet.units.size(); ++row) {
    if (sheet.ranks[row] != ScoreSheet::kUnranked) {
      rows.push_back(row);
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(sheet.units[a].group, sheet.ranks[a]) <
           std::pair(sheet.units[b].group, sheet.ranks[b]);
  });
  std::vector<Simulation::Pair> pairs;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (sheet.units[rows[i - 1]].group == sheet.units[rows[i]].group) {
      pairs.push_back({rows[i - 1], rows[i], 0, 0});
    }
  }
  return pairs;
}

// Rulebooks with the numbers of draws; those of the last few hundred are kept.
class RulesOfDraws {
 public:
  RulesOfDraws(const DrawModel& model, const RulesWith& rules_with)
      : model_(model),
        rules_with_(rules_with) {}

  std::shared_ptr<const DrawnRules> of_draw(const DrawSource& source, std::uint64_t draw,
                                            Diagnostics& diagnostics) {
    std::vector<std::string> texts = numbers_of_draw(model_, source, draw);
    const auto found = known_.find(texts);
    if (found != known_.end()) {
      return found->second;
    }
    if (known_.size() >= kMostKnown) {
      known_.clear();
    }
    std::shared_ptr<const DrawnRules> rules = rules_with_(texts, diagnostics);
    known_.emplace(std::move(texts), rules);
    return rules;
  }

 private:
  static constexpr std::size_t kMostKnown = 256;

  const DrawModel& model_;
  const RulesWith& rules_with_;
  std::map<std::vector<std::string>, std::shared_ptr<const DrawnRules>> known_;
};

class Run {
 public:
  Run(const DrawModel& model, const ScoreSheet& sheet, const RulesWith& rules_with,
      const SimulateOptions& options, Diagnostics& diagnostics)
      : model_(model),
        options_(options),
        rules_(model, rules_with),
        diagnostics_(diagnostics),
        all_(model),
        numbered_(model, options.seed),
        leaves_(printed_leaves(model)) {
    result_.pairs = neighbours(sheet);
    result_.units.resize(model.data.units.size());
    result_.exact = goes_through_all(all_, options);
    result_.seed = options.seed;
    for (std::size_t i = 0; i < options.threads; ++i) {
      runners_.push_back(std::make_unique<DrawRunner>(model, *model.program, leaves_,
                                                      DrawRunner::usual_draws(model)));
    }
    const DrawRunner& runner = *runners_.front();
    for (std::size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
      if (!model.numbers.empty() || runner.moves(leaf)) {
        moving_.push_back(leaf);
        result_.leaves.push_back(leaves_[leaf]);
      }
    }
    for (std::size_t i = 0; i < options.threads; ++i) {
      counts_.emplace_back(model.data.units.size(), model.rulebook->grades.size(), moving_.size(),
                           result_.pairs);
    }
  }

  std::optional<Simulation> run() {
    std::uint64_t last =
        result_.exact ? all_.runs() : options_.draws.value_or(SimulateOptions::kUsualDraws);
    make(1, last);
    while (!result_.exact && options_.until_error && can_go_on() && !is_precise() &&
           last < kMostDraws) {
      make(last + 1, 2 * last);
      last *= 2;
    }
    if (failed_draw_ != 0) {
      report_failure();
    }
    if (!can_go_on() && !result_.stopped) {
      return std::nullopt;
    }
    gather();
    return std::move(result_);
  }

 private:
  static constexpr std::uint64_t kMostDraws = 1'000'000'000;

  // Some draws that one program runs; without rules those of the model.
  struct Piece {
    std::uint64_t begin = 0, end = 0;
    std::shared_ptr<const DrawnRules> rules;
  };

  [[nodiscard]] bool can_go_on() const {
    return !stopped_ && failed_draw_ == 0 && !diagnostics_.has_errors();
  }
  [[nodiscard]] const DrawSource& source() const {
    return result_.exact ? static_cast<const DrawSource&>(all_) : numbered_;
  }

  void make(std::uint64_t first, std::uint64_t last) {
    std::uint64_t next = first;
    std::uint64_t made = first - 1;
    ordered_pipeline<Piece, std::uint64_t>(
        options_.threads,
        [&]() -> std::optional<Piece> {
          return next <= last && can_go_on() ? next_piece(next, last) : std::nullopt;
        },
        [&](Piece&& piece, std::size_t worker) {
          work(piece, worker);
          return piece.end;
        },
        [&](std::uint64_t&& end) {
          made = end;
          if (options_.go_on && !options_.go_on(end, last)) {
            stopped_ = true;
          }
        });
    result_.draws = made;
    result_.stopped = stopped_ && made < last;
  }

  std::optional<Piece> next_piece(std::uint64_t& next, std::uint64_t last) {
    Piece piece{next, next, nullptr};
    if (!model_.has_program_for_each_draw()) {
      piece.end = std::min(next + runners_.front()->draws_per_run() - 1, last);
    } else {
      piece.rules = rules_.of_draw(source(), next, diagnostics_);
      if (!piece.rules) {
        return std::nullopt;
      }
    }
    next = piece.end + 1;
    return piece;
  }

  void work(const Piece& piece, std::size_t worker) {
    if (piece.rules) {
      DrawRunner runner(model_, piece.rules->program, leaves_, 1);
      run(runner, piece, worker);
    } else {
      run(*runners_[worker], piece, worker);
    }
  }

  void run(DrawRunner& runner, const Piece& piece, std::size_t worker) {
    runner.run(source(), piece.begin, piece.end - piece.begin + 1);
    std::vector<std::uint64_t> weights;
    for (std::uint64_t draw = piece.begin; draw <= piece.end; ++draw) {
      for (std::size_t row = 0; row < runner.units(); ++row) {
        if (runner.state(draw - piece.begin, row) >= CellState::Unresolved) {
          note_failure(draw);
        }
      }
      if (result_.exact) {
        weights.push_back(all_.weight(draw));
      }
      counts_[worker].add(runner, draw - piece.begin, result_.exact ? weights.back() : 1);
    }
    counts_[worker].add_losses(runner, moving_, piece.end - piece.begin + 1, weights);
  }

  void note_failure(std::uint64_t draw) {
    const std::unique_lock lock(failure_);
    failed_draw_ = failed_draw_ == 0 ? draw : std::min<std::uint64_t>(failed_draw_, draw);
  }

  void report_failure() {
    diagnostics_.add(
        {.severity = Severity::Error,
         .code = codes::kDrawFails,
         .message = fmt::format("in draw {} a unit has no points that could be computed",
                                failed_draw_.load()),
         .primary = {},
         .related = {},
         .help = fmt::format("`--draw {}` says which and why", failed_draw_.load()),
         .topic = ""});
  }

  void gather() {
    for (Simulation::Unit& unit : result_.units) {
      unit = {};
      unit.losses.resize(moving_.size());
    }
    for (Simulation::Pair& pair : result_.pairs) {
      pair.first_better = 0;
      pair.equal = 0;
    }
    result_.weight = 0;
    for (const DrawCounts& counts : counts_) {
      counts.add_to(result_);
    }
  }

  // Whether (sd / sqrt(n)) of every mean is at most the error asked for.
  bool is_precise() {
    gather();
    const int scale = model_.program->program.scales[model_.program->rounded_index];
    const Rational most = to_rational(*options_.until_error) * power_of_ten(scale);
    return std::all_of(result_.units.begin(), result_.units.end(), [&](const auto& unit) {
      if (unit.weight < 2) {
        return true;
      }
      const Rational mean(unit.index_sum, unit.weight);
      const Rational variance = Rational(unit.square_sum, unit.weight) - mean * mean;
      return variance <= most * most * Rational(unit.weight - 1);
    });
  }

  const DrawModel& model_;
  const SimulateOptions& options_;
  RulesOfDraws rules_;
  Diagnostics& diagnostics_;
  AllValues all_;
  NumberedDraws numbered_;
  Simulation result_;
  std::vector<CriterionIndex> leaves_;
  std::vector<std::size_t> moving_;  // positions in leaves_
  std::vector<std::unique_ptr<DrawRunner>> runners_;
  std::vector<DrawCounts> counts_;
  std::mutex failure_;
  std::atomic<std::uint64_t> failed_draw_ = 0;
  std::atomic<bool> stopped_ = false;
};

}  // namespace

std::vector<CriterionIndex> printed_leaves(const DrawModel& model) {
  std::vector<CriterionIndex> leaves;
  for (CriterionIndex i = 1; i < model.rulebook->criteria.size(); ++i) {
    if (model.rulebook->criteria[i].is_leaf() && model.rulebook->root_of(i) == 0 &&
        model.program->nodes[i].printed_points != Quotient::kNone) {
      leaves.push_back(i);
    }
  }
  return leaves;
}

std::vector<std::string> numbers_of_draw(const DrawModel& model, const DrawSource& source,
                                         std::uint64_t draw) {
  std::vector<std::string> texts;
  texts.reserve(model.numbers.size());
  for (std::size_t i = 0; i < model.numbers.size(); ++i) {
    const std::optional<Outcome> outcome = source.value(model.parameters.size() + i, draw);
    texts.push_back(outcome ? text_of(model.numbers[i], *outcome) : "");
  }
  return texts;
}

std::optional<DrawnValues> values_of_draw(const DrawModel& model, const SimulateOptions& options,
                                          std::uint64_t draw, Diagnostics& diagnostics) {
  const AllValues all(model);
  const NumberedDraws numbered(model, options.seed);
  const bool exact = goes_through_all(all, options);
  if (exact && draw > all.runs()) {
    diagnostics.add({.severity = Severity::Error,
                     .code = codes::kUsage,
                     .message = fmt::format("there is no draw {}: all that can come out is {} ways",
                                            draw, all.runs()),
                     .primary = {},
                     .related = {},
                     .help = "name one of them, or draw at random with `--draws`",
                     .topic = ""});
    return std::nullopt;
  }
  const DrawSource& source = exact ? static_cast<const DrawSource&>(all) : numbered;
  DrawnValues values;
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    const Parameter& parameter = model.parameters[i];
    const Outcome figure = figure_of(parameter, source.value(i, draw).value_or(Outcome{}));
    values.edits.push_back({parameter.indicator,
                            Scope::Kind::Unit,
                            model.data.units[parameter.row].id,
                            0,
                            false,
                            {figure.ticks, figure.state, std::nullopt, ""},
                            {}});
  }
  values.numbers = numbers_of_draw(model, source, draw);
  return values;
}

std::optional<Simulation> simulate(const DrawModel& model, const ScoreSheet& sheet,
                                   const RulesWith& rules_with, const SimulateOptions& options,
                                   Diagnostics& diagnostics) {
  return Run(model, sheet, rules_with, options, diagnostics).run();
}

}  // namespace parindex
