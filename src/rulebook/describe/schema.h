// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace parindex {

// A JSON Schema (draft-07) of the rulebook language, from the tables of keys and of rule kinds: for
// editors, which complete and explain keys by it. What only the loader can see (sums, expressions,
// names) it leaves to `check`.
std::string rulebook_schema();

}  // namespace parindex
