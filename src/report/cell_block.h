// SPDX-License-Identifier: Apache-2.0
//
// The cells of a table as typed data, without an allocation per cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace parindex {

// A number with its digits as they are to be printed: ticks / 10^scale. In machine formats trailing
// zeros are kept only where `fixed`.
struct NumberCell {
  std::int64_t ticks = 0;
  int scale = 0;
  bool fixed = false;  // print exactly `scale` places: an index 90.00
};

// Empty where there is no number.
using OptionalNumber = std::optional<NumberCell>;

struct EmptyCell {};

// For columns that hold numbers in some rows and texts in others.
using Cell = std::variant<EmptyCell, std::string, NumberCell>;

// What a writer sees of a cell.
struct CellView {
  enum class Kind : std::uint8_t { Empty, Text, Number };

  Kind kind = Kind::Empty;
  NumberCell number;      // of a Number
  std::string_view text;  // of a Text; else empty

  [[nodiscard]] bool is_number() const { return kind == Kind::Number; }
};

// Some cells of one column, in order. Texts stand one after the other in one string.
class CellBlock {
 public:
  void clear() {
    entries_.clear();
    texts_.clear();
  }

  // A text, a number, a whole number, one of these that may be absent, or a Cell.
  template <typename Value>
  void add(const Value& value) {
    if constexpr (std::is_convertible_v<const Value&, std::string_view>) {
      const std::string_view text = value;
      entries_.push_back({static_cast<std::int64_t>(texts_.size()),
                          static_cast<std::uint32_t>(text.size()), CellView::Kind::Text, false});
      texts_ += text;
    } else if constexpr (std::is_same_v<Value, NumberCell>) {
      entries_.push_back({value.ticks, static_cast<std::uint32_t>(value.scale),
                          CellView::Kind::Number, value.fixed});
    } else if constexpr (std::is_integral_v<Value>) {
      static_assert(!std::is_same_v<Value, bool>, "a truth is a text");
      add(NumberCell{static_cast<std::int64_t>(value), 0});
    } else if constexpr (std::is_same_v<Value, EmptyCell>) {
      entries_.push_back({});
    } else if constexpr (std::is_same_v<Value, Cell>) {
      std::visit([&](const auto& held) { add(held); }, value);
    } else if (value) {
      add(*value);
    } else {
      add(EmptyCell{});
    }
  }

  // Some cells of another block.
  void append(const CellBlock& other, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      if (other.entries_[i].kind == CellView::Kind::Text) {
        add(other[i].text);
      } else {
        entries_.push_back(other.entries_[i]);
      }
    }
  }

  // Until the next change of the block.
  CellView operator[](std::size_t i) const {
    const Entry& entry = entries_[i];
    switch (entry.kind) {
      case CellView::Kind::Text:
        return {entry.kind, {}, {texts_.data() + entry.value, entry.extent}};
      case CellView::Kind::Number:
        return {entry.kind, {entry.value, static_cast<int>(entry.extent), entry.fixed}, {}};
      case CellView::Kind::Empty:
        break;
    }
    return {};
  }

 private:
  struct Entry {
    std::int64_t value = 0;    // ticks, or where the text begins
    std::uint32_t extent = 0;  // places, or the size of the text
    CellView::Kind kind = CellView::Kind::Empty;
    bool fixed = false;
  };

  std::vector<Entry> entries_;
  std::string texts_;
};

}  // namespace parindex
