// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load_rounds.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kMostRounds = 20;

Round read_round(const ConfigNode& node, Diagnostics& diagnostics) {
  Round round;
  round.span = node.span;
  if (node.kind == ConfigNode::Kind::Mapping) {
    KeyReader keys(node, "a round", diagnostics);
    round.id = keys.required_text("id");
    round.title = keys.text("title");
    keys.finish();
  } else {
    round.id = to_nfc(node.text);
  }
  return round;
}

}  // namespace

void load_rounds(KeyReader& keys, Rulebook& rulebook, Diagnostics& diagnostics) {
  const ConfigEntry* entry = keys.find("rounds");
  if (entry == nullptr) {
    return;
  }
  const std::vector<ConfigNode>& items = entry->value.items;
  if (items.empty() || items.size() > kMostRounds) {
    report_error(diagnostics, codes::kWrongType, "`rounds` must be a list of 1 to 20 rounds",
                 entry->value.span, "rounds: [self, appraisal, final]");
    return;
  }
  for (const ConfigNode& item : items) {
    Round round = read_round(item, diagnostics);
    if (round.id.empty()) {
      report_error(diagnostics, codes::kWrongType, "a round needs an id", item.span,
                   "rounds: [self, appraisal, final]");
    }
    const auto same = std::find_if(rulebook.rounds.begin(), rulebook.rounds.end(),
                                   [&](const Round& other) { return other.id == round.id; });
    if (same != rulebook.rounds.end()) {
      report_error(diagnostics, codes::kDuplicateId,
                   fmt::format("the round `{}` stands twice", round.id), round.span,
                   "give each round its own id", {{same->span, "first here"}});
    }
    rulebook.rounds.push_back(std::move(round));
  }
}

}  // namespace parindex
