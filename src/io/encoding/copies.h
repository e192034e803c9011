// SPDX-License-Identifier: Apache-2.0
//
// Copies of inputs that cannot be read as they are: files without a name in the folder for
// temporary files (TMPDIR), which are gone when they are closed. So every input, however large, can
// be read again at any place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "io/encoding/text_form.h"

namespace parindex {

enum class Packing : std::uint8_t { None, Gzip, Zstd };

// By the first bytes, not by the name.
Packing find_packing(std::string_view first_bytes);

// Unpacked, a file may have this many times its size, or kAlwaysUnpacked if that is more: a few
// bytes must not fill the disk.
inline constexpr std::uint64_t kMostTimesPacked = 1'000;
inline constexpr std::uint64_t kAlwaysUnpacked = std::uint64_t{64} << 20;

// Each returns the copy; empty after a fault: PX5001 a device or a full disk, PX1012 a packed file
// that is damaged, cut off or too large. `name` is for messages.
std::optional<std::shared_ptr<std::FILE>> copy_pipe(std::FILE& input, const std::string& name,
                                                    Diagnostics& diagnostics);
std::optional<std::shared_ptr<std::FILE>> unpack(std::FILE& input, Packing packing,
                                                 const std::string& name, Diagnostics& diagnostics);
std::optional<std::shared_ptr<std::FILE>> decode(std::FILE& input, const TextForm& form,
                                                 const std::string& name, Diagnostics& diagnostics);

// Appends up to `size` bytes from `offset` on, fewer only at the end. Any thread. Returns the error
// number, or 0.
int read_at(std::FILE& file, std::uint64_t offset, std::size_t size, std::string& text);

}  // namespace parindex
