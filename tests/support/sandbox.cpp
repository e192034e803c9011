// SPDX-License-Identifier: Apache-2.0
#include "sandbox.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigtimedwait is POSIX
#include <system_error>
#include <unistd.h>

#include <sys/wait.h>

// NOLINTBEGIN(concurrency-mt-unsafe): the runner has one thread
namespace golden {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::array kLinkedFolders = {"rules", "data", "docs"};
constexpr const char* kBinary = "parindex";

[[noreturn]] void give_up(const std::string& what) {
  std::perror(what.c_str());
  std::exit(2);
}

// A file without a name that a command writes to.
class Capture {
 public:
  Capture() : file_(std::tmpfile()) {
    if (file_ == nullptr) {
      give_up("temporary file");
    }
    ::fcntl(descriptor(), F_SETFD, FD_CLOEXEC);
  }
  ~Capture() { std::fclose(file_); }
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  [[nodiscard]] int descriptor() const { return ::fileno(file_); }

  std::string text() {
    std::rewind(file_);
    std::string text;
    std::array<char, 65536> piece{};
    for (std::size_t n = 0; (n = std::fread(piece.data(), 1, piece.size(), file_)) > 0;) {
      text.append(piece.data(), n);
    }
    return text;
  }

 private:
  std::FILE* file_;
};

sigset_t child_signal() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  return set;
}

// Waits until the process has ended, without taking it off the table of processes: its number, and
// that of its group, stay its own.
bool ended_before(pid_t pid, Clock::time_point deadline) {
  const sigset_t signals = child_signal();
  while (true) {
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT);
    if (info.si_pid == pid) {
      return true;
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) {
      return false;
    }
    const timespec wait{left.count() / 1000, left.count() % 1000 * 1'000'000 + 999'999};
    ::sigtimedwait(&signals, nullptr, &wait);
  }
}

[[noreturn]] void become(const std::string& command, const fs::path& folder,
                         const std::string& path, int out, int err) {
  ::setpgid(0, 0);
  ::signal(SIGPIPE, SIG_DFL);
  const sigset_t signals = child_signal();
  ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
  const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (input < 0 || ::dup2(input, STDIN_FILENO) < 0 || ::dup2(out, STDOUT_FILENO) < 0 ||
      ::dup2(err, STDERR_FILENO) < 0 || ::chdir(folder.c_str()) != 0 ||
      ::setenv("PATH", path.c_str(), 1) != 0) {
    ::_exit(126);
  }
  ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  ::_exit(127);
}

}  // namespace

void settle_environment() {
  ::setenv("LC_ALL", "C.UTF-8", 1);
  ::setenv("TERM", "dumb", 1);
  ::setenv("TZ", "UTC", 1);
  ::unsetenv("NO_COLOR");
  ::unsetenv("COLUMNS");
  const sigset_t signals = child_signal();
  ::signal(SIGCHLD, SIG_DFL);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
}

Sandbox::Sandbox(const Setup& setup) : setup_(setup) {
  std::string name = (fs::canonical(fs::temp_directory_path()) / "golden.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    give_up(name);
  }
  parent_ = name;
  folder_ = parent_ / "work";
  fs::create_directory(folder_);
  fs::create_directory(parent_ / "bin");
  fs::create_symlink(setup.binary, parent_ / "bin" / kBinary);
  fs::create_symlink(setup.binary, folder_ / kBinary);
  for (const fs::path& tool : setup.tools) {
    fs::create_symlink(tool, parent_ / "bin" / tool.filename());
  }
  for (const char* const linked : kLinkedFolders) {
    if (fs::is_directory(setup.root / linked)) {
      fs::create_symlink(setup.root / linked, folder_ / linked);
    }
  }
}

Sandbox::~Sandbox() {
  std::error_code ignored;
  fs::remove_all(parent_, ignored);
}

std::string Sandbox::write(std::string_view name, std::string_view bytes) const {
  const fs::path path = fs::path(name).lexically_normal();
  if (path.empty() || path.is_absolute() || *path.begin() == "..") {
    return "a file is named by its path inside the folder";
  }
  if (fs::is_symlink(folder_ / *path.begin())) {
    return "`" + path.begin()->string() + "` is a link into the repository; take another name";
  }
  std::error_code failed;
  fs::create_directories((folder_ / path).parent_path(), failed);
  std::ofstream file(folder_ / path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file.good() ? "" : "the file cannot be written";
}

std::optional<std::string> Sandbox::read(std::string_view name) const {
  std::ifstream file(folder_ / name, std::ios::binary);
  if (!file || !fs::is_regular_file(folder_ / name)) {
    return std::nullopt;
  }
  return without_path({std::istreambuf_iterator<char>(file), {}});
}

bool Sandbox::has(std::string_view name) const {
  return fs::exists(fs::symlink_status(folder_ / name));
}

RunResult Sandbox::run(const std::string& command, bool one_stream) const {
  const char* const old_path = std::getenv("PATH");
  const std::string path =
      (parent_ / "bin").string() + ":" + (old_path == nullptr ? "/usr/bin:/bin" : old_path);
  Capture out;
  Capture err;
  const pid_t pid = ::fork();
  if (pid < 0) {
    give_up("fork");
  }
  if (pid == 0) {
    become(command, folder_, path, out.descriptor(), (one_stream ? out : err).descriptor());
  }
  ::setpgid(pid, pid);
  RunResult result;
  result.timed_out = !ended_before(pid, Clock::now() + setup_.limit);
  ::kill(-pid, SIGKILL);  // the group that we made: also what it left running
  int status = 0;
  ::waitpid(pid, &status, 0);
  result.code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  result.out = without_path(out.text());
  result.err = without_path(err.text());
  return result;
}

std::string Sandbox::without_path(std::string text) const {
  constexpr std::string_view kPlace = "<dir>";
  const std::string& own = folder_.native();
  for (std::size_t at = text.find(own); at != std::string::npos;
       at = text.find(own, at + kPlace.size())) {
    text.replace(at, own.size(), kPlace);
  }
  return text;
}

}  // namespace golden
// NOLINTEND(concurrency-mt-unsafe)
