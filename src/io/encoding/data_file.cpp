// SPDX-License-Identifier: Apache-2.0
#include "io/encoding/data_file.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/core.h>
#include <sys/stat.h>

#include "base/codes.h"
#include "io/csv/csv_faults.h"
#include "io/encoding/copies.h"
#include "io/encoding/text_form.h"
#include "io/workbook/workbook.h"

namespace parindex {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{1} << 20;  // that show the encoding

using File = std::shared_ptr<std::FILE>;

// An open input on its way to UTF-8, and what it was.
struct Opened {
  File file;
  bool is_copy = false;  // not the file on disk itself
  std::string form;

  void note(std::string_view what) { form += fmt::format("{}{}", form.empty() ? "" : ", ", what); }
  bool take(std::optional<File> copied) {
    is_copy = true;
    file = copied ? std::move(*copied) : nullptr;
    return file != nullptr;
  }
};

bool unpack_and_decode(Opened& input, const std::string& name, Diagnostics& diagnostics) {
  std::string sample;
  int error_number = read_at(*input.file, 0, kSampleBytes, sample);
  if (const Packing packing = find_packing(sample); packing != Packing::None) {
    input.note(packing == Packing::Gzip ? "gzip" : "zstd");
    if (!input.take(unpack(*input.file, packing, name, diagnostics))) {
      return false;
    }
    sample.clear();
    error_number = read_at(*input.file, 0, kSampleBytes, sample);
  }
  if (error_number != 0) {
    diagnostics.add(cannot_read(name, error_number));
    return false;
  }
  if (begins_like_workbook(sample)) {
    return true;  // no text
  }
  const TextForm form = find_form(sample, sample.size() < kSampleBytes);
  if (form.encoding == Encoding::Tcvn3 || form.encoding == Encoding::Vni) {
    diagnostics.error(codes::kOldFont, {},
                      fmt::format("`{}` is written for the old {} fonts: without them its letters "
                                  "are no Vietnamese",
                                  name, name_of(form.encoding)),
                      std::string(kConvertToUnicode));
    return false;
  }
  if (form.encoding == Encoding::Unknown) {
    return true;  // whoever reads the text says where it is no text
  }
  if (form.encoding != Encoding::Utf8) {
    input.note(name_of(form.encoding));
  }
  if (form.only_returns) {
    input.note("lines end in CR");
  }
  return form.is_plain() || input.take(decode(*input.file, form, name, diagnostics));
}

}  // namespace

Diagnostic cannot_read(const std::string& name, int error_number) {
  Diagnostic diagnostic;
  diagnostic.code = codes::kCannotRead;
  diagnostic.message =
      fmt::format("`{}` cannot be read: {}", name, std::generic_category().message(error_number));
  return diagnostic;
}

std::optional<DataFile> DataFile::open(const std::string& path, Sources& sources,
                                       Diagnostics& diagnostics) {
  const bool is_stdin = path == "-";
  const std::string name = is_stdin ? "<stdin>" : path;
  const std::optional<std::uint32_t> known = sources.find(name);
  if (known && (sources.copy(*known) || !sources.text(*known).empty())) {
    return DataFile(sources, *known, sources.copy(*known));
  }
  Opened input;
  struct stat status = {};
  int error_number = 0;
  std::FILE* const file = is_stdin ? stdin : std::fopen(path.c_str(), "rbe");
  if (file != nullptr) {
    input.file = is_stdin ? File(file, [](std::FILE*) {}) : File(file, std::fclose);
  }
  if (file == nullptr || ::fstat(fileno(file), &status) != 0) {
    error_number = errno;
  } else if (S_ISDIR(status.st_mode)) {
    error_number = EISDIR;
  }
  if (error_number != 0) {
    diagnostics.add(cannot_read(name, error_number));
    return std::nullopt;
  }
  const bool is_pipe = is_stdin || !S_ISREG(status.st_mode);
  if (is_pipe && !input.take(copy_pipe(*input.file, name, diagnostics))) {
    return std::nullopt;
  }
  if (!unpack_and_decode(input, name, diagnostics)) {
    return std::nullopt;
  }
  if (input.is_copy) {
    const std::uint32_t source = sources.add_copy(name, input.file, std::move(input.form));
    return DataFile(sources, source, std::move(input.file));
  }
  return DataFile(sources, known ? *known : sources.add_file(path), std::move(input.file));
}

int DataFile::read(std::uint64_t offset, std::size_t size, std::string& text) const {
  if (file_) {
    return read_at(*file_, offset, size, text);
  }
  const std::string_view whole = sources_->text(source_);
  text += whole.substr(std::min<std::uint64_t>(offset, whole.size()), size);
  return 0;
}

}  // namespace parindex
