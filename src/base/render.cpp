// SPDX-License-Identifier: Apache-2.0
#include "base/render.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace parindex {
namespace {

constexpr std::size_t kMostMoreLines = 20;

// A diagnostic with its places: the primary one, then the related ones.
struct Placed {
  const Diagnostic* diagnostic = nullptr;
  std::span<const Position> places;
};

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return {};
}

enum class Ink : std::uint8_t { Plain, Red, Yellow, Blue, Cyan };

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return Ink::Red;
    case Severity::Warning:
      return Ink::Yellow;
    case Severity::Note:
      return Ink::Cyan;
  }
  return Ink::Plain;
}

// What brings the caret under the span: tabs as they are, so that any tab width fits.
std::string padding(std::string_view before) {
  std::string result;
  for (std::size_t tab = before.find('\t'); tab != std::string_view::npos;
       tab = before.find('\t')) {
    result.append(display_width(before.substr(0, tab)), ' ');
    result += '\t';
    before.remove_prefix(tab + 1);
  }
  return result.append(display_width(before), ' ');
}

class TextWriter {
 public:
  explicit TextWriter(bool colour) : colour_(colour) {}

  void write(const Placed& placed) {
    const Diagnostic& diagnostic = *placed.diagnostic;
    const Ink ink = ink_of(diagnostic.severity);
    std::uint64_t last_line = 0;
    for (const Position& place : placed.places) {
      last_line = std::max(last_line, place.line);
    }
    gutter_ = fmt::formatted_size("{}", last_line);

    separate();
    const std::string heading = fmt::format("{}[{}]", word(diagnostic.severity), diagnostic.code);
    out_ += fmt::format("{}: {}\n", paint(ink, heading), printable(diagnostic.message));
    write_place(placed.places.front(), diagnostic.primary.text, ink);
    if (!diagnostic.help.empty()) {
      out_ += fmt::format("{:{}} {} {}\n", "", gutter_, paint(Ink::Blue, "="),
                          paint(Ink::Cyan, "help: ") + printable(diagnostic.help));
    }
    for (std::size_t i = 0; i < diagnostic.related.size(); ++i) {
      const std::string& text = diagnostic.related[i].text;
      out_ += fmt::format("{}: {}\n", paint(Ink::Cyan, "note"),
                          text.empty() ? "see here" : printable(text));
      write_place(placed.places[i + 1], "", Ink::Cyan);
    }
  }

  void write_end(const Diagnostics& diagnostics) {
    const std::vector<Diagnostics::More>& more = diagnostics.more();
    const std::size_t total = diagnostics.errors() + diagnostics.warnings();
    if (more.empty() && total < 2) {
      return;
    }
    separate();
    for (std::size_t i = 0; i < std::min(more.size(), kMostMoreLines); ++i) {
      out_ += fmt::format("... and {} more {}{}{}\n", with_thousands(more[i].count), more[i].code,
                          more[i].topic.empty() ? "" : " in ", printable(more[i].topic));
    }
    std::size_t unlisted = 0;
    for (std::size_t i = kMostMoreLines; i < more.size(); ++i) {
      unlisted += more[i].count;
    }
    if (unlisted > 0) {
      out_ += fmt::format("... and {} more elsewhere\n", with_thousands(unlisted));
    }
    if (total > 1) {
      out_ += summary(diagnostics) + "\n";
    }
  }

  std::string take() { return std::move(out_); }

 private:
  static std::string summary(const Diagnostics& diagnostics) {
    std::string result;
    const auto add = [&](std::size_t count, std::string_view what) {
      if (count > 0) {
        result += fmt::format("{}{} {}{}", result.empty() ? "" : ", ", with_thousands(count), what,
                              count == 1 ? "" : "s");
      }
    };
    add(diagnostics.errors(), "error");
    add(diagnostics.warnings(), "warning");
    return result;
  }

  // The arrow, and the line with the span underlined where it can be shown.
  void write_place(const Position& place, std::string_view label, Ink ink) {
    if (place.file.empty()) {
      return;
    }
    out_ += fmt::format("{:{}}{} {}\n", "", gutter_, paint(Ink::Blue, "-->"), address(place));
    if (place.line == 0) {
      return;
    }
    const std::string_view line = place.line_text;
    const std::size_t caret_length = place.caret_end - place.caret_begin;
    const std::size_t width = display_width(line.substr(place.caret_begin, caret_length));
    std::string under(std::max<std::size_t>(width, 1), '^');
    if (!label.empty()) {
      under += " " + printable(label);
    }
    out_ += fmt::format("{:{}} {}\n", "", gutter_, paint(Ink::Blue, "|"));
    out_ += paint(Ink::Blue, fmt::format("{:>{}} |", place.line, gutter_));
    out_ += fmt::format("{}{}\n", line.empty() ? "" : " ", line);
    out_ += fmt::format("{:{}} {} {}{}\n", "", gutter_, paint(Ink::Blue, "|"),
                        padding(line.substr(0, place.caret_begin)), paint(ink, under));
  }

