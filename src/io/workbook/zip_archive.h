// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parindex {

// The parts of a zip archive that is held in memory. An archive is never trusted: what its parts
// unfold to is counted, not read from its directory.
class ZipArchive {
 public:
  static constexpr std::size_t kMostEntries = 10'000;
  static constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;  // unfolded, of all reads
  // A part that unfolds to more than this many times its size is a bomb, once it is large.
  static constexpr std::uint64_t kMostRatio = 250;
  static constexpr std::uint64_t kLarge = std::uint64_t{32} << 20;

  enum class Fault : std::uint8_t { None, Damaged, Encrypted, TooLarge, Stopped };

  // `bytes` must outlive the result. Empty when they are no zip archive, or a broken one.
  static std::optional<ZipArchive> open(std::string_view bytes, Fault& fault);

  // Names of parts are compared without regard to case, as the format says.
  [[nodiscard]] bool has(std::string_view name) const;

  // Gives the unfolded bytes of a part to `take`, piece by piece, until it returns false (Stopped).
  // The check sum is compared at the end, so what was taken counts only when None is returned.
  using Take = std::function<bool(std::string_view)>;
  [[nodiscard]] Fault read(std::string_view name, const Take& take);

 private:
  struct Entry {
    std::uint64_t directory_offset = 0, number = 0;
    std::uint64_t folded_bytes = 0;
    bool is_encrypted = false;
  };
  struct Close {
    void operator()(void* archive) const;
  };
  struct Forget {
    void operator()(void* memory) const;
  };

  ZipArchive() = default;
  Fault list();
  [[nodiscard]] Fault unfold(const Entry& entry, const Take& take);

  std::unique_ptr<void, Forget> memory_;  // what minizip reads from
  std::unique_ptr<void, Close> archive_;
  std::map<std::string, Entry, std::less<>> entries_;  // by name in lower case
  std::uint64_t unfolded_ = 0;                         // bytes of all reads so far
};

}  // namespace parindex
