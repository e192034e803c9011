// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

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

void report_unwritable(Invocation& invocation, const std::string& path, int error) {
  report_without_place(invocation, codes::kCannotWrite,
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
bool has_arrived(Invocation& invocation, const std::string& where, int error, bool is_written) {
  if (error == EPIPE || (error == 0 && is_written)) {
    return true;
  }
  report_unwritable(invocation, where, error == 0 ? kNoRoom : error);
  return false;
}

bool write_to_stdout(Invocation& invocation, const Content& content) {
  DescriptorSink sink(STDOUT_FILENO);
  const bool is_written =
      content({wants_colour(invocation, STDOUT_FILENO), terminal_width(), {}}, sink);
  return has_arrived(invocation, "standard output", sink.error(), is_written);
}

// A pipe or a device that stands at the path is written to as it is.
bool write_to_special(Invocation& invocation, const std::string& output, const Content& content) {
  const int descriptor = open(output.c_str(), O_WRONLY | O_CLOEXEC);
  DescriptorSink sink(descriptor);
  bool is_written = true;
  int error = errno;
  if (descriptor >= 0) {
    is_written = content({}, sink);
    close(descriptor);
    error = sink.error();
  }
  return has_arrived(invocation, output, error, is_written);
}

// The path behind symbolic links, so that these stay what they are.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> resolved(realpath(path.c_str(), nullptr), std::free);
  return resolved == nullptr ? path : resolved.get();
}

// Another name in the same folder, moved into place at the end.
bool write_to_file(Invocation& invocation, const std::string& output, const Content& content) {
  struct stat status {};
  if (stat(output.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
    return write_to_special(invocation, output, content);
  }
  if (lstat(output.c_str(), &status) == 0 && S_ISLNK(status.st_mode) &&
      stat(output.c_str(), &status) != 0) {
    report_unwritable(invocation, output, errno);  // a link to nowhere
    return false;
  }
  const std::string path = real_path(output);
  std::string temporary = path + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) {
    report_unwritable(invocation, output, errno);
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
    report_unwritable(invocation, output, error);
  }
  return error == 0;
}

bool write_content(Invocation& invocation, const std::string& output, const Content& content) {
  return output.empty() ? write_to_stdout(invocation, content)
                        : write_to_file(invocation, output, content);
}

// Reports for people that rest on open numbers say first that they simulate.
void put_face(const Invocation& invocation, const CommonOptions& options, Report& report) {
  if (!options.format->for_people) {
    return;
  }
  std::vector<Block> faces;
  for (const OpenRulebook& open : invocation.open_rulebooks) {
    const Language language = options.language_or(open.lang);
    const std::string_view title = report.title == open.title ? std::string_view{} : open.title;
    faces.emplace_back(simulation_face(open.assumed, open.unknown, title, language));
  }
  report.blocks.insert(report.blocks.begin(), faces.begin(), faces.end());
}

}  // namespace

bool wants_colour(const Invocation& invocation, int descriptor) {
  const std::string choice = invocation.arguments.text("color");
  if (choice == "always" || choice == "never") {
    return choice == "always";
  }
  const char* no_colour = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  return isatty(descriptor) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

bool write_report(Invocation& invocation, const CommonOptions& options, Report report) {
  put_face(invocation, options, report);
  if (options.format->name == "xlsx" && options.output.empty() && isatty(STDOUT_FILENO) != 0) {
    report_without_place(invocation, codes::kUsage, "a workbook cannot be shown on a terminal",
                         "pass `-o FILE.xlsx`");
    return false;
  }
  return write_content(invocation, options.output, [&](const WriteOptions& how, ByteSink& sink) {
    return options.format->write(report, {how.colour, how.width, options.dialect}, sink);
  });
}

bool write_text(Invocation& invocation, const std::string& output, std::string_view text) {
  return write_content(invocation, output, [&](const WriteOptions& /*how*/, ByteSink& sink) {
    return sink.write(text);
  });
}

}  // namespace parindex
