// SPDX-License-Identifier: Apache-2.0
#include "report/write/output.h"

#include <algorithm>
#include <cstdint>

#include "engine/numbers/decimal.h"

namespace parindex {
namespace {

// Bytes of the control character at `at`; 0 where there is none. C1 is 0xC2 0x80..0x9F in UTF-8.
std::size_t control_length(std::string_view text, std::size_t at) {
  const auto byte = static_cast<std::uint8_t>(text[at]);
  if (byte < 0x20 || byte == 0x7F) {
    return 1;
  }
  if (byte != 0xC2 || at + 1 == text.size()) {
    return 0;
  }
  const auto next = static_cast<std::uint8_t>(text[at + 1]);
  return next >= 0x80 && next <= 0x9F ? 2 : 0;
}

}  // namespace

OutputBuffer::OutputBuffer(ByteSink& sink) : sink_(sink) {
  text_.reserve(kFull + (kFull >> 2));
}

std::string& OutputBuffer::begin_block() {
  if (!empty_) {
    text_ += '\n';
  }
  empty_ = false;
  return text_;
}

bool OutputBuffer::end_line() {
  text_ += '\n';
  return flush_if_full();
}

bool OutputBuffer::flush_if_full() {
  return text_.size() < kFull || flush();
}

bool OutputBuffer::flush() {
  const bool written = text_.empty() || sink_.write(text_);
  text_.clear();
  return written;
}

TableReader::TableReader(const Table& table, Audience audience) : table_(table) {
  for (const TableColumn& column : table.columns) {
    if (!(audience == Audience::People ? column.heading : column.key).empty()) {
      columns_.push_back(&column);
    }
  }
  blocks_.resize(columns_.size());
}

bool TableReader::next() {
  if (++row_ < last_) {
    return true;
  }
  first_ = last_;
  last_ = std::min(first_ + kRows, table_.row_count);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    blocks_[i].clear();
    columns_[i]->read(first_, last_, blocks_[i]);
  }
  return row_ < last_;
}

void append_number(std::string& out, const NumberCell& number) {
  out += number.fixed ? fixed_text(number.ticks, number.scale)
                      : to_text(Decimal{number.ticks, number.scale});
}

void append_visible(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t length = control_length(text, at); length > 0) {
      out += "\uFFFD";
      at += length;
    } else {
      out += text[at++];
    }
  }
}

}  // namespace parindex
