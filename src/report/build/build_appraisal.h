// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/appraisal.h"
#include "report/report.h"
#include "report/words/catalogue.h"

namespace parindex {

// Self-assessment and appraisal side by side, the reasons of differences, and what to ask a unit.
// For people a sheet per unit, for machines one row per unit and leaf criterion.
Report build_appraisal(const std::vector<Appraisal>& appraisals, bool for_people,
                       Language language);

// What each agency's criteria come to, a row for each unit and agency.
Report build_appraiser_points(const std::vector<AppraiserPoints>& all, Language language);

}  // namespace parindex
