// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/extends.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/kinds/kinds.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

constexpr std::size_t kMostLevels = 10;

// The keys of a rulebook, and of a scenario, that hold things with names: mappings by key, lists by
// `id` or `name`.
constexpr std::string_view kOfScenario = "changes";
constexpr std::array<std::string_view, 5> kNamed = {"groups", "indicators", "criteria", "grades",
                                                    kOfScenario};
constexpr std::array<std::string_view, 2> kTrees = {"bonus", "penalty"};

bool is_rule(const std::string& key) {
  return std::any_of(kRuleKinds.begin(), kRuleKinds.end(),
                     [&](const RuleKind& kind) { return kind.name == key; });
}

ConfigEntry* find_entry(ConfigNode& mapping, std::string_view key) {
  const auto found = std::find_if(mapping.entries.begin(), mapping.entries.end(),
                                  [&](const ConfigEntry& entry) { return entry.key == key; });
  return found == mapping.entries.end() ? nullptr : &*found;
}

void erase_entry(ConfigNode& mapping, std::string_view key) {
  std::erase_if(mapping.entries, [&](const ConfigEntry& entry) { return entry.key == key; });
}

// What an item of a list is called; empty: it has no name.
std::string name_of(const ConfigNode& item) {
  if (item.kind == ConfigNode::Kind::Scalar) {
    return to_nfc(item.text);  // `ungraded` among grades
  }
  const ConfigEntry* id = item.find("id");
  const ConfigEntry* name = id != nullptr ? id : item.find("name");
  return name == nullptr ? "" : to_nfc(name->value.text);
}

// The item of that name in a list, or in a list of criteria below it.
ConfigNode* find_item(ConfigNode& list, const std::string& name) {
  for (ConfigNode& item : list.items) {
    if (name_of(item) == name) {
      return &item;
    }
    ConfigEntry* const below = find_entry(item, "criteria");
    ConfigNode* const found = below == nullptr ? nullptr : find_item(below->value, name);
    if (found != nullptr) {
      return found;
    }
  }
  return nullptr;
}

bool remove_item(ConfigNode& list, const std::string& name) {
  const auto removed =
      std::erase_if(list.items, [&](const ConfigNode& item) { return name_of(item) == name; });
  return removed > 0 || std::any_of(list.items.begin(), list.items.end(), [&](ConfigNode& item) {
           ConfigEntry* const below = find_entry(item, "criteria");
           return below != nullptr && remove_item(below->value, name);
         });
}

void collect_names(const ConfigNode& node, std::vector<std::string>& names) {
  for (const ConfigEntry& entry : node.entries) {
    names.push_back(entry.key);
  }
  for (const ConfigNode& item : node.items) {
    names.push_back(name_of(item));
    if (const ConfigEntry* below = item.find("criteria")) {
      collect_names(below->value, names);
    }
  }
}

// A key is put in the place of the same key; one without a value takes it away.
void replace(ConfigNode& thing, ConfigEntry entry) {
  ConfigEntry* const old = find_entry(thing, entry.key);
  if (entry.value.kind == ConfigNode::Kind::Null) {
    erase_entry(thing, entry.key);
  } else if (old != nullptr) {
    *old = std::move(entry);
  } else {
    thing.entries.push_back(std::move(entry));
  }
}

// Makes room for a rule: another one goes, and with it the value that it looks at, unless the new
// rule is of the same kind and takes its value from `of`, too.
void drop_rule(ConfigNode& criterion, const ConfigEntry& rule) {
  const bool same = find_entry(criterion, rule.key) != nullptr;
  std::erase_if(criterion.entries, [&](const ConfigEntry& entry) {
    return (is_rule(entry.key) && entry.key != rule.key) ||
           (entry.key == "of" && (!same || rule.value.kind == ConfigNode::Kind::Scalar));
  });
}

void merge_list(ConfigNode& base, ConfigNode& tree, ConfigNode over);

// `tree`: the list of the criteria that all of them stand in or below.
void merge_thing(ConfigNode& base, ConfigNode* tree, ConfigNode over) {
  if (base.kind != ConfigNode::Kind::Mapping || over.kind != ConfigNode::Kind::Mapping) {
    base = over.kind == ConfigNode::Kind::Null ? std::move(base) : std::move(over);
    return;
  }
  for (const ConfigEntry& entry : over.entries) {
    if (tree != nullptr && is_rule(entry.key)) {
      drop_rule(base, entry);
    }
  }
  for (ConfigEntry& entry : over.entries) {
    ConfigEntry* const old = find_entry(base, entry.key);
    if (tree != nullptr && entry.key == "criteria" && old != nullptr) {
      merge_list(old->value, *tree, std::move(entry.value));
    } else {
      replace(base, std::move(entry));
    }
  }
}

void merge_list(ConfigNode& base, ConfigNode& tree, ConfigNode over) {
  if (base.kind != ConfigNode::Kind::Sequence || over.kind != ConfigNode::Kind::Sequence) {
    base = std::move(over);
    return;
  }
  for (ConfigNode& item : over.items) {
    const std::string name = name_of(item);
    ConfigNode* const old = name.empty() ? nullptr : find_item(tree, name);
    if (old != nullptr) {
      merge_thing(*old, &tree, std::move(item));
    } else {
      base.items.push_back(std::move(item));
    }
  }
}

// `groups` and `indicators`.
void merge_mapping(ConfigNode& base, ConfigNode over) {
  if (base.kind != ConfigNode::Kind::Mapping || over.kind != ConfigNode::Kind::Mapping) {
    base = std::move(over);
    return;
  }
  for (ConfigEntry& entry : over.entries) {
    if (ConfigEntry* const old = find_entry(base, entry.key)) {
      merge_thing(old->value, nullptr, std::move(entry.value));
    } else {
      base.entries.push_back(std::move(entry));
    }
  }
}

