// SPDX-License-Identifier: Apache-2.0
//
// yaml-cpp gives values and where they start. Everything else that a message needs is found in the
// text itself: where scalars end, where an empty value stands, whether a key has its colon. Its
// marks are used for their byte offset only; its lines and columns count neither characters nor the
// byte order mark.
#include "io/yaml/yaml_reader.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "base/codes.h"
#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kMostBytes = std::size_t{8} * 1024 * 1024;
constexpr std::size_t kMostLevels = 64;
constexpr std::size_t kMostNodes = 200'000;
constexpr std::size_t kMostQuoted = 60;  // characters of the file's text in a message
constexpr std::string_view kByteOrderMark = "\uFEFF";
constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kSpaces = " \t\r\n";

// A file without its byte order mark, and the messages about it.
class YamlText {
 public:
  YamlText(std::uint32_t source, std::string_view file, Diagnostics& diagnostics)
      : source_(source),
        text_(file),
        diagnostics_(diagnostics) {
    while (text_.starts_with(kByteOrderMark)) {
      text_.remove_prefix(kByteOrderMark.size());
    }
    skipped_ = file.size() - text_.size();
  }

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] char at(std::size_t offset) const {
    return offset < text_.size() ? text_[offset] : '\0';
  }

  [[nodiscard]] SourceSpan span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(end - begin), skipped_ + begin};
  }

  // Where the line of `offset` begins; where it ends, without line end and blanks.
  [[nodiscard]] std::size_t line_begin(std::size_t offset) const {
    const std::size_t before = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  [[nodiscard]] std::size_t line_end(std::size_t offset) const {
    const std::size_t line_feed = std::min(text_.find('\n', offset), text_.size());
    const std::string_view rest = text_.substr(offset, line_feed - offset);
    const std::size_t last = rest.find_last_not_of(kSpaces);
    return last == std::string_view::npos ? offset : offset + last + 1;
  }
  [[nodiscard]] std::size_t skip(std::size_t offset, std::string_view characters) const {
    return std::min(text_.find_first_not_of(characters, offset), text_.size());
  }
  [[nodiscard]] std::size_t find_first_of(std::string_view characters, std::size_t offset) const {
    return std::min(text_.find_first_of(characters, offset), text_.size());
  }
  // The end of what stands at `offset` without blanks: `&name`, `!tag`, `*name`.
  [[nodiscard]] std::size_t word_end(std::size_t offset) const {
    return find_first_of(" \t\r\n,]}", offset);
  }

  void report(std::string_view code, const SourceSpan& place, std::string message,
              std::string help = {}, std::vector<Label> related = {}) {
    diagnostics_.error(code, place, std::move(message), std::move(help), std::move(related));
  }

 private:
  std::uint32_t source_;
  std::string_view text_;
  std::size_t skipped_ = 0;
  Diagnostics& diagnostics_;
};

// Where a scalar's text lies, and where what belongs to it ends, its closing quote included.
struct ScalarPlace {
  SourceSpan span;
  std::size_t end = 0;
};

// Plain text: `value` with line breaks folded, so any white space in it stands for any run of it.
ScalarPlace find_plain(const YamlText& yaml, std::size_t begin, std::string_view value) {
  std::size_t at = begin;
  for (std::size_t i = 0; i < value.size();) {
    if (kSpaces.find(value[i]) != std::string_view::npos) {
      i = std::min(value.find_first_not_of(kSpaces, i), value.size());
      at = yaml.skip(at, kSpaces);
    } else {
      ++i;
      ++at;
    }
  }
  at = std::min(at, yaml.text().size());
  return {yaml.span(begin, at), at};
}

// Without a place where the quote is not closed: yaml-cpp lets the end of the file close it.
std::optional<ScalarPlace> find_quoted(const YamlText& yaml, std::size_t begin) {
  const char quote = yaml.at(begin);
  for (std::size_t at = begin + 1; at < yaml.text().size(); ++at) {
    const bool escapes =
        quote == '"' ? yaml.at(at) == '\\' : yaml.text().substr(at).starts_with("''");
    if (escapes) {
      ++at;
    } else if (yaml.at(at) == quote) {
      return ScalarPlace{yaml.span(begin + 1, at), at + 1};
    }
  }
  return std::nullopt;
}

