// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/xml_reader.h"

#include <expat.h>

namespace parindex {
namespace {

constexpr int kMostLevels = 64;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

struct XmlReader::State {
  XmlEvents& events;
  XML_Parser parser = nullptr;
  int level = 0;
  bool is_wrong = false;

  static State& of(void* data) { return *static_cast<State*>(data); }

  void stop_if_done() const {
    if (is_wrong || events.is_done()) {
      XML_StopParser(parser, XML_FALSE);
    }
  }
  static void begin(void* data, const XML_Char* name, const XML_Char** attributes) {
    State& state = of(data);
    state.is_wrong = state.is_wrong || ++state.level > kMostLevels;
    if (!state.is_wrong && !state.events.is_done()) {
      state.events.begin(without_prefix(name), XmlAttributes(attributes));
    }
    state.stop_if_done();
  }
  static void end(void* data, const XML_Char* name) {
    State& state = of(data);
    --state.level;
    if (!state.is_wrong && !state.events.is_done()) {
      state.events.end(without_prefix(name));
    }
    state.stop_if_done();
  }
  static void text(void* data, const XML_Char* piece, int length) {
    State& state = of(data);
    if (!state.is_wrong && !state.events.is_done()) {
      state.events.text({piece, static_cast<std::size_t>(length)});
    }
    state.stop_if_done();
  }
  static void refuse_doctype(void* data, const XML_Char* /*name*/, const XML_Char* /*system*/,
                             const XML_Char* /*public_id*/, int /*has_subset*/) {
    of(data).is_wrong = true;
    of(data).stop_if_done();
  }
};

void XmlReader::Free::operator()(State* state) const {
  XML_ParserFree(state->parser);
  delete state;
}

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char* const* at = list_; *at != nullptr; at += 2) {
    if (without_prefix(at[0]) == name) {
      return at[1];
    }
  }
  return {};
}

XmlReader::XmlReader(XmlEvents& events) : state_(new State{events, XML_ParserCreate(nullptr)}) {
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::begin, State::end);
  XML_SetCharacterDataHandler(state_->parser, State::text);
  XML_SetStartDoctypeDeclHandler(state_->parser, State::refuse_doctype);
}

bool XmlReader::feed(std::string_view piece) {
  const auto status =
      XML_Parse(state_->parser, piece.data(), static_cast<int>(piece.size()), XML_FALSE);
  const bool goes_on = status == XML_STATUS_OK;
  state_->is_wrong = state_->is_wrong || (!goes_on && !state_->events.is_done());
  return goes_on;
}

bool XmlReader::finish() {
  if (!state_->is_wrong && !state_->events.is_done()) {
    state_->is_wrong = XML_Parse(state_->parser, "", 0, XML_TRUE) != XML_STATUS_OK;
  }
  return !state_->is_wrong;
}

}  // namespace parindex
