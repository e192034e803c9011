// SPDX-License-Identifier: Apache-2.0
#include "io/encoding/copies.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <zlib.h>
#include <zstd.h>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/encoding/data_file.h"

namespace parindex {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

// A file without a name that is being written.
class Copy {
 public:
  explicit Copy(const std::string& name) : name_(name) {
    std::error_code failure;
    std::string path = (std::filesystem::temp_directory_path(failure) / "parindex.XXXXXX").string();
    const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
    if (descriptor < 0) {
      error_ = errno;
      return;
    }
    ::unlink(path.c_str());
    file_ = {::fdopen(descriptor, "r+b"), std::fclose};
  }

  bool write(std::string_view bytes) {
    size_ += bytes.size();
    while (!bytes.empty() && error_ == 0) {
      const ssize_t count = ::write(fileno(file_.get()), bytes.data(), bytes.size());
      if (count >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    return error_ == 0;
  }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  void fail(int error_number) { error_ = error_number; }

  std::optional<std::shared_ptr<std::FILE>> finish(Diagnostics& diagnostics) {
    if (error_ != 0) {
      diagnostics.add(cannot_read(name_, error_));
      return std::nullopt;
    }
    return std::move(file_);
  }

 private:
  const std::string& name_;
  std::shared_ptr<std::FILE> file_;
  std::uint64_t size_ = 0;
  int error_ = 0;
};

// Reads on from where it stands; returns fewer bytes than asked for before the end only for pipes.
int read_piece(std::FILE& file, std::string& piece) {
  piece.resize(kPiece);
  ssize_t count = 0;
  do {
    count = ::read(fileno(&file), piece.data(), piece.size());
  } while (count < 0 && errno == EINTR);
  piece.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return count < 0 ? errno : 0;
}

// What a library makes of packed bytes, piece by piece.
class Unpacker {
 public:
  enum class Result : std::uint8_t { NeedsMore, HasMore, Damaged };

  Unpacker() = default;
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  virtual ~Unpacker() = default;
  // Takes bytes off `packed` and sets `text`.
  virtual Result unpack(std::string_view& packed, std::string& text) = 0;
  // True between the members of the packed file: it may end here.
  [[nodiscard]] virtual bool is_complete() const = 0;
};

class GzipUnpacker final : public Unpacker {
 public:
  GzipUnpacker() { is_open_ = inflateInit2(&stream_, kGzipOnly) == Z_OK; }
  GzipUnpacker(const GzipUnpacker&) = delete;
  GzipUnpacker& operator=(const GzipUnpacker&) = delete;
  ~GzipUnpacker() override { inflateEnd(&stream_); }

  Result unpack(std::string_view& packed, std::string& text) override {
    if (!is_open_ || (is_complete_ && inflateReset(&stream_) != Z_OK)) {
      return Result::Damaged;
    }
    text.resize(kPiece);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // not written to
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(text.data());
    stream_.avail_out = static_cast<uInt>(text.size());
    const int state = inflate(&stream_, Z_NO_FLUSH);
    packed.remove_prefix(packed.size() - stream_.avail_in);
    text.resize(text.size() - stream_.avail_out);
    is_complete_ = state == Z_STREAM_END;
    if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) {
      return Result::Damaged;
    }
    const bool has_more = !packed.empty() || (stream_.avail_out == 0 && !is_complete_);
    return has_more ? Result::HasMore : Result::NeedsMore;
  }

  [[nodiscard]] bool is_complete() const override { return is_complete_; }

 private:
  static constexpr int kGzipOnly = 16 + MAX_WBITS;

  z_stream stream_{};
  bool is_open_ = false;
  bool is_complete_ = false;
};

class ZstdUnpacker final : public Unpacker {
 public:
  Result unpack(std::string_view& packed, std::string& text) override {
    text.resize(kPiece);
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{text.data(), text.size(), 0};
    const std::size_t hint =
        stream_ ? ZSTD_decompressStream(stream_.get(), &out, &in) : static_cast<std::size_t>(-1);
    packed.remove_prefix(in.pos);
    text.resize(out.pos);
    is_complete_ = hint == 0;
    if (ZSTD_isError(hint) != 0U) {
      return Result::Damaged;
    }
    const bool has_more = !packed.empty() || (out.pos == out.size && !is_complete_);
    return has_more ? Result::HasMore : Result::NeedsMore;
  }

  [[nodiscard]] bool is_complete() const override { return is_complete_; }