// `|` and `>`: the first line of the text, or the mark itself where there is none.
ScalarPlace find_block(const YamlText& yaml, std::size_t begin, std::string_view value) {
  if (value.find_first_not_of(kSpaces) == std::string_view::npos) {
    return {yaml.span(begin, begin + 1), begin + 1};
  }
  const std::size_t first = yaml.skip(yaml.find_first_of("\n", begin), kSpaces);
  return {yaml.span(first, yaml.line_end(first)), yaml.line_end(first)};
}

// Builds the tree from yaml-cpp's events. It cannot stop the parser; once stopped it ignores it.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(YamlText& yaml) : yaml_(yaml) {}

  [[nodiscard]] bool stopped() const { return stopped_; }
  ConfigNode take() { return std::move(root_); }

  // The first of `wanted` behind what was read last and outside comments; else the end.
  [[nodiscard]] std::size_t next_of(std::string_view wanted) const {
    const std::string stops = fmt::format("{}#", wanted);
    std::size_t at = yaml_.find_first_of(stops, end_);
    while (yaml_.at(at) == '#') {
      at = yaml_.find_first_of(stops, yaml_.find_first_of("\n", at));
    }
    return at;
  }

  // Everything behind the quotation mark is in doubt: nothing more is read.
  void report_open_quote(std::size_t begin) {
    yaml_.report(codes::kYamlSyntax, yaml_.span(begin, begin + 1),
                 "the quotation mark is not closed",
                 fmt::format("close it with `{}`", yaml_.at(begin)));
    stopped_ = true;
  }

  // The innermost `[` or `{` that is still open.
  [[nodiscard]] std::optional<SourceSpan> open_bracket() const {
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
      if (is_bracket(frame->begin)) {
        return yaml_.span(frame->begin, frame->begin + 1);
      }
    }
    return std::nullopt;
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ < 2) {
      return;
    }
    const std::size_t begin = offset(mark);
    const bool announced = yaml_.text().substr(begin).starts_with("---");
    yaml_.report(codes::kYamlUnsupported, yaml_.span(begin, yaml_.line_end(begin)),
                 announced ? "a second document in the same file"
                           : "this does not belong to what stands above it",
                 announced ? "put it into a file of its own"
                           : "a file is one mapping or one list; check the indentation");
    stopped_ = true;
  }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark&, const std::string&) override {}  // seen in the text

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t begin = offset(mark);
    if (!count_node(begin)) {
      return;
    }
    if (anchor != YAML::NullAnchor) {
      refuse_properties(begin);
    }
    ConfigNode node;
    node.span = span_of_null(begin);
    place(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    const std::size_t begin = offset(mark);
    if (!count_node(begin)) {
      return;
    }
    ConfigNode node;
    end_ = yaml_.word_end(begin);
    node.kind = ConfigNode::Kind::Scalar;
    node.span = yaml_.span(begin, end_);
    yaml_.report(codes::kYamlUnsupported, node.span, "an alias (`*`) is not used here",
                 "write the value out");
    place(std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string& value) override {
    const std::size_t begin = offset(mark);
    if (!count_node(begin)) {
      return;
    }
    ConfigNode node;
    node.kind = ConfigNode::Kind::Scalar;
    node.text = value;
    const ScalarPlace found = find_scalar(begin, value, node.quoted);
    node.span = found.span;
    end_ = found.end;
    if (stopped_) {
      return;
    }
    if (find_control(value) != std::string::npos) {
      yaml_.report(codes::kYamlUnsupported, node.span, "an escape for a control character");
    }
    if (awaits_key()) {
      open_entry(std::move(node));
    } else {
      place(std::move(node));
    }
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(ConfigNode::Kind::Sequence, offset(mark));
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(ConfigNode::Kind::Mapping, offset(mark));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    ConfigNode node;
    std::size_t begin = 0;
    bool has_key = false;                              // mapping: the last entry awaits its value
    std::unordered_map<std::string, SourceSpan> keys;  // mapping: against duplicates
  };

  [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const {
    return std::min(static_cast<std::size_t>(mark.pos), yaml_.text().size());
  }
  [[nodiscard]] bool is_bracket(std::size_t begin) const {
    return yaml_.at(begin) == '[' || yaml_.at(begin) == '{';
  }
  [[nodiscard]] bool awaits_key() const {
    return !frames_.empty() && frames_.back().node.kind == ConfigNode::Kind::Mapping &&
           !frames_.back().has_key;
  }

  // False when the rest of the file is to be ignored.
  bool count_node(std::size_t begin) {
    if (!stopped_ && ++nodes_ > kMostNodes) {
      yaml_.report(codes::kYamlTooLarge, yaml_.span(begin, begin),
                   fmt::format("more than {} keys and values", with_thousands(kMostNodes)));
      stopped_ = true;
    }
    return !stopped_;
  }

  // True when an anchor or tag stands at `begin`.
  bool refuse_properties(std::size_t begin) {
    const bool is_anchor = yaml_.at(begin) == '&';
    if (!is_anchor && yaml_.at(begin) != '!') {
      return false;
    }
    yaml_.report(codes::kYamlUnsupported, yaml_.span(begin, yaml_.word_end(begin)),
                 is_anchor ? "an anchor (`&`) is not used here" : "a tag (`!`) is not used here",
                 "leave it out; text that begins with this sign stands in quotes");
    return true;
  }

  ScalarPlace find_scalar(std::size_t begin, std::string_view value, bool& quoted) {
    while (refuse_properties(begin)) {
      begin = yaml_.skip(yaml_.word_end(begin), kSpaces);
    }
    const char first = yaml_.at(begin);
    quoted = first == '"' || first == '\'' || first == '|' || first == '>';
    if (!quoted) {
      return find_plain(yaml_, begin, value);
    }
    if (first == '|' || first == '>') {
      return find_block(yaml_, begin, value);
    }
    if (const std::optional<ScalarPlace> found = find_quoted(yaml_, begin)) {
      return *found;
    }
    report_open_quote(begin);
    return {yaml_.span(begin, begin + 1), begin + 1};
  }

  // The mark of an empty value is that of whatever comes next.
  [[nodiscard]] SourceSpan span_of_null(std::size_t next) const {
    if (frames_.empty()) {
      return yaml_.span(0, yaml_.line_end(0));
    }
    const Frame& frame = frames_.back();
    if (frame.has_key) {
      return frame.node.entries.back().key_span;
    }
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
      if (yaml_.text().substr(next, yaml_.word_end(next) - next) == word) {
        return yaml_.span(next, next + word.size());
      }
    }
    if (frame.node.kind == ConfigNode::Kind::Mapping || is_bracket(frame.begin)) {
      return yaml_.span(next, next);
    }
    return span_of_dash_before(next);
  }

  // Between the dash of an empty item and the next token there are only blanks and comments.
  [[nodiscard]] SourceSpan span_of_dash_before(std::size_t next) const {
    std::size_t end = next;
    while (true) {
      const std::size_t begin = yaml_.line_begin(end);
      const std::string_view line = yaml_.text().substr(begin, end - begin);
      const std::size_t dash = line.substr(0, line.find('#')).rfind('-');
      if (dash != std::string_view::npos) {
        return yaml_.span(begin + dash, begin + dash + 1);
      }
      if (begin == 0) {
        return yaml_.span(next, next);
      }
      end = begin - 1;
    }
  }

  void open_entry(ConfigNode key) {
    Frame& frame = frames_.back();
    if (key.text == "<<" && !key.quoted) {
      yaml_.report(codes::kYamlUnsupported, key.span, "merging (`<<`) is not used here",
                   "write the keys out");
    }
    require_colon(key);
    const auto [first, is_new] = frame.keys.emplace(key.text, key.span);
    if (!is_new) {
      yaml_.report(codes::kYamlDuplicateKey, key.span,
                   fmt::format("the key `{}` stands twice", shorten(key.text, kMostQuoted)),
                   "rename or remove one of them", {Label{first->second, "first written here"}});
    }
    add_entry(std::move(key.text), key.span);
  }

  void add_entry(std::string key, const SourceSpan& span) {
    frames_.back().node.entries.push_back({std::move(key), span, {}});
    frames_.back().has_key = true;
  }

  // yaml-cpp takes a stray word for a key without a value.
  void require_colon(const ConfigNode& key) {
    const std::size_t next = yaml_.skip(end_, kSpaces);
    const bool is_cut_off = next == yaml_.text().size() && open_bracket();  // reported as that
    if (yaml_.at(next) != ':' && !is_cut_off) {
      yaml_.report(codes::kYamlSyntax, key.span,
                   fmt::format("`{}` is neither a key nor a value", shorten(key.text, kMostQuoted)),
                   "a key is followed by `:` and a space");
    }
  }

  void open(ConfigNode::Kind kind, std::size_t begin) {
    if (!count_node(begin)) {
      return;
    }
    if (frames_.size() == kMostLevels) {
      yaml_.report(codes::kYamlTooLarge, yaml_.span(begin, begin),
                   fmt::format("more than {} levels", kMostLevels));
      stopped_ = true;
      return;
    }
    refuse_properties(begin);
    Frame& frame = frames_.emplace_back();
    frame.begin = begin;
    frame.node.kind = kind;
    frame.node.span = yaml_.span(begin, yaml_.line_end(begin));
    end_ = begin + 1;
  }

  void close() {
    if (stopped_) {
      return;
    }
    const std::size_t begin = frames_.back().begin;
    ConfigNode node = std::move(frames_.back().node);
    frames_.pop_back();
    if (is_bracket(begin)) {
      // Behind the last child there are only commas, colons, blanks and comments.
      end_ = std::min(next_of("]}") + 1, yaml_.text().size());
    }
    const bool has_known_end = is_bracket(begin) || open_bracket();
    if (has_known_end && end_ <= yaml_.line_end(begin)) {
      node.span = yaml_.span(begin, end_);
    }
    place(std::move(node));
  }

  void place(ConfigNode node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.kind == ConfigNode::Kind::Sequence) {
      frame.node.items.push_back(std::move(node));
    } else if (frame.has_key) {
      frame.node.entries.back().value = std::move(node);
      frame.has_key = false;
    } else {
      yaml_.report(codes::kYamlUnsupported, node.span, "a key must be text", "put it in quotes");
      add_entry({}, node.span);
    }
  }

  YamlText& yaml_;
  ConfigNode root_;
  std::vector<Frame> frames_;
  std::size_t end_ = 0;  // where the last scalar or bracket ends
  std::size_t nodes_ = 0;
  int documents_ = 0;
  bool stopped_ = false;
};