  void separate() { out_ += out_.empty() ? "" : "\n"; }

  [[nodiscard]] std::string paint(Ink ink, std::string_view text) const {
    if (!colour_) {
      return std::string(text);
    }
    switch (ink) {
      case Ink::Red:
        return fmt::format("\x1b[1;31m{}\x1b[0m", text);
      case Ink::Yellow:
        return fmt::format("\x1b[1;33m{}\x1b[0m", text);
      case Ink::Blue:
        return fmt::format("\x1b[34m{}\x1b[0m", text);
      case Ink::Cyan:
        return fmt::format("\x1b[36m{}\x1b[0m", text);
      case Ink::Plain:
        break;
    }
    return std::string(text);
  }

  std::string out_;
  bool colour_;
  std::size_t gutter_ = 1;  // columns of the largest line number
};

std::string render_text(std::span<const Placed> all, const Diagnostics& diagnostics, bool colour) {
  TextWriter writer(colour);
  for (const Placed& placed : all) {
    writer.write(placed);
  }
  writer.write_end(diagnostics);
  return writer.take();
}

std::string render_short(std::span<const Placed> all, const Diagnostics& diagnostics) {
  std::string out;
  for (const auto& [diagnostic, places] : all) {
    const std::string place = address(places.front());
    out +=
        fmt::format("{}: {}: {} [{}]\n", place.empty() ? "parindex" : place,
                    word(diagnostic->severity), printable(diagnostic->message), diagnostic->code);
  }
  for (const Diagnostics::More& more : diagnostics.more()) {
    out += fmt::format("parindex: note: {} more{}{} [{}]\n", with_thousands(more.count),
                       more.topic.empty() ? "" : " in ", printable(more.topic), more.code);
  }
  return out;
}

// The members of a place, without braces; null where it is not known.
std::string json_place(const Position& place, std::string_view label) {
  const auto number = [&](std::uint64_t value) {
    return place.line == 0 ? "null" : std::to_string(value);
  };
  const std::string cell =
      place.sheet.empty() ? ""
                          : fmt::format(R"("sheet": {}, "cell": {}, )", json_quote(place.sheet),
                                        place.cell.empty() ? "null" : json_quote(place.cell));
  return fmt::format(R"("file": {}, {}"line": {}, "column": {}, "label": {})",
                     place.file.empty() ? "null" : json_quote(place.file), cell, number(place.line),
                     number(place.column), json_quote(label));
}

std::string render_json(std::span<const Placed> all, const Diagnostics& diagnostics) {
  std::vector<std::string> rows;
  for (const auto& [diagnostic, places] : all) {
    std::vector<std::string> related;
    for (std::size_t i = 0; i < diagnostic->related.size(); ++i) {
      related.push_back("{" + json_place(places[i + 1], diagnostic->related[i].text) + "}");
    }
    rows.push_back(fmt::format(
        R"({{"severity": "{}", "code": {}, "message": {}, {}, "help": {}, "related": [{}]}})",
        word(diagnostic->severity), json_quote(diagnostic->code), json_quote(diagnostic->message),
        json_place(places.front(), diagnostic->primary.text), json_quote(diagnostic->help),
        fmt::join(related, ", ")));
  }
  std::vector<std::string> more;
  for (const Diagnostics::More& entry : diagnostics.more()) {
    more.push_back(fmt::format(R"({{"code": {}, "topic": {}, "count": {}}})",
                               json_quote(entry.code), json_quote(entry.topic), entry.count));
  }
  const auto array = [](const std::vector<std::string>& items) {
    return items.empty() ? "[]" : fmt::format("[\n    {}\n  ]", fmt::join(items, ",\n    "));
  };
  return fmt::format(
      "{{\n  \"diagnostics\": {},\n  \"more\": {},\n  \"errors\": {},\n  \"warnings\": {}\n}}\n",
      array(rows), array(more), diagnostics.errors(), diagnostics.warnings());
}

}  // namespace

std::string render(const Diagnostics& diagnostics, const Sources& sources, MessageForm form,
                   bool colour) {
  std::vector<SourceSpan> spans;
  for (const Diagnostic& diagnostic : diagnostics.kept()) {
    spans.push_back(diagnostic.primary.span);
    for (const Label& label : diagnostic.related) {
      spans.push_back(label.span);
    }
  }
  const std::vector<Position> positions = sources.locate_all(spans);
  std::vector<Placed> all;
  std::span<const Position> rest = positions;
  for (const Diagnostic& diagnostic : diagnostics.kept()) {
    const std::size_t places = 1 + diagnostic.related.size();
    all.push_back({&diagnostic, rest.first(places)});
    rest = rest.subspan(places);
  }

  switch (form) {
    case MessageForm::Text:
      return render_text(all, diagnostics, colour);
    case MessageForm::Short:
      return render_short(all, diagnostics);
    case MessageForm::Json:
      return render_json(all, diagnostics);
  }
  return {};
}

}  // namespace parindex
