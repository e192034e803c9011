// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/zip_archive.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <minizip/unzip.h>

#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;
constexpr std::size_t kMostNameBytes = 512;

struct Cursor {
  std::string_view bytes;
  std::uint64_t at = 0;
};

Cursor& cursor(voidpf stream) {
  return *static_cast<Cursor*>(stream);
}

// What minizip reads with: bytes in memory instead of a file.
voidpf open_memory(voidpf opaque, const void* /*name*/, int /*mode*/) {
  return opaque;
}

uLong read_memory(voidpf /*opaque*/, voidpf stream, void* buffer, uLong size) {
  Cursor& from = cursor(stream);
  const std::uint64_t count = std::min<std::uint64_t>(size, from.bytes.size() - from.at);
  std::memcpy(buffer, from.bytes.data() + from.at, count);
  from.at += count;
  return static_cast<uLong>(count);
}

ZPOS64_T tell_memory(voidpf /*opaque*/, voidpf stream) {
  return cursor(stream).at;
}

long seek_memory(voidpf /*opaque*/, voidpf stream, ZPOS64_T offset, int origin) {
  Cursor& from = cursor(stream);
  const std::uint64_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? from.at
                             : origin == ZLIB_FILEFUNC_SEEK_END ? from.bytes.size()
                                                                : 0;
  if (offset > from.bytes.size() - base) {
    return -1;
  }
  from.at = base + offset;
  return 0;
}

int close_memory(voidpf /*opaque*/, voidpf /*stream*/) {
  return 0;
}

int no_error(voidpf /*opaque*/, voidpf /*stream*/) {
  return 0;
}

}  // namespace

void ZipArchive::Close::operator()(void* archive) const {
  unzClose(archive);
}

void ZipArchive::Forget::operator()(void* memory) const {
  delete static_cast<Cursor*>(memory);
}

std::optional<ZipArchive> ZipArchive::open(std::string_view bytes, Fault& fault) {
  ZipArchive archive;
  archive.memory_.reset(new Cursor{bytes, 0});
  zlib_filefunc64_def functions = {};
  functions.zopen64_file = open_memory;
  functions.zread_file = read_memory;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = close_memory;
  functions.zerror_file = no_error;
  functions.opaque = archive.memory_.get();
  archive.archive_.reset(unzOpen2_64("", &functions));
  fault = archive.archive_ == nullptr ? Fault::Damaged : archive.list();
  return fault == Fault::None ? std::optional(std::move(archive)) : std::nullopt;
}

ZipArchive::Fault ZipArchive::list() {
  unz_global_info64 all = {};
  if (unzGetGlobalInfo64(archive_.get(), &all) != UNZ_OK) {
    return Fault::Damaged;
  }
  if (all.number_entry > kMostEntries) {
    return Fault::TooLarge;
  }
  int state = unzGoToFirstFile(archive_.get());
  for (std::uint64_t i = 0; i < all.number_entry; ++i) {
    std::array<char, kMostNameBytes> name = {};
    unz_file_info64 info = {};
    unz64_file_pos place = {};
    if (state != UNZ_OK ||
        unzGetCurrentFileInfo64(archive_.get(), &info, name.data(), name.size() - 1, nullptr, 0,
                                nullptr, 0) != UNZ_OK ||
        unzGetFilePos64(archive_.get(), &place) != UNZ_OK) {
      return Fault::Damaged;
    }
    const Entry entry{place.pos_in_zip_directory, place.num_of_file, info.compressed_size,
                      (info.flag & 1U) != 0};
    // Two parts of one name would be read differently by different programs.
    if (!entries_.emplace(in_lower_case(name.data()), entry).second) {
      return Fault::Damaged;
    }
    state = unzGoToNextFile(archive_.get());
  }
  return Fault::None;
}

bool ZipArchive::has(std::string_view name) const {
  return entries_.contains(in_lower_case(name));
}

ZipArchive::Fault ZipArchive::read(std::string_view name, const Take& take) {
  const auto found = entries_.find(in_lower_case(name));
  if (found == entries_.end()) {
    return Fault::Damaged;
  }
  const Entry& entry = found->second;
  if (entry.is_encrypted) {
    return Fault::Encrypted;
  }
  const unz64_file_pos place{entry.directory_offset, entry.number};
  if (unzGoToFilePos64(archive_.get(), &place) != UNZ_OK ||
      unzOpenCurrentFile(archive_.get()) != UNZ_OK) {
    return Fault::Damaged;
  }
  const Fault fault = unfold(entry, take);
  const bool is_whole = unzCloseCurrentFile(archive_.get()) == UNZ_OK;
  return fault == Fault::None && !is_whole ? Fault::Damaged : fault;
}

ZipArchive::Fault ZipArchive::unfold(const Entry& entry, const Take& take) {
  std::string piece(kPiece, '\0');
  std::uint64_t own = 0;
  while (true) {
    const int count = unzReadCurrentFile(archive_.get(), piece.data(), kPiece);
    if (count <= 0) {
      return count == 0 ? Fault::None : Fault::Damaged;
    }
    own += static_cast<std::uint64_t>(count);
    unfolded_ += static_cast<std::uint64_t>(count);
    if (unfolded_ > kMostBytes || (own > kLarge && own / kMostRatio > entry.folded_bytes)) {
      return Fault::TooLarge;
    }
    if (!take({piece.data(), static_cast<std::size_t>(count)})) {
      return Fault::Stopped;
    }
  }
}

}  // namespace parindex
