// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace parindex {

// The attributes of one element, by name without prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* list) : list_(list) {}
  // The value; empty where there is no such attribute.
  [[nodiscard]] std::string_view get(std::string_view name) const;

 private:
  const char* const* list_;  // name, value, name, value, …, null
};

// What a document is made of, in order. Names come without their prefix.
class XmlEvents {
 public:
  XmlEvents() = default;
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;
  virtual ~XmlEvents() = default;
  virtual void begin(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view piece) = 0;
  // True once nothing more is wanted.
  [[nodiscard]] virtual bool is_done() const { return false; }
};

// Reads one XML document piece by piece. No entities of its own, nothing from elsewhere: a document
// type declaration is refused, and so are more than 64 levels.
class XmlReader {
 public:
  explicit XmlReader(XmlEvents& events);

  // False when nothing more is to be fed: the document is wrong, or `events` is done.
  bool feed(std::string_view piece);
  // True when the document was well-formed to its end, or `events` was done before.
  bool finish();

 private:
  struct State;
  struct Free {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, Free> state_;
};

}  // namespace parindex
