// SPDX-License-Identifier: Apache-2.0
#include "engine/program/slice.h"

namespace parindex {

std::vector<bool> needed_slots(const Program& program, std::span<const Quotient> wanted) {
  std::vector<bool> needed(program.scales.size());
  for (const Quotient value : wanted) {
    needed[value.numerator] = true;
    if (value.is_pair()) {
      needed[value.divisor] = true;
    }
  }
  for (std::size_t i = program.steps.size(); i-- > 0;) {
    const Step& step = program.steps[i];
    for (std::size_t k = 0; needed[step.out] && k < step.input_count; ++k) {
      needed[program.inputs[step.first_input + k]] = true;
    }
  }
  return needed;
}

Slice slice(const Program& program, std::span<const Quotient> wanted) {
  const std::vector<bool> needed = needed_slots(program, wanted);
  Slice result;
  std::vector<Slot> renamed(program.scales.size(), Quotient::kNone);
  for (const Step& step : program.steps) {
    if (!needed[step.out]) {
      continue;
    }
    Step copy = step;
    copy.out = static_cast<Slot>(result.program.scales.size());
    renamed[step.out] = copy.out;
    result.program.scales.push_back(program.scales[step.out]);
    result.program.exact.push_back(program.exact[step.out]);
    copy.first_input = static_cast<std::uint32_t>(result.program.inputs.size());
    for (std::size_t k = 0; k < step.input_count; ++k) {
      result.program.inputs.push_back(renamed[program.inputs[step.first_input + k]]);
    }
    copy.first_param = static_cast<std::uint32_t>(result.program.params.size());
    const auto params = program.params.begin() + step.first_param;
    result.program.params.insert(result.program.params.end(), params, params + step.param_count);
    result.program.steps.push_back(copy);
  }
  for (const Quotient value : wanted) {
    result.values.push_back(
        {renamed[value.numerator], value.is_pair() ? renamed[value.divisor] : Quotient::kNone});
  }
  return result;
}

}  // namespace parindex