void merge_rulebook(ConfigNode& base, ConfigNode over) {
  base.span = over.span;
  for (ConfigEntry& entry : over.entries) {
    ConfigEntry* const old = find_entry(base, entry.key);
    const bool is_named = std::find(kNamed.begin(), kNamed.end(), entry.key) != kNamed.end();
    const bool is_tree = std::find(kTrees.begin(), kTrees.end(), entry.key) != kTrees.end();
    if (old == nullptr || entry.value.kind == ConfigNode::Kind::Null || (!is_named && !is_tree)) {
      replace(base, std::move(entry));
    } else if (is_tree) {
      ConfigEntry* const criteria = find_entry(old->value, "criteria");
      ConfigNode none;
      merge_thing(old->value, criteria == nullptr ? &none : &criteria->value,
                  std::move(entry.value));
    } else if (old->value.kind == ConfigNode::Kind::Sequence) {
      merge_list(old->value, old->value, std::move(entry.value));
    } else {
      merge_mapping(old->value, std::move(entry.value));
    }
  }
}

class Extender {
 public:
  Extender(const RulebookOpener& open, Diagnostics& diagnostics)
      : open_(open),
        diagnostics_(diagnostics) {}

  std::optional<ConfigNode> resolve(OpenedRulebook rulebook) {
    const ConfigEntry* entry = rulebook.tree.find("extends");
    if (entry == nullptr) {
      return std::move(rulebook.tree);
    }
    const ConfigNode extends = entry->value;
    paths_.push_back(std::move(rulebook.path));
    if (extends.kind != ConfigNode::Kind::Scalar) {
      report_error(diagnostics_, codes::kWrongType, "`extends` must be the path of a rulebook",
                   extends.span, "a path from the folder of this file, like `base.yaml`");
      return std::nullopt;
    }
    std::optional<OpenedRulebook> opened = open_(extends);
    if (!opened || !can_go_on(*opened, extends)) {
      return std::nullopt;
    }
    std::optional<ConfigNode> base = resolve(std::move(*opened));
    if (!base || base->kind != ConfigNode::Kind::Mapping) {
      return base;
    }
    const std::size_t faults = diagnostics_.errors();
    if (const ConfigEntry* remove = rulebook.tree.find("remove")) {
      remove_from(*base, remove->value);
    }
    erase_entry(rulebook.tree, "extends");
    erase_entry(rulebook.tree, "remove");
    merge_rulebook(*base, std::move(rulebook.tree));
    return diagnostics_.errors() > faults ? std::nullopt : std::move(base);
  }

 private:
  bool can_go_on(const OpenedRulebook& opened, const ConfigNode& extends) {
    const bool goes_round = std::find(paths_.begin(), paths_.end(), opened.path) != paths_.end();
    if (!goes_round && paths_.size() <= kMostLevels) {
      return true;
    }
    report_error(
        diagnostics_, codes::kExtends,
        goes_round
            ? fmt::format("`{}` extends itself", opened.path)
            : fmt::format("rulebooks extend each other over more than {} levels", kMostLevels),
        extends.span,
        goes_round ? fmt::format("the way round: {} -> {}", fmt::join(paths_, " -> "), opened.path)
                   : std::string("extend a rulebook that stands nearer to the base"));
    return false;
  }

  // `remove: {criteria: [III.2], indicators: [x]}`.
  void remove_from(ConfigNode& base, const ConfigNode& remove) {
    KeyReader keys(remove, "`remove`", diagnostics_);
    for (const std::string_view key : kNamed) {
      ConfigEntry* const place = find_entry(base, key);
      if (place == nullptr && key == kOfScenario) {
        continue;
      }
      const ConfigEntry* entry = keys.find(key);
      if (entry == nullptr) {
        continue;
      }
      if (entry->value.kind != ConfigNode::Kind::Sequence) {
        report_error(diagnostics_, codes::kWrongType, fmt::format("`{}` must be a list", key),
                     entry->value.span, "remove: {criteria: [III.2]}");
      }
      for (const ConfigNode& name : entry->value.items) {
        remove_one(base, place, name);
      }
    }
    keys.finish();
  }

  void remove_one(ConfigNode& base, ConfigEntry* place, const ConfigNode& name) {
    const std::string wanted = to_nfc(name.text);
    bool found = false;
    std::vector<std::string> names;
    if (place != nullptr) {
      collect_names(place->value, names);
      const std::size_t before = place->value.entries.size();
      erase_entry(place->value, wanted);
      found = place->value.entries.size() < before || remove_item(place->value, wanted);
    }
    for (const std::string_view tree : kTrees) {
      ConfigEntry* const extra = find_entry(base, tree);
      ConfigEntry* const criteria = extra == nullptr || place == nullptr || place->key != "criteria"
                                        ? nullptr
                                        : find_entry(extra->value, "criteria");
      if (criteria != nullptr && !found) {
        collect_names(criteria->value, names);
        found = remove_item(criteria->value, wanted);
      }
    }
    if (!found) {
      report_error(diagnostics_, codes::kUnknownName,
                   fmt::format("the extended rulebook has nothing called `{}` here", name.text),
                   name.span, suggest(name.text, names));
    }
  }

  const RulebookOpener& open_;
  Diagnostics& diagnostics_;
  std::vector<std::string> paths_;  // of the rulebooks on the way down
};

}  // namespace

std::optional<ConfigNode> resolve_extends(OpenedRulebook rulebook, const RulebookOpener& open,
                                          Diagnostics& diagnostics) {
  return Extender(open, diagnostics).resolve(std::move(rulebook));
}

}  // namespace parindex
