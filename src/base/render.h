// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/diagnostics.h"
#include "base/sources.h"

namespace parindex {

enum class MessageForm : std::uint8_t {
  Text,   // with the line, a caret under the place, help
  Short,  // file:line:column: error: message [code], one line each, for editors
  Json    // one object: {"diagnostics": [...], "more": [...], "errors": n, "warnings": n}
};

// All diagnostics as text. Deterministic; ends with a newline unless empty (Json is never empty).
std::string render(const Diagnostics& diagnostics, const Sources& sources, MessageForm form,
                   bool colour);

}  // namespace parindex
