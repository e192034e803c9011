// SPDX-License-Identifier: Apache-2.0
#include "io/data_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/codes.h"

namespace parindex {
namespace {

constexpr std::size_t kPipeBytes = std::size_t{1} << 16;

// Appends everything that comes from a pipe or terminal; returns the error number or 0.
int read_all(int descriptor, std::string& text) {
  while (true) {
    const std::size_t old_size = text.size();
    text.resize(old_size + std::max(kPipeBytes, old_size / 2));
    const ssize_t count = ::read(descriptor, text.data() + old_size, text.size() - old_size);
    const int error_number = count < 0 ? errno : 0;
    text.resize(old_size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0 || (count < 0 && error_number != EINTR)) {
      return error_number;
    }
  }
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
  if (known && !sources.text(*known).empty()) {
    return DataFile(sources, *known, nullptr);
  }
  Handle file;
  struct stat status = {};
  int error_number = 0;
  if (!is_stdin) {
    file.reset(std::fopen(path.c_str(), "rbe"));
    if (!file || ::fstat(fileno(file.get()), &status) != 0) {
      error_number = errno;
    } else if (S_ISDIR(status.st_mode)) {
      error_number = EISDIR;
    } else if (S_ISREG(status.st_mode)) {
      return DataFile(sources, known ? *known : sources.add_file(path), std::move(file));
    }
  }
  std::string text;
  if (error_number == 0) {
    error_number = read_all(is_stdin ? STDIN_FILENO : fileno(file.get()), text);
  }
  if (error_number != 0) {
    diagnostics.add(cannot_read(name, error_number));
    return std::nullopt;
  }
  return DataFile(sources, sources.add_text(name, std::move(text)), nullptr);
}

int DataFile::read(std::uint64_t offset, std::size_t size, std::string& text) const {
  if (!file_) {
    const std::string_view whole = sources_->text(source_);
    text += whole.substr(std::min<std::uint64_t>(offset, whole.size()), size);
    return 0;
  }
  const std::size_t old_size = text.size();
  text.resize(old_size + size);
  std::size_t done = 0;
  int error_number = 0;
  while (done < size) {
    const ssize_t count = ::pread(fileno(file_.get()), text.data() + old_size + done, size - done,
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
