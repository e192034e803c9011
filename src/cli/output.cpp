// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include "base/codes.h"
#include "report/build/open_notes.h"

namespace parindex {
namespace {

// Bytes to a file descriptor.
class DescriptorSink final : public ByteSink {
 public:
  explicit DescriptorSink(int descriptor) : descriptor_(descriptor) {}

  bool write(std::string_view bytes) override {
    while (!bytes.empty() && error_ == 0) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    return error_ == 0;
  }

  [[nodiscard]] int error() const { return error_; }

 private:
  int descriptor_;
  int error_ = 0;
};

void report_unwritable(Diagnostics& diagnostics, const std::string& path, int error) {
  diagnostics.error(codes::kCannotWrite, {},
                    fmt::format("`{}` cannot be written: {}", path,
                                std::strerror(error)),  // NOLINT(concurrency-mt-unsafe)
                    "check the folder, the permissions and the room on the disk");
}

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

// Puts all there is to write into a sink.
using Content = std::function<bool(const WriteOptions& options, ByteSink& sink)>;

// What goes wrong in a writer before it reaches the sink: its own temporary file.
constexpr int kNoRoom = ENOSPC;

// A reader that has closed its pipe is no fault.
bool has_arrived(Diagnostics& diagnostics, const std::string& where, int error, bool is_written) {
  if (error == EPIPE || (error == 0 && is_written)) {
    return true;
  }
  report_unwritable(diagnostics, where, error == 0 ? kNoRoom : error);
  return false;
}

bool write_to_stdout(const Arguments& arguments, const Content& content, Diagnostics& diagnostics) {
  DescriptorSink sink(STDOUT_FILENO);
  const bool is_written =
      content({wants_colour(arguments, STDOUT_FILENO), terminal_width(), {}}, sink);
  return has_arrived(diagnostics, "standard output", sink.error(), is_written);
}

// A pipe or a device that stands at the path is written to as it is.
bool write_to_special(const std::string& output, const Content& content, Diagnostics& diagnostics) {
  const int descriptor = open(output.c_str(), O_WRONLY | O_CLOEXEC);
  DescriptorSink sink(descriptor);
  bool is_written = true;
  int error = errno;
  if (descriptor >= 0) {
    is_written = content({}, sink);
    close(descriptor);
    error = sink.error();
  }
  return has_arrived(diagnostics, output, error, is_written);
}

// The path behind symbolic links, so that these stay what they are.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> resolved(realpath(path.c_str(), nullptr), std::free);
  return resolved == nullptr ? path : resolved.get();
}

// Another name in the same folder, moved into place at the end.
bool write_to_file(const std::string& output, const Content& content, Diagnostics& diagnostics) {
  struct stat status {};
  if (stat(output.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
    return write_to_special(output, content, diagnostics);
  }
  if (lstat(output.c_str(), &status) == 0 && S_ISLNK(status.st_mode) &&
      stat(output.c_str(), &status) != 0) {
    report_unwritable(diagnostics, output, errno);  // a link to nowhere
    return false;
  }
  const std::string path = real_path(output);
  std::string temporary = path + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) {
    report_unwritable(diagnostics, output, errno);
    return false;
  }
  DescriptorSink sink(descriptor);
  const bool is_written = content({}, sink);
  int error = sink.error() != 0 || is_written ? sink.error() : kNoRoom;
  const mode_t mask = umask(0);
  umask(mask);
  if (error == 0 && fchmod(descriptor, 0666 & ~mask) != 0) {
    error = errno;
  }
  if (close(descriptor) != 0 && error == 0) {
    error = errno;
  }
  if (error == 0 && rename(temporary.c_str(), path.c_str()) != 0) {
    error = errno;
  }
  if (error != 0) {
    unlink(temporary.c_str());
    report_unwritable(diagnostics, output, error);
  }
  return error == 0;
}

bool write_content(const Arguments& arguments, const Content& content, Diagnostics& diagnostics) {
  const std::string output = arguments.output_path();
  return output.empty() ? write_to_stdout(arguments, content, diagnostics)
                        : write_to_file(output, content, diagnostics);
}

}  // namespace

bool wants_colour(const Arguments& arguments, int descriptor) {
  if (arguments.color == "always" || arguments.color == "never") {
    return arguments.color == "always";
  }
  const char* no_colour = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  return isatty(descriptor) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

void put_face(const ReportArguments& arguments, const std::vector<const Rulebook*>& rests_on,
              Report& report) {
  if (!arguments.for_people()) {
    return;
  }
  std::vector<Block> faces;
  for (const Rulebook* const rulebook : rests_on) {
    if (rulebook->open_numbers.empty()) {
      continue;
    }
    const auto unknown = static_cast<std::size_t>(
        std::count_if(rulebook->open_numbers.begin(), rulebook->open_numbers.end(),
                      [](const OpenNumber& number) { return number.unknown; }));
    const std::string& title = rulebook->title.empty() ? rulebook->id : rulebook->title;
    faces.emplace_back(simulation_face(rulebook->open_numbers.size() - unknown, unknown,
                                       report.title == title ? std::string_view{} : title,
                                       arguments.language_or(rulebook->lang)));
  }
  report.blocks.insert(report.blocks.begin(), faces.begin(), faces.end());
}

bool write_report(const ReportArguments& arguments, Report report,
                  const std::vector<const Rulebook*>& rests_on, Diagnostics& diagnostics) {
  const OutputFormat& format = *arguments.chosen_format();
  const CsvDialect dialect =
      arguments.csv_dialect == "excel-vi" ? CsvDialect::ExcelVi : CsvDialect::Rfc4180;
  put_face(arguments, rests_on, report);
  if (format.name == "xlsx" && arguments.output_path().empty() && isatty(STDOUT_FILENO) != 0) {
    diagnostics.error(codes::kUsage, {}, "a workbook cannot be shown on a terminal",
                      "pass `-o FILE.xlsx`");
    return false;
  }
  const Content content = [&](const WriteOptions& how, ByteSink& sink) {
    return format.write(report, {how.colour, how.width, dialect}, sink);
  };
  return write_content(arguments, content, diagnostics);
}

bool write_text(const Arguments& arguments, std::string_view text, Diagnostics& diagnostics) {
  const Content content = [&](const WriteOptions& /*how*/, ByteSink& sink) {
    return sink.write(text);
  };
  return write_content(arguments, content, diagnostics);
}

}  // namespace parindex
