// SPDX-License-Identifier: Apache-2.0
#include "rulebook/kinds/points_value.h"

#include <string_view>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/load/key_reader.h"

namespace parindex {

std::optional<Number> read_points(const ConfigNode& node, const Number& maximum,
                                  Diagnostics& diagnostics) {
  std::optional<Number> points;
  const std::string_view text = trim(node.text);
  if (node.kind == ConfigNode::Kind::Scalar && text.ends_with('%')) {
    const std::optional<Decimal> share = parse_decimal(trim(text.substr(0, text.size() - 1)));
    const std::optional<Decimal> part = share ? multiply(*share, {1, 2}) : std::nullopt;
    points = part ? multiply(number_at(node, *part, true), maximum) : std::nullopt;
    if (!points) {
      report_error(diagnostics, codes::kBadNumber, fmt::format("`{}` is not a share", node.text),
                   node.span, "a number with %, for example `75%`");
    }
  } else {
    points = read_number(node, "points", diagnostics);
  }
  if (points && maximum < *points) {
    report_error(
        diagnostics, codes::kMaximumPassed,
        fmt::format("this gives {} points, the maximum is {}", to_text(*points), to_text(maximum)),
        node.span);
  }
  return points;
}

bool is_unknown(const ConfigNode& node) {
  return node.kind == ConfigNode::Kind::Scalar && node.text == "unknown";
}

}  // namespace parindex
