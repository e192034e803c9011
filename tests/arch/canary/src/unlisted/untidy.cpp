// SPDX-License-Identifier: Apache-2.0
#include "untidy.h"

int main() {
  return whole(0) + (int)0L;
}
