// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "oracle.h"

namespace oracle {

// The smallest case found in which `fails` still holds: units, criteria and options are left out
// one after the other. Only cases that the oracle finds without fault are tried.
Case shrink(Case c, const std::function<bool(const Case&)>& fails);

}  // namespace oracle
