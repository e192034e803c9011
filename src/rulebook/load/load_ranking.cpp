// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/load_ranking.h"

#include <array>
#include <utility>

#include "base/codes.h"
#include "rulebook/load/load_grades.h"

namespace parindex {
namespace {

constexpr std::size_t kMostKeys = 20;

constexpr std::array<std::pair<std::string_view, bool>, 2> kTies = {{
    {"shared", false},
    {"dense", true},
}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kBetter = {{
    {"high", false},
    {"low", true},
}};
constexpr std::array<std::pair<std::string_view, TieBreak>, 2> kThen = {{
    {"vote", TieBreak::Vote},
    {"authority", TieBreak::Authority},
}};

void read_keys(const ConfigNode& list, Rulebook& rulebook, Diagnostics& diagnostics) {
  if (list.kind != ConfigNode::Kind::Sequence || list.items.empty() ||
      list.items.size() > kMostKeys) {
    report_error(diagnostics, codes::kWrongType, "`keys` must be a list of 1 to 20 keys", list.span,
                 "- {by: new_accounts, better: high}");
    return;
  }
  for (const ConfigNode& item : list.items) {
    KeyReader keys(item, "a key of the ranking", diagnostics);
    RankingKey key;
    const ConfigEntry* by = keys.required("by");
    keys.required("better");
    key.low_is_better = keys.choice<bool>("better", kBetter, false);
    keys.finish();
    std::optional<Expression> value =
        by == nullptr ? std::nullopt
                      : load_conclusion_expression(by->value, std::nullopt, rulebook, diagnostics);
    if (value) {
      key.by = std::move(*value);
      rulebook.ranking.keys.push_back(std::move(key));
    }
  }
}

}  // namespace

void load_ranking(KeyReader& top, Rulebook& rulebook, Diagnostics& diagnostics) {
  const ConfigEntry* entry = top.find("ranking");
  if (entry == nullptr) {
    return;
  }
  KeyReader keys(entry->value, "`ranking`", diagnostics);
  Ranking& ranking = rulebook.ranking;
  read_index_form(keys, ranking.on, diagnostics);
  ranking.dense = keys.choice<bool>("ties", kTies, false);
  ranking.then = keys.choice<TieBreak>("then", kThen, TieBreak::None);
  if (const ConfigEntry* list = keys.find("keys")) {
    read_keys(list->value, rulebook, diagnostics);
  }
  if (const ConfigEntry* when = keys.find("ranked_when")) {
    ranking.ranked_when =
        load_conclusion_expression(when->value, Quantity::Truth, rulebook, diagnostics);
  }
  keys.finish();
}

}  // namespace parindex
