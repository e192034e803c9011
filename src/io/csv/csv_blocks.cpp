// SPDX-License-Identifier: Apache-2.0
#include "io/csv/csv_blocks.h"

#include <algorithm>
#include <utility>

#include "base/codes.h"
#include "io/csv/csv_faults.h"
#include "io/csv/csv_scanner.h"

namespace parindex {

CsvBlocks::CsvBlocks(const DataFile& file, std::uint64_t offset, char delimiter,
                     std::size_t block_bytes)
    : file_(&file),
      offset_(offset),
      delimiter_(delimiter),
      block_bytes_(std::max<std::size_t>(block_bytes, 1)) {}

std::optional<RawBlock> CsvBlocks::next(Diagnostics& diagnostics) {
  RawBlock block{offset_, std::move(rest_)};
  rest_.clear();
  std::string& text = block.text;
  while (!is_done_) {
    // Twice the text while a record does not end: each byte is then looked at a few times only.
    const std::size_t old_size = text.size();
    const std::size_t size =
        std::min(std::max(block_bytes_, old_size), kMostRecordBytes - old_size);
    if (const int error_number = file_->read(offset_ + old_size, size, text); error_number != 0) {
      return fail(cannot_read(file_->name(), error_number), diagnostics);
    }
    is_done_ = text.size() < old_size + size;
    const std::size_t end = is_done_ ? text.size() : last_record_end(text, delimiter_);
    if (end > 0) {
      rest_ = text.substr(end);
      text.resize(end);
      break;
    }
    if (text.size() == kMostRecordBytes) {
      return fail(data_fault(codes::kDataTooLarge, "a row of more than 16 MiB",
                             file_->span(offset_, 1), "is a quotation mark in it not closed?"),
                  diagnostics);
    }
  }
  offset_ += text.size();
  return text.empty() ? std::nullopt : std::optional(std::move(block));
}

std::optional<RawBlock> CsvBlocks::fail(Diagnostic fault, Diagnostics& diagnostics) {
  is_done_ = true;
  has_failed_ = true;
  diagnostics.add(std::move(fault));
  return std::nullopt;
}

}  // namespace parindex
