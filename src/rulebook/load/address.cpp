// SPDX-License-Identifier: Apache-2.0
#include "rulebook/load/address.h"

#include <cstddef>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "rulebook/load/key_reader.h"

namespace parindex {
namespace {

using Visit = std::function<bool(const PlacedValue& value)>;

// The name of an item of a list.
std::string item_name(const ConfigNode& item, std::size_t position) {
  for (const std::string_view key : {"id", "name"}) {
    const ConfigEntry* entry = item.find(key);
    if (entry != nullptr && entry->value.kind == ConfigNode::Kind::Scalar) {
      return to_nfc(entry->value.text);
    }
  }
  return std::to_string(position + 1);
}

void visit_below(const PlacedValue& above, const Visit& visit) {
  const auto step = [&](const std::string& key, ConfigNode& node) {
    PlacedValue value{above.criterion, above.keys, node};
    value.keys.push_back(key);
    if (visit(value)) {
      visit_below(value, visit);
    }
  };
  for (ConfigEntry& entry : above.node.entries) {
    if (entry.key != "criteria") {
      step(to_nfc(entry.key), entry.value);
      continue;
    }
    for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
      const PlacedValue criterion{item_name(entry.value.items[i], i), {}, entry.value.items[i]};
      if (visit(criterion)) {
        visit_below(criterion, visit);
      }
    }
  }
  for (std::size_t i = 0; i < above.node.items.size(); ++i) {
    step(item_name(above.node.items[i], i), above.node.items[i]);
  }
}

}  // namespace

bool is_number_form(const ConfigNode& node) {
  const ConfigEntry* const unknown = node.find("unknown");
  return node.find("assumed") != nullptr || node.find("value") != nullptr ||
         (unknown != nullptr && unknown->value.text == "true");
}

std::string PlacedValue::address() const {
  std::string text = criterion;
  for (const std::string& key : keys) {
    text += (text.empty() ? "" : ".") + key;
  }
  return text;
}

void visit_values(ConfigNode& file, const Visit& visit) {
  visit_below({"", {}, file}, visit);
}

ConfigNode* find_value(ConfigNode& file, std::string_view address) {
  const std::string wanted = to_nfc(std::string(address));
  ConfigNode* found = nullptr;
  visit_values(file, [&](const PlacedValue& value) {
    if (found == nullptr && value.address() == wanted) {
      found = &value.node;
    }
    return found == nullptr;
  });
  return found;
}

bool set_value(ConfigNode& file, std::string_view address, std::string text, SourceSpan place,
               Diagnostics& diagnostics) {
  ConfigNode* const node = find_value(file, address);
  if (node != nullptr && !is_number_form(*node) && node->kind != ConfigNode::Kind::Scalar) {
    report_error(diagnostics, codes::kWrongType, fmt::format("`{}` is no number", address), place,
                 "name one of the numbers below it");
    return false;
  }
  if (node != nullptr) {
    ConfigNode scalar;
    scalar.kind = ConfigNode::Kind::Scalar;
    scalar.text = std::move(text);
    scalar.span = node->span;
    *node = std::move(scalar);
    return true;
  }
  std::vector<std::string> known;
  visit_values(file, [&](const PlacedValue& value) {
    const bool number = is_number_form(value.node);
    if (number || value.node.kind == ConfigNode::Kind::Scalar) {
      known.push_back(value.address());
    }
    return !number;
  });
  report_error(diagnostics, codes::kUnknownName,
               fmt::format("nothing in the rulebook has the address `{}`", address), place,
               suggest(to_nfc(std::string(address)), known));
  return false;
}

}  // namespace parindex
