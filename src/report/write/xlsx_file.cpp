// SPDX-License-Identifier: Apache-2.0
#include "report/write/xlsx_file.h"

#include <cstdio>
#include <memory>
#include <xlsxwriter.h>

#include <fmt/core.h>

#include "base/text.h"
#include "report/write/output.h"

namespace parindex {
namespace {

constexpr std::size_t kMostText = 32'767;  // of a cell, counted in pieces of 16 bits

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

bool write_workbook(ByteSink& sink, const std::function<bool(lxw_workbook*)>& fill) {
  // The library writes to a path only: this one is a file without a name.
  const std::unique_ptr<std::FILE, CloseFile> file(std::tmpfile());
  if (file == nullptr) {
    return false;
  }
  const std::string path = fmt::format("/proc/self/fd/{}", fileno(file.get()));
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* const book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) {
    return false;
  }
  lxw_doc_properties properties = {};
  properties.created = 946'684'800;  // 2000-01-01
  workbook_set_properties(book, &properties);
  const bool is_filled = fill(book);
  if (workbook_close(book) != LXW_NO_ERROR || !is_filled) {
    return false;
  }
  std::rewind(file.get());
  std::string piece(std::size_t{1} << 16, '\0');
  for (std::size_t size = 0; (size = std::fread(piece.data(), 1, piece.size(), file.get())) > 0;) {
    if (!sink.write({piece.data(), size})) {
      return false;
    }
  }
  return true;
}

std::string xlsx_text(std::string_view text) {
  std::string visible;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    append_visible(visible, text.substr(0, end));
    visible += '\n';
    text.remove_prefix(end + 1);
  }
  append_visible(visible, text);
  std::string result = shorten(visible, kMostText / 2);
  for (std::size_t at = result.find("_x"); at != std::string::npos;
       at = result.find("_x", at + 8)) {
    result.insert(at, "_x005F");
  }
  return result;
}

}  // namespace parindex
