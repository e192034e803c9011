// SPDX-License-Identifier: Apache-2.0
#include "analysis/probe/index_ends.h"

#include "analysis/probe/extremes.h"

namespace parindex {
namespace {

using Way = OpenPlan::Way;

constexpr std::size_t kMostKept = 256;  // programs at a time

}  // namespace

std::shared_ptr<const ScoringProgram> EndFinder::program_of(const Assumption& assumption) {
  const auto found = kept_.find(assumption);
  if (found != kept_.end()) {
    return found->second;
  }
  if (kept_.size() >= kMostKept) {
    kept_.clear();
  }
  std::shared_ptr<const ScoringProgram> program = program_under_(assumption);
  faulty_ = faulty_ || program == nullptr;
  kept_.emplace(assumption, program);
  return program;
}

std::optional<IndexEnd> EndFinder::run(const Assumption& assumption, const DataChunk& row) {
  const std::shared_ptr<const ScoringProgram> program = program_of(assumption);
  if (program == nullptr) {
    return std::nullopt;
  }
  return end_of(*program, row);
}

std::optional<IndexEnd> EndFinder::end_of(const ScoringProgram& program,
                                          const DataChunk& row) const {
  const std::vector<ExactCell> trace = evaluate_exact(program.program, row.inputs(), 0);
  const ExactCell& index = trace[program.rounded_index];
  const ExactCell key = read(trace, program.rank_keys.front());
  const std::optional<std::int64_t> ticks =
      rounded_ticks64(index.value, rulebook_.index_rounding.digits, Rounding::HalfUp);
  if (index.state != CellState::Present || key.state != CellState::Present || !ticks) {
    return std::nullopt;
  }
  IndexEnd end;
  end.index = *ticks;
  end.key = key.value;
  if (program.grade != Quotient::kNone && trace[program.grade].state == CellState::Present) {
    end.grade = static_cast<std::uint8_t>(trace[program.grade].value);
  }
  const Rational maximum = read(trace, program.nodes[0].maximum).value;
  end.uncut = maximum > 0 && !rulebook_.bonus && !rulebook_.penalty &&
              100 * read(trace, program.nodes[0].points).value / maximum == end.key;
  for (CriterionIndex i = 0; i < program.nodes.size(); ++i) {
    end.points.push_back(read(trace, program.nodes[i].points));
    end.lost.push_back(lost_in(end.points.back(), read(trace, program.nodes[i].maximum),
                               rulebook_.penalty == rulebook_.root_of(i)));
  }
  return end;
}

std::optional<IndexEnds> EndFinder::find(const DataChunk& row, const UnitCorners& corners) {
  return plan_.way == Way::Everything ? of_all(row) : of_extremes(row, corners);
}

std::optional<IndexEnds> EndFinder::of_extremes(const DataChunk& row, const UnitCorners& corners) {
  if (plan_.way == Way::Ratio && !corners.sums_hold) {
    return std::nullopt;
  }
  const std::optional<Assumption> worst = extreme_assumption(rulebook_, plan_, corners, false);
  const std::optional<Assumption> best = extreme_assumption(rulebook_, plan_, corners, true);
  if (!worst || !best) {
    return std::nullopt;
  }
  std::optional<IndexEnd> low = run(*worst, row);
  std::optional<IndexEnd> high = run(*best, row);
  return low && high ? std::optional(IndexEnds{std::move(*low), std::move(*high)}) : std::nullopt;
}

std::optional<IndexEnds> EndFinder::of_all(const DataChunk& row) {
  std::optional<IndexEnds> ends;
  for (std::size_t mask = 0; mask < std::size_t{1} << plan_.moving.size(); ++mask) {
    Assumption worst = with_grades(rulebook_, false);
    Assumption best = with_grades(rulebook_, true);
    for (std::size_t i = 0; i < plan_.moving.size(); ++i) {
      const NumberEnd end = (mask >> i & 1U) != 0 ? NumberEnd::High : NumberEnd::Low;
      worst[plan_.moving[i]] = end;
      best[plan_.moving[i]] = end;
    }
    const std::optional<IndexEnd> least = run(worst, row);
    const std::optional<IndexEnd> most = best == worst ? least : run(best, row);
    if (!least || !most) {
      return std::nullopt;
    }
    join({*least, *most}, ends);
  }
  return ends;
}

void join(const IndexEnds& more, std::optional<IndexEnds>& ends) {
  if (!ends || more.first.key < ends->first.key) {
    ends = IndexEnds{more.first, ends ? ends->second : more.second};
  }
  if (ends->second.key < more.second.key) {
    ends->second = more.second;
  }
}

}  // namespace parindex
