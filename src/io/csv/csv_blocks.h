// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "io/encoding/data_file.h"
#include "model/data.h"

namespace parindex {

// Reads a data file from front to back in blocks of whole records.
class CsvBlocks {
 public:
  // From `offset` on, about `block_bytes` at a time. `file` must outlive this.
  CsvBlocks(const DataFile& file, std::uint64_t offset, char delimiter, std::size_t block_bytes);

  // The next block; empty at the end, or after a fault: PX5001 the device, PX3019 a record of more
  // than 16 MiB.
  std::optional<RawBlock> next(Diagnostics& diagnostics);

  // True once a fault has ended the reading.
  [[nodiscard]] bool has_failed() const { return has_failed_; }

 private:
  std::optional<RawBlock> fail(Diagnostic fault, Diagnostics& diagnostics);

  const DataFile* file_;
  std::uint64_t offset_;  // of rest_
  char delimiter_;
  std::size_t block_bytes_;
  std::string rest_;  // the begin of the next record
  bool is_done_ = false;
  bool has_failed_ = false;
};

}  // namespace parindex
