// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/sources.h"

namespace parindex {

// What one run of a command works with, besides its arguments.
struct Invocation {
  std::string program = "parindex";  // as it was called
  Sources sources = {};
  Diagnostics diagnostics = {};
};

}  // namespace parindex