struct Explanation {
  std::string_view message;
  std::string_view help;
};

// What yaml-cpp says, in words for people who do not know its insides.
Explanation explain(std::string_view original, bool starts_line) {
  constexpr std::string_view kColumnHelp = "what belongs together starts in the same column";
  const bool does_not_fit =
      original == YAML::ErrorMsg::END_OF_MAP || original == YAML::ErrorMsg::END_OF_SEQ;
  if (does_not_fit && !starts_line) {
    return {"this does not belong behind the value before it", "put the whole text in quotes"};
  }
  if (original == YAML::ErrorMsg::MAP_VALUE) {
    return {"a `:` where none can stand",
            "check the indentation, or put text that holds `: ` in quotes"};
  }
  if (original == YAML::ErrorMsg::END_OF_MAP) {
    return {"this line does not fit the lines above", kColumnHelp};
  }
  if (original == YAML::ErrorMsg::END_OF_SEQ) {
    return {"this line does not fit the list above", kColumnHelp};
  }
  if (original == YAML::ErrorMsg::END_OF_MAP_FLOW) {
    return {"the `{` is not closed", "close it with `}`"};
  }
  if (original == YAML::ErrorMsg::END_OF_SEQ_FLOW) {
    return {"the `[` is not closed", "close it with `]`"};
  }
  if (original == YAML::ErrorMsg::FLOW_END) {
    return {"a bracket that was never opened", {}};
  }
  if (original == YAML::ErrorMsg::BLOCK_ENTRY) {
    return {"a `-` where none can stand", "put text that begins with `- ` in quotes"};
  }
  if (original == YAML::ErrorMsg::UNKNOWN_TOKEN) {
    return {"text cannot begin with this sign", "put it in quotes"};
  }
  return {original, {}};
}

