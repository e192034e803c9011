// SPDX-License-Identifier: Apache-2.0
#include "io/figures/unit_matcher.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/figures/cells.h"

namespace parindex {
namespace {

// Entries of the units file that one block may be compared with for suggestions: a large file in
// which every unit is unknown must not take hours to say so.
constexpr std::size_t kMostCompared = 20'000;

}  // namespace

const UnitsFile::Entry* UnitMatcher::find_entry(const std::string& unit, const SourceSpan& place) {
  auto found = units_->by_key.find(unit);  // often written as it is folded
  found = found == units_->by_key.end() ? units_->by_key.find(fold_case(unit)) : found;
  if (found != units_->by_key.end()) {
    return &units_->entries[found->second];
  }
  std::string help = "add it to the units file, or correct it";
  std::vector<std::string> known;
  compared_ += units_->entries.size();
  if (compared_ <= kMostCompared) {
    for (const UnitsFile::Entry& entry : units_->entries) {
      known.push_back(entry.id);
      known.push_back(entry.name);
      if (fold_case(entry.short_name) != fold_case(entry.name)) {
        known.push_back(entry.short_name);
      }
    }
    const auto near = nearest(unit, known);
    help = near ? fmt::format("did you mean `{}`?", *near) : std::move(help);
  }
  const std::string key = fold_case(unit);
  const bool is_shared = std::count_if(known.begin(), known.end(), [&](const std::string& name) {
                           return fold_case(name) == key;
                         }) > 1;
  diagnostics_.add(data_fault(codes::kUnknownUnit,
                              is_shared ? fmt::format("several units have the name {}", shown(unit))
                                        : fmt::format("the units file has no unit {}", shown(unit)),
                              place, is_shared ? "write the id of the unit" : help, "unit"));
  return nullptr;
}

UnitMatcher::Fate UnitMatcher::find_group(const std::string& group, const UnitsFile::Entry* entry,
                                          const UnitPlaces& places, Unit& unit) {
  const std::vector<Group>& groups = schema_.rulebook->groups;
  const std::vector<std::string>& others = schema_.other_groups;
  const auto ours = std::find_if(groups.begin(), groups.end(),
                                 [&](const Group& candidate) { return candidate.id == group; });
  if (ours != groups.end()) {
    unit.group = static_cast<std::uint32_t>(ours - groups.begin());
    return Fate::Ours;
  }
  if (group.empty() && groups.size() == 1 && others.empty()) {
    return Fate::Ours;
  }
  if (std::find(others.begin(), others.end(), group) != others.end()) {
    return Fate::OfOtherRulebook;
  }
  std::vector<std::string> known = others;
  for (const Group& candidate : groups) {
    known.push_back(candidate.id);
  }
  const bool has_cell = entry == nullptr && places.group.is_known();
  Diagnostic fault = data_fault(
      codes::kUnknownGroup,
      group.empty()
          ? fmt::format("no group is given for unit {}", shown(unit.id))
          : fmt::format("no rulebook scores the group {}: unit {}", shown(group), shown(unit.id)),
      has_cell ? places.group : places.unit, suggest(group, known), "group");
  if (entry != nullptr) {
    fault.related.push_back({entry->span, "the unit in the units file"});
  }
  diagnostics_.add(std::move(fault));
  return Fate::Faulty;
}

}  // namespace parindex
