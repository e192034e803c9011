// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "base/sources.h"

namespace parindex {

// The text of one input in UTF-8, to be read at any place and by any number of threads at once: a
// file that stays on disk as it is, a copy without a name (of what is packed, in another encoding
// or comes from a pipe), or a text held in Sources.
class DataFile {
 public:
  // Registers the input in `sources`, unless it is there already; "-" is standard input. `sources`
  // must outlive the result. Faults: PX5001, PX1010 text for old fonts, PX1012 damaged or too large
  // to unpack.
  static std::optional<DataFile> open(const std::string& path, Sources& sources,
                                      Diagnostics& diagnostics);

  // Appends up to `size` bytes from `offset` on, fewer only at the end of the input. On a fault of
  // the device the error number is returned, else 0.
  [[nodiscard]] int read(std::uint64_t offset, std::size_t size, std::string& text) const;

  [[nodiscard]] std::uint32_t source() const { return source_; }
  [[nodiscard]] const std::string& name() const { return sources_->name(source_); }
  // What the bytes were where they were not plain UTF-8: "CP1258, gzip".
  [[nodiscard]] const std::string& form() const { return sources_->form(source_); }
  [[nodiscard]] bool is_sheet() const { return sources_->is_sheet(source_); }  // of a workbook
  [[nodiscard]] SourceSpan span(std::uint64_t begin, std::size_t length) const {
    return {source_, static_cast<std::uint32_t>(length), begin};
  }

 private:
  DataFile(const Sources& sources, std::uint32_t source, std::shared_ptr<std::FILE> file)
      : sources_(&sources),
        source_(source),
        file_(std::move(file)) {}

  const Sources* sources_;
  std::uint32_t source_;
  std::shared_ptr<std::FILE> file_;  // null: the text is in Sources
};

// "the file `x` cannot be read: no such file".
Diagnostic cannot_read(const std::string& name, int error_number);

}  // namespace parindex