void report_exception(YamlText& yaml, TreeBuilder& builder, const YAML::Exception& failure) {
  if (failure.msg == YAML::ErrorMsg::EOF_IN_SCALAR) {
    builder.report_open_quote(builder.next_of("\"'"));
    return;
  }
  const bool has_place = !failure.mark.is_null();
  const std::size_t size = yaml.text().size();
  const std::size_t at = has_place ? std::min(static_cast<std::size_t>(failure.mark.pos), size) : 0;
  const std::size_t line = yaml.line_begin(at);
  const std::size_t indent_end = yaml.skip(line, kBlanks);
  const std::size_t tab = yaml.text().substr(0, indent_end).find('\t', line);
  if (tab != std::string_view::npos) {
    yaml.report(codes::kYamlSyntax, yaml.span(tab, tab + 1), "a tab in the indentation",
                "indent with spaces");
    return;
  }
  SourceSpan place = yaml.span(at, std::min(at + 1, size));
  const bool lacks_bracket = failure.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW ||
                             failure.msg == YAML::ErrorMsg::END_OF_MAP_FLOW;
  if (lacks_bracket) {
    place = builder.open_bracket().value_or(place);  // yaml-cpp's mark is that of any last token
  }
  const Explanation words = explain(failure.msg, at == indent_end);
  yaml.report(codes::kYamlSyntax, place, std::string(words.message), std::string(words.help));
}

