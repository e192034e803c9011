// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/csv/csv_reader.h"
#include "model/indicator.h"

namespace parindex {

// What figures are called in data: by the id of their indicator, else by its title, compared as
// headings are. The schema must outlive it.
class IndicatorNames {
 public:
  explicit IndicatorNames(const DataSchema& schema);

  // Empty: none of the rulebook, or a title that several have.
  [[nodiscard]] std::optional<IndicatorIndex> find(std::string_view name) const;
  // True for what other rulebooks of the run know.
  [[nodiscard]] bool is_of_others(std::string_view name) const;
  // All names of the rulebook and of the others, to suggest one.
  [[nodiscard]] std::vector<std::string> all() const;

 private:
  const DataSchema& schema_;
  std::unordered_map<std::string_view, IndicatorIndex> ids_;
  std::unordered_map<std::string, std::optional<IndicatorIndex>> titles_;  // empty: several have it
  std::unordered_set<std::string> others_;
};

}  // namespace parindex
