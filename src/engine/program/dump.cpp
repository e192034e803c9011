// SPDX-License-Identifier: Apache-2.0
#include "engine/program/dump.h"

#include <array>
#include <string_view>

#include "engine/program/operations.h"

namespace parindex {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"present", "not_applicable", "not_scored",
                                                     "unresolved", "missing"};
constexpr std::array<std::string_view, 6> kRelations = {"<", "<=", "==", "!=", ">=", ">"};
constexpr std::array<std::string_view, 4> kRoundings = {"half_up", "half_even", "down", "up"};
constexpr std::array<std::string_view, 3> kFunctions = {"ln", "exp", "pow"};

std::string_view state_name(std::uint32_t state) {
  return kStates[state];
}

std::string slot_text(Slot slot) {
  return "%" + std::to_string(slot);
}

std::string listed(std::span<const Slot> slots) {
  std::string text;
  for (const Slot slot : slots) {
    text += (text.empty() ? "" : ", ") + slot_text(slot);
  }
  return text;
}

std::string name_or_number(const std::vector<std::string>& names, std::uint32_t number) {
  return number < names.size() ? names[number] : "#" + std::to_string(number);
}

// "2.5 + %1 - 3 * %4": a zero at the front and factors of 1 are left out.
std::string sum_text(const StepView& step) {
  const Decimal offset = step.params[0];
  std::string text = offset.is_zero() && !step.inputs.empty() ? "" : to_text(offset);
  for (std::size_t i = 0; i < step.inputs.size(); ++i) {
    const Decimal weight = step.params[i + 1];
    const bool minus = weight.is_negative();
    const Decimal size{minus ? -weight.coefficient : weight.coefficient, weight.scale};
    text += text.empty() ? (minus ? "-" : "") : (minus ? " - " : " + ");
    text += (size == kOne ? "" : to_text(size) + " * ") + slot_text(step.inputs[i]);
  }
  return text;
}

// "0, >= 0.8 gives 2, > 1 gives 0"
std::string thresholds_text(const StepView& step) {
  std::string text = to_text(step.params[0]);
  for (std::size_t p = 1; p < step.params.size(); p += 3) {
    text += step.params[p + 1].is_zero() ? ", >= " : ", > ";
    text += to_text(step.params[p]) + " gives " + to_text(step.params[p + 2]);
  }
  return text;
}

// inputs[0], or inputs[0] / inputs[1].
std::string operand_text(const StepView& step) {
  return to_text(
      Quotient{step.inputs[0], step.inputs.size() == 2 ? step.inputs[1] : Quotient::kNone});
}

std::string compare_text(const StepView& step) {
  std::string text = slot_text(step.inputs[0]) + " ";
  text += kRelations[step.argument];
  text += " 0";
  if (step.inputs.size() > 1) {
    text += ", divisors " + listed(step.inputs.subspan(1));
  }
  return text;
}

std::string text_with_state(const StepView& step) {
  const std::string x = slot_text(step.inputs[0]);
  std::string text = x;
  if (step.op == Op::Default) {
    text += ", " + to_text(step.params[0]) + " if ";
    text += state_name(step.argument);
  } else if (step.op == Op::Relabel) {
    text += ", ";
    text += state_name(step.argument % 16);
    text += " becomes ";
    text += state_name(step.argument / 16);
  } else {
    text += ", ";
    text += state_name(step.argument);
    text += " if " + slot_text(step.inputs[1]);
  }
  return text;
}

std::string operands_text(const StepView& step, const ProgramNames& names) {
  const auto in = [&](std::size_t i) { return slot_text(step.inputs[i]); };
  switch (step.op) {
    case Op::Load:
      return name_or_number(names.columns, step.argument);
    case Op::Linear:
    case Op::Total:
      return sum_text(step);
    case Op::Multiply:
      return in(0) + " * " + in(1);
    case Op::Divide:
      return operand_text(step);
    case Op::Minimum:
    case Op::Maximum:
    case Op::And:
    case Op::Or:
    case Op::Applicable:
      return listed(step.inputs);
    case Op::Steps:
      return operand_text(step) + ": " + thresholds_text(step);
    case Op::Compare:
      return compare_text(step);
    case Op::Select:
      return in(0) + " ? " + in(1) + " : " + in(2);
    case Op::Round:
      return operand_text(step) + ", " +
             std::string(kRoundings[static_cast<std::size_t>(step.rounding)]);
    case Op::Default:
    case Op::Relabel:
    case Op::Exclude:
      return text_with_state(step);
    case Op::Require:
      return in(0) + ", unresolved unless " + in(1);
    case Op::Population:
      return name_or_number(names.statistics, step.argument) + ", group " + in(0);
    case Op::Approximate:
      return std::string(kFunctions[step.argument]) + " of " + listed(step.inputs);
  }
  return "";
}

}  // namespace

StepView::StepView(const Program& program, const Step& step)
    : op(step.op),
      rounding(step.rounding),
      out(step.out),
      argument(step.argument),
      origin(step.origin),
      inputs(std::span(program.inputs).subspan(step.first_input, step.input_count)),
      params(std::span(program.params).subspan(step.first_param, step.param_count)),
      scale(program.scales[step.out]),
      exact(program.exact[step.out]) {}

std::string to_text(Quotient value) {
  return slot_text(value.numerator) + (value.is_pair() ? " / " + slot_text(value.divisor) : "");
}

std::string to_text(const StepView& step, const ProgramNames& names) {
  std::string text = slot_text(step.out) + " = ";
  text += operation(step.op).name;
  text += " " + operands_text(step, names) + " -> " + std::to_string(step.scale);
  text += step.scale == 1 ? " place" : " places";
  text += step.exact ? "" : ", inexact";
  return text + "; " + name_or_number(names.origins, step.origin);
}

std::string dump_steps(const Program& program, const std::vector<bool>& slots,
                       const ProgramNames& names) {
  std::string text;
  for (const Step& step : program.steps) {
    if (slots[step.out]) {
      text += to_text(StepView(program, step), names) + "\n";
    }
  }
  return text;
}

}  // namespace parindex
