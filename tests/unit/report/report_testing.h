// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/build/held_table.h"
#include "report/report.h"
#include "report/write/writers.h"

namespace parindex {

// Keeps what is written; refuses everything after `accepted` calls.
class StringSink : public ByteSink {
 public:
  explicit StringSink(std::size_t accepted = static_cast<std::size_t>(-1)) : accepted_(accepted) {}

  bool write(std::string_view bytes) override {
    if (calls_++ == accepted_) {
      return false;
    }
    text_ += bytes;
    return true;
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t calls() const { return calls_; }

 private:
  std::size_t accepted_;
  std::size_t calls_ = 0;
  std::string text_;
};

using Rows = std::vector<std::vector<Cell>>;

inline Table table_of(std::string name, std::vector<TableColumn> columns, const Rows& rows) {
  return held_table(std::move(name), std::move(columns), rows);
}

inline TableColumn text_column(std::string key, std::string heading) {
  return {std::move(key), std::move(heading), Align::Left};
}

inline TableColumn number_column(std::string key, std::string heading) {
  return {std::move(key), std::move(heading), Align::Right};
}

inline NumberCell exact(std::int64_t ticks, int scale = 0) {
  return {ticks, scale, false};
}
inline NumberCell fixed(std::int64_t ticks, int scale) {
  return {ticks, scale, true};
}

using Writer = bool (*)(const Report&, const WriteOptions&, ByteSink&);

inline std::string written(Writer writer, const Report& report, const WriteOptions& options = {}) {
  StringSink sink;
  return writer(report, options, sink) ? sink.text() : "the sink failed";
}

}  // namespace parindex
