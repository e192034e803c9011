// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iterator>
#include <vector>

namespace parindex {

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace parindex
