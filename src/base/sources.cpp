// SPDX-License-Identifier: Apache-2.0
#include "base/sources.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <tuple>
#include <utility>

#include <fmt/core.h>
#include <sys/types.h>

#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kBlock = std::size_t{64} * 1024;
constexpr std::size_t kWindow = 160;     // bytes of a long line that are shown
constexpr std::size_t kBeforeSpan = 60;  // of these, before the span
constexpr std::string_view kByteOrderMark = "\uFEFF";
constexpr std::string_view kCut = "…";

// A text in memory, or a file that is read again. Pipes are not: they would wait for ever.
class Bytes {
 public:
  static Bytes of_text(std::string_view text) {
    Bytes bytes;
    bytes.text_ = text;
    return bytes;
  }
  static Bytes of_file(const std::string& path) {
    Bytes bytes;
    std::error_code failure;
    std::FILE* file = nullptr;
    if (std::filesystem::is_regular_file(path, failure)) {
      file = std::fopen(path.c_str(), "rb");
    }
    bytes.readable_ = file != nullptr;
    if (file != nullptr) {
      bytes.file_ = {file, std::fclose};
    }
    return bytes;
  }
  static Bytes of_copy(std::shared_ptr<std::FILE> copy) {
    Bytes bytes;
    bytes.file_ = std::move(copy);
    return bytes;
  }

  [[nodiscard]] bool readable() const { return readable_; }

  // Fewer bytes at the end of the source. Valid until the next call.
  std::string_view read(std::uint64_t begin, std::size_t length) {
    if (!file_) {
      return begin < text_.size() ? text_.substr(begin, length) : std::string_view();
    }
    buffer_.resize(length);
    if (fseeko(file_.get(), static_cast<off_t>(begin), SEEK_SET) != 0) {
      return {};
    }
    const std::size_t read = std::fread(buffer_.data(), 1, length, file_.get());
    return {buffer_.data(), read};
  }

 private:
  std::string_view text_;
  std::shared_ptr<std::FILE> file_;
  std::string buffer_;
  bool readable_ = true;
};

