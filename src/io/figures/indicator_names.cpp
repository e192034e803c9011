// SPDX-License-Identifier: Apache-2.0
#include "io/figures/indicator_names.h"

#include <cstddef>

#include "io/csv/csv_heading.h"

namespace parindex {

IndicatorNames::IndicatorNames(const DataSchema& schema) : schema_(schema) {
  const std::vector<Indicator>& indicators = schema.rulebook->indicators;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const auto index = static_cast<IndicatorIndex>(i);
    ids_.emplace(indicators[i].id, index);
    if (!indicators[i].title.empty()) {
      const auto [title, is_new] = titles_.emplace(heading_key(indicators[i].title), index);
      title->second = is_new ? title->second : std::nullopt;
    }
  }
  for (const std::string& other : schema.other_indicators) {
    others_.insert(heading_key(other));
  }
}

std::optional<IndicatorIndex> IndicatorNames::find(std::string_view name) const {
  if (const auto found = ids_.find(name); found != ids_.end()) {
    return found->second;
  }
  const auto found = titles_.find(heading_key(name));
  return found == titles_.end() ? std::nullopt : found->second;
}

bool IndicatorNames::is_of_others(std::string_view name) const {
  return others_.contains(heading_key(name));
}

std::vector<std::string> IndicatorNames::all() const {
  std::vector<std::string> names;
  for (const Indicator& indicator : schema_.rulebook->indicators) {
    names.push_back(indicator.id);
    if (!indicator.title.empty()) {
      names.push_back(indicator.title);
    }
  }
  names.insert(names.end(), schema_.other_indicators.begin(), schema_.other_indicators.end());
  return names;
}

}  // namespace parindex
