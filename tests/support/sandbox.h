// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace golden {

struct Setup {
  std::filesystem::path binary;              // absolute
  std::filesystem::path root;                // of the repository, absolute
  std::chrono::seconds limit{60};            // for one command
  std::vector<std::filesystem::path> tools;  // programs that commands may call, absolute
};

struct RunResult {
  int code = 0;  // as the shell gives it: 128 + n for signal n
  bool timed_out = false;
  std::string out;
  std::string err;
};

// Sets what varies between machines: language, colours, time zone. Once, before any sandbox.
void settle_environment();

// A fresh folder to run commands in, gone with the object. It has links to rules/, data/ and docs/
// of the repository and to the binary, which is also the first `parindex` of PATH; the tools are in
// PATH, too.
class Sandbox {
 public:
  explicit Sandbox(const Setup& setup);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  // Returns what is wrong; empty when the file was written.
  std::string write(std::string_view name, std::string_view bytes) const;

  // In what is read back the folder's own path is `<dir>`.
  [[nodiscard]] std::optional<std::string> read(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] RunResult run(const std::string& command, bool one_stream) const;

 private:
  [[nodiscard]] std::string without_path(std::string text) const;

  const Setup& setup_;
  std::filesystem::path parent_;
  std::filesystem::path folder_;
};

}  // namespace golden
