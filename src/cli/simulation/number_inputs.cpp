// SPDX-License-Identifier: Apache-2.0
#include "cli/simulation/number_inputs.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/input/input_files.h"
#include "rulebook/compile/compile.h"
#include "rulebook/load/address.h"

namespace parindex {
namespace {

constexpr std::size_t kMostColours = 6;
constexpr int kMostPlaces = 9;  // of a number in a rulebook

// A number as a rulebook writes it.
struct Written {
  Decimal value;
  bool percent = false;
};

std::optional<Written> written_in(std::string_view text) {
  text = trim(text);
  const bool percent = text.ends_with('%');
  const std::optional<Decimal> value =
      parse_decimal(percent ? trim(text.substr(0, text.size() - 1)) : text);
  return value ? std::optional(Written{normalized(*value), percent}) : std::nullopt;
}

// What stands at an address: a number, or one that is assumed.
std::optional<Written> number_at_address(ConfigNode& file, const std::string& address) {
  const ConfigNode* node = find_value(file, address);
  if (node != nullptr && is_number_form(*node)) {
    const ConfigEntry* entry = node->find("assumed");
    entry = entry == nullptr ? node->find("value") : entry;
    node = entry == nullptr ? nullptr : &entry->value;
  }
  return node == nullptr || node->kind != ConfigNode::Kind::Scalar ? std::nullopt
                                                                   : written_in(node->text);
}

// One varying number with the cells that it may have.
struct Range {
  int places = 0;
  bool percent = false;
  std::int64_t least = 0, most = 0;

  [[nodiscard]] std::string text(std::int64_t cell) const {
    return to_text(normalized({cell, places})) + (percent ? "%" : "");
  }
};

class InputMaker {
 public:
  InputMaker(const SimulationSetting& setting, DrawModel& model)
      : setting_(setting),
        model_(model),
        file_(setting.changed.file) {}

  std::shared_ptr<const DrawnRules> make() {
    for (VaryingNumber& number : model_.numbers) {
      const std::optional<Range> range = cells_of(number);
      if (!range) {
        return nullptr;
      }
      ranges_.push_back(*range);
    }
    auto rules = std::make_shared<DrawnRules>();
    std::vector<NumberInput> inputs;
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
      const Range& range = ranges_[i];
      inputs.push_back({model_.numbers[i].address, range.text(model_.numbers[i].now), true,
                        range.places, range.least >= 0});
    }
    std::optional<Rulebook> rulebook = load(inputs);
    if (!rulebook || !stands_everywhere()) {
      return nullptr;
    }
    rules->program = compile(*rulebook, {true, setting_.arguments.missing_is_zero()});
    rules->rulebook = std::make_unique<Rulebook>(std::move(*rulebook));
    return rules->program.reads_inputs ? rules : nullptr;
  }

 private:
  std::optional<Rulebook> load(const std::vector<NumberInput>& inputs) {
    Diagnostics faults;
    std::optional<Rulebook> rulebook =
        make_rulebook(file_, false, setting_.base.rulebook().decisions, faults, inputs);
    return faults.has_errors() ? std::nullopt : std::move(rulebook);
  }

  // Fills the cells of the number; empty where one of its values, or what it is now, is no number.
  std::optional<Range> cells_of(VaryingNumber& number) {
    const std::optional<Written> now = number_at_address(file_, number.address);
    std::vector<Written> values;
    for (const std::string& text : number.texts) {
      if (const std::optional<Written> value = written_in(text)) {
        values.push_back(*value);
      }
    }
    if (!now || values.size() < number.texts.size()) {
      return std::nullopt;
    }
    Range range{std::max(now->value.scale, number.texts.empty() ? number.places : 0), now->percent};
    for (const Written& value : values) {
      range.places = std::max(range.places, value.value.scale);
    }
    const bool same_sign =
        number.texts.empty() ? number.percent == now->percent
                             : std::all_of(values.begin(), values.end(), [&](const Written& value) {
                                 return value.percent == now->percent;
                               });
    if (!same_sign || range.places > kMostPlaces) {
      return std::nullopt;
    }
    number.now = *ticks_at(now->value, range.places);
    if (number.texts.empty()) {
      number.cells_per_tick = power_of_ten(range.places - number.places);
    }
    for (const Written& value : values) {
      number.cells.push_back(*ticks_at(value.value, range.places));
    }
    range.least = range.most = number.now;
    const DistributionTable& distribution = model_.distributions[number.distribution];
    const std::uint64_t count = distribution.count();
    for (std::uint64_t i = 0; i < count; i += number.texts.empty() && count > 1 ? count - 1 : 1) {
      const std::int64_t cell = number.cell_of(distribution.value(i));
      range.least = std::min(range.least, cell);
      range.most = std::max(range.most, cell);
    }
    return range;
  }

  // What a rulebook asks of its numbers is that sums of products of them, in which no number is
  // multiplied by itself, are above, below or equal to one another. Such a difference is least and
  // greatest at corners of the ranges, so it holds everywhere where it holds at all corners.
  // Numbers of one criterion, and those above the criteria, which may meet all others, take all
  // corners with each other; numbers of different criteria meet in sums and maxima alone, which are
  // least and greatest where all of them are.
  bool stands_everywhere() {
    std::map<std::string, std::size_t> of_criterion;  // colours that its numbers have taken
    std::vector<std::size_t> colour;
    std::size_t above = 0;
    std::size_t most = 0;
    visit_numbers([&](std::string_view criterion) {
      colour.push_back(criterion.empty() ? above++ : of_criterion[std::string(criterion)]++);
      most = criterion.empty() ? most : std::max(most, colour.back() + 1);
    });
    std::size_t next = 0;
    visit_numbers([&](std::string_view criterion) {
      colour[next] += criterion.empty() ? most : 0;
      ++next;
    });
    const std::size_t colours = most + above;
    if (colours > kMostColours) {
      return false;
    }
    for (std::size_t corner = 0; corner < std::size_t{1} << colours; ++corner) {
      std::vector<NumberInput> inputs;
      for (std::size_t i = 0; i < ranges_.size(); ++i) {
        const bool high = (corner >> colour[i] & 1U) != 0;
        inputs.push_back({model_.numbers[i].address,
                          ranges_[i].text(high ? ranges_[i].most : ranges_[i].least), false, 0,
                          false});
      }
      if (!load(inputs)) {
        return false;
      }
    }
    return true;
  }

  // The criterion of each number in their order; empty above the criteria.
  template <typename Visit>
  void visit_numbers(const Visit& visit) {
    for (const VaryingNumber& number : model_.numbers) {
      std::string criterion;
      visit_values(file_, [&](const PlacedValue& value) {
        if (value.address() == to_nfc(number.address)) {
          criterion = value.criterion;
        }
        return true;
      });
      visit(criterion);
    }
  }

  const SimulationSetting& setting_;
  DrawModel& model_;
  ConfigNode file_;
  std::vector<Range> ranges_;
};

}  // namespace

void make_numbers_inputs(const SimulationSetting& setting, DrawModel& model) {
  if (model.numbers.empty()) {
    return;
  }
  model.with_inputs = InputMaker(setting, model).make();
  if (model.with_inputs != nullptr) {
    model.program = &model.with_inputs->program;
  }
}

}  // namespace parindex