 private:
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_{ZSTD_createDStream(),
                                                                        ZSTD_freeDStream};
  bool is_complete_ = false;
};

}  // namespace

Packing find_packing(std::string_view first_bytes) {
  return first_bytes.starts_with("\x1F\x8B")           ? Packing::Gzip
         : first_bytes.starts_with("\x28\xB5\x2F\xFD") ? Packing::Zstd
                                                       : Packing::None;
}

std::optional<std::shared_ptr<std::FILE>> copy_pipe(std::FILE& input, const std::string& name,
                                                    Diagnostics& diagnostics) {
  Copy copy(name);
  std::string piece;
  while (true) {
    if (const int error_number = read_piece(input, piece); error_number != 0) {
      copy.fail(error_number);
    }
    if (piece.empty() || !copy.write(piece)) {
      return copy.finish(diagnostics);
    }
  }
}

std::optional<std::shared_ptr<std::FILE>> unpack(std::FILE& input, Packing packing,
                                                 const std::string& name,
                                                 Diagnostics& diagnostics) {
  std::unique_ptr<Unpacker> unpacker;
  if (packing == Packing::Gzip) {
    unpacker = std::make_unique<GzipUnpacker>();
  } else {
    unpacker = std::make_unique<ZstdUnpacker>();
  }
  Copy copy(name);
  std::string piece;
  std::string text;
  for (std::uint64_t offset = 0;; offset += piece.size()) {
    piece.clear();
    if (const int error_number = read_at(input, offset, kPiece, piece); error_number != 0) {
      copy.fail(error_number);
      return copy.finish(diagnostics);
    }
    if (piece.empty()) {
      break;
    }
    const std::uint64_t most =
        std::max(kAlwaysUnpacked, (offset + piece.size()) * kMostTimesPacked);
    std::string_view packed = piece;
    Unpacker::Result result = Unpacker::Result::HasMore;
    while (result == Unpacker::Result::HasMore) {
      result = unpacker->unpack(packed, text);
      if (result == Unpacker::Result::Damaged) {
        diagnostics.error(codes::kCannotUnpack, {},
                          fmt::format("`{}` is damaged: it cannot be unpacked", name),
                          "pack it again, or pass the unpacked file");
        return std::nullopt;
      }
      if (copy.size() + text.size() > most) {
        diagnostics.error(codes::kCannotUnpack, {},
                          fmt::format("`{}` unpacks to more than {} times its size", name,
                                      with_thousands(kMostTimesPacked)),
                          "no table of figures does that: unpack and look at it");
        return std::nullopt;
      }
      if (!copy.write(text)) {
        return copy.finish(diagnostics);
      }
    }
  }
  if (!unpacker->is_complete()) {
    diagnostics.error(codes::kCannotUnpack, {},
                      fmt::format("`{}` is cut off: its packed text does not end", name),
                      "copy it again; the transfer was not complete");
    return std::nullopt;
  }
  return copy.finish(diagnostics);
}

std::optional<std::shared_ptr<std::FILE>> decode(std::FILE& input, const TextForm& form,
                                                 const std::string& name,
                                                 Diagnostics& diagnostics) {
  Copy copy(name);
  std::string bytes;
  std::string text;
  for (std::uint64_t offset = 0;;) {
    const std::size_t rest = bytes.size();
    if (const int error_number = read_at(input, offset, kPiece, bytes); error_number != 0) {
      copy.fail(error_number);
    }
    offset += bytes.size() - rest;
    const bool is_last = bytes.size() < rest + kPiece;
    text.clear();
    bytes.erase(0, append_as_utf8(bytes, form, is_last, text));
    if (!copy.write(text) || is_last) {
      return copy.finish(diagnostics);
    }
  }
}

int read_at(std::FILE& file, std::uint64_t offset, std::size_t size, std::string& text) {
  const std::size_t old_size = text.size();
  text.resize(old_size + size);
  std::size_t done = 0;
  int error_number = 0;
  while (done < size) {
    const ssize_t count = ::pread(fileno(&file), text.data() + old_size + done, size - done,
                                  static_cast<off_t>(offset + done));
    if (count > 0) {
      done += static_cast<std::size_t>(count);
    } else if (count == 0 || errno != EINTR) {
      error_number = count == 0 ? 0 : errno;
      break;
    }
  }
  text.resize(old_size + done);
  return error_number;
}

}  // namespace parindex
