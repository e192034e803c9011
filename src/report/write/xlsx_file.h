// SPDX-License-Identifier: Apache-2.0
//
// What all writers of workbooks share.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "report/write/writers.h"

struct lxw_workbook;

namespace parindex {

// Makes a workbook, lets `fill` add its sheets row by row, and gives its bytes to the sink: the
// same content is the same bytes. False when the disk or the sink failed, or `fill` said so.
bool write_workbook(ByteSink& sink, const std::function<bool(lxw_workbook*)>& fill);

// Text as a cell can hold it: no control characters but line feeds, nothing that reads as an
// escape, cut with a mark where it is too long.
std::string xlsx_text(std::string_view text);

}  // namespace parindex
