// SPDX-License-Identifier: Apache-2.0
//
// The engine in a page: built for WebAssembly without exceptions and threads, it must give the
// same points as elsewhere. Exit status 0: it does.
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <vector>

#include "engine/program/builder.h"
#include "engine/run/evaluate.h"
#include "engine/run/exact.h"

namespace boost {

struct source_location;

// Without exceptions Boost leaves it to the program what a fault does.
void throw_exception(const std::exception& fault);
void throw_exception(const std::exception& fault, const source_location& place);

void throw_exception(const std::exception& /*fault*/) {
  std::abort();
}
void throw_exception(const std::exception& /*fault*/, const source_location& /*place*/) {
  std::abort();
}

}  // namespace boost

// Debian builds compiler-rt with stack protectors, which wasi-libc does not have.
extern "C" {
std::uintptr_t __stack_chk_guard = 1;
[[noreturn]] void __stack_chk_fail() {
  std::abort();
}
}

using namespace parindex;

int main() {
  // 3 points for the share of tasks done, two digits: 3 * 16 / 17 = 2.8235...
  ProgramBuilder builder;
  const Quotient tasks = builder.load(0, 0, true);
  const Quotient done = builder.load(1, 0, true);
  const Quotient share = builder.divide(done, tasks);
  const Quotient points =
      builder.round(builder.multiply(share, builder.constant({3, 0})), 2, Rounding::HalfUp);
  const Program program = builder.take();
  const std::vector<Column> columns{{.cells = {17}, .states = {}}, {.cells = {16}, .states = {}}};

  Scratch scratch;
  evaluate(program, columns, {.first = 0, .count = 1}, scratch);
  const bool fast = scratch.fits && scratch.slots[points.numerator].cells[0] == 282;

  const ExactCell cell = read(evaluate_exact(program, columns, 0), points);
  const bool exact = cell.state == CellState::Present && cell.value == Rational(282, 100);
  return fast && exact ? EXIT_SUCCESS : EXIT_FAILURE;
}