// Bytes at the end that begin a UTF-8 sequence which the next block goes on with.
std::size_t unfinished_tail(std::string_view block) {
  for (std::size_t tail = 1; tail <= std::min<std::size_t>(3, block.size()); ++tail) {
    const auto byte = static_cast<unsigned char>(block[block.size() - tail]);
    if (byte >= 0xC0) {
      const std::size_t needed = byte >= 0xF0 ? 4 : (byte >= 0xE0 ? 3 : 2);
      return needed > tail ? tail : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

// Finds the places of spans that come in order of their begin, in one pass over the source.
class Locator {
 public:
  explicit Locator(Bytes bytes) : bytes_(std::move(bytes)) {
    if (bytes_.read(0, kByteOrderMark.size()) == kByteOrderMark) {
      passed_ = line_begin_ = kByteOrderMark.size();
    }
  }

  Position locate(const SourceSpan& span) {
    Position position;
    if (!bytes_.readable()) {
      return position;
    }
    pass_lines(span.begin);
    // `passed_` is behind span.begin only when the file has become shorter.
    const std::uint64_t begin = std::max(std::min(span.begin, passed_), line_begin_);
    count_columns(begin);
    position.line = line_;
    position.column = characters_ + 1;
    show_line(begin, span.length, position);
    return position;
  }

 private:
  void pass_lines(std::uint64_t end) {
    while (passed_ < end) {
      const std::string_view block =
          bytes_.read(passed_, std::min<std::uint64_t>(kBlock, end - passed_));
      if (block.empty()) {
        return;
      }
      for (std::size_t at = block.find('\n'); at != std::string_view::npos;
           at = block.find('\n', at + 1)) {
        ++line_;
        line_begin_ = passed_ + at + 1;
      }
      passed_ += block.size();
    }
  }

  void count_columns(std::uint64_t end) {
    if (counted_ < line_begin_) {
      counted_ = line_begin_;
      characters_ = 0;
    }
    while (counted_ < end) {
      std::string_view block =
          bytes_.read(counted_, std::min<std::uint64_t>(kBlock, end - counted_));
      if (block.empty()) {
        return;
      }
      if (counted_ + block.size() < end) {
        block.remove_suffix(unfinished_tail(block));
      }
      characters_ += count_characters(block);
      counted_ += block.size();
    }
  }

  void show_line(std::uint64_t begin, std::uint64_t length, Position& position) {
    const std::uint64_t known_from =
        std::max(line_begin_, begin - std::min<std::uint64_t>(begin, kWindow));
    const std::size_t at = begin - known_from;
    const std::size_t asked = at + kWindow + 1;
    std::string_view line = bytes_.read(known_from, asked);
    const std::size_t line_feed = line.find('\n', at);
    const bool has_end = line_feed != std::string_view::npos || line.size() < asked;
    line = line.substr(0, line_feed);
    if (has_end && line.ends_with('\r')) {
      line.remove_suffix(1);
    }

    const std::size_t caret = std::min(at, line.size());
    std::size_t first = 0;
    std::size_t last = line.size();
    if (line.size() > kWindow) {
      first = std::min(caret - std::min(caret, kBeforeSpan), line.size() - kWindow);
      last = first + kWindow;
    }
    const bool cut_before = first > 0 || known_from > line_begin_;
    while (cut_before && first < caret && !starts_character(line, first)) {
      ++first;
    }
    while (last > caret && !starts_character(line, last)) {
      --last;
    }
    std::size_t caret_end =
        caret + std::min<std::size_t>(std::max<std::size_t>(length, 1), last - caret);
    while (caret_end < last && !starts_character(line, caret_end)) {
      ++caret_end;
    }

    const bool cut_behind = last < line.size() || !has_end;
    std::string& text = position.line_text;
    text = cut_before ? kCut : "";
    text += printable(line.substr(first, caret - first));
    position.caret_begin = text.size();
    text += printable(line.substr(caret, caret_end - caret));
    position.caret_end = text.size();
    text += printable(line.substr(caret_end, last - caret_end));
    text += cut_behind ? kCut : "";
  }

  Bytes bytes_;
  std::uint64_t line_ = 1;
  std::uint64_t line_begin_ = 0;
  std::uint64_t passed_ = 0;      // lines are counted up to here
  std::uint64_t counted_ = 0;     // characters of the line are counted up to here
  std::uint64_t characters_ = 0;  // in the line before `counted_`
};

}  // namespace

std::string address(const Position& place) {
  const std::string file = printable(place.file);
  if (!place.sheet.empty()) {
    const std::string cell =
        place.cell.empty() ? fmt::format("row {}", place.line) : "cell " + place.cell;
    return fmt::format("{}, sheet {}, {}", file, printable(place.sheet), cell);
  }
  return place.line == 0 ? file : fmt::format("{}:{}:{}", file, place.line, place.column);
}

std::uint32_t Sources::add_text(std::string name, std::string text) {
  files_.push_back({std::move(name), std::move(text), false});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::uint32_t Sources::add_sheet(std::string name, std::string text, SheetPlaces places) {
  files_.push_back({std::move(name), std::move(text), false, std::move(places)});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::uint32_t Sources::add_file(std::string path) {
  files_.push_back({std::move(path), {}, true});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::uint32_t Sources::add_copy(std::string name, std::shared_ptr<std::FILE> copy,
                                std::string form) {
  files_.push_back({std::move(name), {}, false, {}, std::move(copy), std::move(form)});
  return static_cast<std::uint32_t>(files_.size() - 1);
}

Position Sources::locate(const SourceSpan& span) const {
  return std::move(locate_all({&span, 1}).front());
}

std::vector<Position> Sources::locate_all(std::span<const SourceSpan> spans) const {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].source < files_.size()) {
      order.push_back(i);
    }
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(spans[a].source, spans[a].begin) < std::tie(spans[b].source, spans[b].begin);
  });

  std::vector<Position> positions(spans.size());
  std::optional<Locator> locator;
  std::uint32_t opened = SourceSpan::kNowhere;
  for (const std::size_t i : order) {
    const SourceSpan& span = spans[i];
    const File& file = files_[span.source];
    if (file.sheet) {
      positions[i] = locate_cell(*file.sheet, file.text, span);
      positions[i].file = file.sheet->workbook;
      continue;
    }
    if (span.source != opened) {
      opened = span.source;
      locator.emplace(file.copy      ? Bytes::of_copy(file.copy)
                      : file.on_disk ? Bytes::of_file(file.name)
                                     : Bytes::of_text(file.text));
    }
    positions[i] = locator->locate(span);
    positions[i].file = file.name;
  }
  return positions;
}

}  // namespace parindex
