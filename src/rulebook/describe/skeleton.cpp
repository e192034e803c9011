// SPDX-License-Identifier: Apache-2.0
#include "rulebook/describe/skeleton.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kMostDepth = 50;

// `diem_ii_1` for `II.1`.
std::string figure_for(const std::string& id, bool english) {
  std::string figure = english ? "points_" : "diem_";
  for (const char c : fold_diacritics(id)) {
    figure += is_letter(c) || is_digit(c) ? c : '_';
  }
  return figure;
}

class Skeleton {
 public:
  Skeleton(std::span<const ListedCriterion> list, bool english, Diagnostics& diagnostics)
      : list_(list),
        english_(english),
        diagnostics_(diagnostics),
        children_(list.size() + 1) {}

  std::optional<std::string> write() {
    const std::size_t faults = diagnostics_.errors();
    index_ids();
    std::vector<std::size_t> parents;
    for (std::size_t i = 0; i < list_.size(); ++i) {
      parents.push_back(parent_of(list_[i]));
      children_[parents.back()].push_back(i);
    }
    check_depth(parents);
    if (list_.empty()) {
      diagnostics_.error(codes::kNoData, {}, "the list has no criteria",
                         "one row for each criterion, below the heading");
    }
    if (diagnostics_.errors() > faults) {
      return std::nullopt;
    }
    std::string criteria;
    write_level(top(), 0, criteria);
    return diagnostics_.errors() > faults ? std::nullopt : std::optional(heading() + criteria);
  }

 private:
  // Stands for what is above the first criteria.
  [[nodiscard]] std::size_t top() const { return list_.size(); }

  void index_ids() {
    for (std::size_t i = 0; i < list_.size(); ++i) {
      const auto [first, is_new] = by_id_.emplace(list_[i].id, i);
      if (!is_new) {
        diagnostics_.error(codes::kDuplicateId, list_[i].span,
                           fmt::format("the id `{}` is used twice", list_[i].id),
                           "give each criterion its own id",
                           {{list_[first->second].span, "first used here"}});
      }
    }
  }

  std::size_t parent_of(const ListedCriterion& criterion) {
    if (!criterion.parent.empty()) {
      const auto found = by_id_.find(criterion.parent);
      if (found != by_id_.end()) {
        return found->second;
      }
      std::vector<std::string> ids;
      ids.reserve(list_.size());
      for (const ListedCriterion& other : list_) {
        ids.push_back(other.id);
      }
      diagnostics_.error(codes::kUnknownName, criterion.parent_span,
                         fmt::format("no criterion has the id `{}`", criterion.parent),
                         suggest(criterion.parent, ids));
      return top();
    }
    for (std::size_t end = criterion.id.find_last_of(".-_/"); end != std::string::npos && end > 0;
         end = criterion.id.find_last_of(".-_/", end - 1)) {
      const auto found = by_id_.find(criterion.id.substr(0, end));
      if (found != by_id_.end()) {
        return found->second;
      }
    }
    return top();
  }

  // A way up that does not end goes round.
  void check_depth(const std::vector<std::size_t>& parents) {
    for (std::size_t i = 0; i < parents.size(); ++i) {
      std::size_t depth = 0;
      for (std::size_t at = i; at != top() && depth <= kMostDepth; at = parents[at]) {
        ++depth;
      }
      if (depth > kMostDepth) {
        diagnostics_.error(codes::kCriterionCycle, list_[i].parent_span,
                           fmt::format("criterion `{}` stands below itself, or more than {} deep",
                                       list_[i].id, kMostDepth),
                           "correct the column `parent`");
      }
    }
  }

  void write_level(std::size_t parent, std::size_t depth, std::string& out) {
    const std::string indent(2 * depth, ' ');
    for (const std::size_t i : children_[parent]) {
      const ListedCriterion& criterion = list_[i];
      const bool is_leaf = children_[i].empty();
      out += fmt::format("{}- id: {}\n", indent, yaml_scalar(criterion.id));
      if (!criterion.title.empty()) {
        out += fmt::format("{}  title: {}\n", indent, yaml_scalar(criterion.title));
      }
      if (criterion.maximum) {
        out += fmt::format("{}  max: {}\n", indent, to_text(*criterion.maximum));
      } else if (is_leaf) {
        diagnostics_.error(
            codes::kMissingValue, criterion.span,
            fmt::format("criterion `{}` has nothing below it and no maximum", criterion.id),
            "write its maximum into the column `max`");
      }
      if (is_leaf) {
        out += fmt::format("{}  given: {}\n", indent, add_figure(criterion));
      } else {
        out += fmt::format("{}  criteria:\n", indent);
        write_level(i, depth + 1, out);
      }
    }
  }

  // Each leaf has a figure of its own, even where ids differ in punctuation only.
  std::string add_figure(const ListedCriterion& criterion) {
    const std::string plain = figure_for(criterion.id, english_);
    std::string figure = plain;
    for (int n = 2; !figures_.insert(figure).second; ++n) {
      figure = fmt::format("{}_{}", plain, n);
    }
    const std::string& title = criterion.title.empty() ? criterion.id : criterion.title;
    indicators_ += fmt::format("  {}: {{title: {}, type: points}}\n", figure, yaml_scalar(title));
    return figure;
  }

  [[nodiscard]] std::string heading() const {
    constexpr std::string_view kEnglish =
        "# Made from a list of criteria. Next: write its source, and for each criterion the rule "
        "in\n"
        "# the place of `given`; `parindex check` says what does not add up.\n"
        "parindex: 1\nid: rulebook\nlang: en\n";
    constexpr std::string_view kVietnamese =
        "# Lập từ danh sách tiêu chí. Việc tiếp theo: ghi nguồn (source), và thay `given` của "
        "từng\n"
        "# tiêu chí bằng quy tắc chấm; `parindex check` cho biết chỗ nào không khớp.\n"
        "parindex: 1\nid: bo-tieu-chi\nlang: vi\n";
    return fmt::format("{}\nindicators:\n{}\ncriteria:\n", english_ ? kEnglish : kVietnamese,
                       indicators_);
  }

  std::span<const ListedCriterion> list_;
  bool english_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::size_t> by_id_;
  std::vector<std::vector<std::size_t>> children_;  // by position in the list; the last: top()
  std::set<std::string> figures_;
  std::string indicators_;
};

}  // namespace

std::optional<std::string> rulebook_skeleton(std::span<const ListedCriterion> list, bool english,
                                             Diagnostics& diagnostics) {
  return Skeleton(list, english, diagnostics).write();
}

std::string yaml_scalar(std::string_view text) {
  constexpr std::array<std::string_view, 4> kNull = {"null", "Null", "NULL", "~"};
  const auto is_safe = [](char c) {
    return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view(" ._-/+()").find(c) != std::string_view::npos;
  };
  const bool is_plain = !text.empty() &&
                        (is_letter(text.front()) || is_digit(text.front()) ||
                         static_cast<unsigned char>(text[0]) >= 0x80) &&
                        text.back() != ' ' && std::all_of(text.begin(), text.end(), is_safe) &&
                        std::find(kNull.begin(), kNull.end(), text) == kNull.end();
  return is_plain ? std::string(text) : json_quote(text);
}

}  // namespace parindex
