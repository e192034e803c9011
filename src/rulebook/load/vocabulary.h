// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/sources.h"
#include "model/indicator.h"
#include "model/rulebook.h"
#include "model/work_calendar.h"

namespace parindex {

// A criterion that an expression names: `points("II.1")`.
struct CriterionReference {
  std::string id;
  SourceSpan span;
};

// What expressions may name.
struct Vocabulary {
  const std::vector<Indicator>& indicators;
  const std::vector<NamedNumber>& numbers;
  // Criteria named so far, for whoever knows all of them; null: none may be named here.
  std::vector<CriterionReference>* references = nullptr;
  std::shared_ptr<const WorkCalendar> calendar = nullptr;  // as in the rulebook
};

}  // namespace parindex