// False, with a diagnostic, for texts that are not to be given to yaml-cpp at all: it reads bytes
// that are not UTF-8 as they are, and takes U+0004 for the end of the file.
bool is_readable(YamlText& yaml) {
  const std::string_view text = yaml.text();
  if (text.size() > kMostBytes) {
    yaml.report(codes::kYamlTooLarge, yaml.span(0, 0), "the file is larger than 8 MiB");
    return false;
  }
  if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos) {
    yaml.report(codes::kNotUtf8, yaml.span(at, at + 1),
                fmt::format("the byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[at])),
                "save the file as UTF-8");
    return false;
  }
  if (const std::size_t at = find_control(text); at != std::string_view::npos) {
    yaml.report(codes::kYamlSyntax, yaml.span(at, at + 1), "a control character", "remove it");
    return false;
  }
  return true;
}

}  // namespace

std::optional<ConfigNode> read_yaml(std::uint32_t source, const Sources& sources,
                                    Diagnostics& diagnostics) {
  Diagnostics found;
  YamlText yaml(source, sources.text(source), found);
  TreeBuilder builder(yaml);
  bool has_document = false;
  if (is_readable(yaml)) {
    try {
      std::istringstream stream{std::string(yaml.text())};
      YAML::Parser parser(stream);
      while (!builder.stopped() && parser.HandleNextDocument(builder)) {
        has_document = true;
      }
    } catch (const YAML::Exception& failure) {
      if (!builder.stopped()) {
        report_exception(yaml, builder, failure);
      }
    } catch (const std::exception& failure) {
      yaml.report(codes::kYamlSyntax, yaml.span(0, 0), failure.what());
    }
  }
  ConfigNode root = builder.take();
  if (!found.has_errors() && (!has_document || root.kind == ConfigNode::Kind::Null)) {
    yaml.report(codes::kYamlSyntax, yaml.span(0, yaml.line_end(0)), "the file is empty");
  }
  const bool failed = found.has_errors();
  diagnostics.merge(std::move(found));
  return failed ? std::nullopt : std::optional<ConfigNode>(std::move(root));
}

}  // namespace parindex
