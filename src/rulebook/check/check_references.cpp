// SPDX-License-Identifier: Apache-2.0
#include "rulebook/check/check_references.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

// Walks from what is computed to what it needs; a criterion met again on the way is a cycle.
class CycleFinder {
 public:
  CycleFinder(const Rulebook& rulebook, Diagnostics& diagnostics)
      : rulebook_(rulebook),
        diagnostics_(diagnostics),
        needs_(rulebook.criteria.size()),
        marks_(rulebook.criteria.size(), Mark::New) {
    for (std::size_t i = 0; i < rulebook.criteria.size(); ++i) {
      for (const CriterionIndex child : rulebook.criteria[i].children) {
        needs_[i].push_back({child, nullptr});
      }
    }
  }

  void add(const Reference& reference, CriterionIndex target) {
    needs_[reference.user].push_back({target, &reference});
  }

  void run() {
    for (CriterionIndex i = 0; i < needs_.size() && !found_; ++i) {
      visit(i);
    }
  }

 private:
  enum class Mark : std::uint8_t { New, Open, Done };
  struct Need {
    CriterionIndex target = 0;
    const Reference* reference = nullptr;  // null: a child
  };

  // No deeper than the tree and the chain of references; both are bounded by the criteria.
  void visit(CriterionIndex index) {
    if (marks_[index] != Mark::New) {
      return;
    }
    marks_[index] = Mark::Open;
    path_.push_back(index);
    for (const Need& need : needs_[index]) {
      if (marks_[need.target] == Mark::Open) {
        report(need);
      } else if (!found_) {
        visit(need.target);
      }
    }
    path_.pop_back();
    marks_[index] = Mark::Done;
  }

  void report(const Need& last) {
    if (found_ || last.reference == nullptr) {
      return;
    }
    found_ = true;
    std::string chain;
    for (auto at = std::find(path_.begin(), path_.end(), last.target); at != path_.end(); ++at) {
      chain += "`" + rulebook_.criteria[*at].id + "` → ";
    }
    chain += "`" + rulebook_.criteria[last.target].id + "`";
    diagnostics_.error(codes::kCriterionCycle, last.reference->span,
                       fmt::format("the points of criterion `{}` rest on themselves",
                                   rulebook_.criteria[last.target].id),
                       "each needs the next: " + chain);
  }

  const Rulebook& rulebook_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<Need>> needs_;
  std::vector<Mark> marks_;
  std::vector<CriterionIndex> path_;
  bool found_ = false;
};

}  // namespace

void check_references(const Rulebook& rulebook, Diagnostics& diagnostics) {
  CycleFinder cycles(rulebook, diagnostics);
  for (const Reference& reference : rulebook.references) {
    std::vector<std::string> ids;
    for (std::size_t i = 1; i < rulebook.criteria.size(); ++i) {
      ids.push_back(rulebook.criteria[i].id);
    }
    const auto found = std::find(ids.begin(), ids.end(), reference.id);
    if (found == ids.end()) {
      diagnostics.error(codes::kUnknownName, reference.span,
                        fmt::format("no criterion has the id `{}`", reference.id),
                        suggest(reference.id, ids));
    } else {
      cycles.add(reference, static_cast<CriterionIndex>(found - ids.begin() + 1));
    }
  }
  cycles.run();
}

}  // namespace parindex
