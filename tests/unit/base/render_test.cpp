// SPDX-License-Identifier: Apache-2.0
#include "base/render.h"

#include <string>

#include <catch2/catch.hpp>

#include "base/codes.h"

namespace parindex {
namespace {

const std::string kRules =
    "parindex: 1\n"
    "criteria:\n"
    "  - { id: dung_han, title: \"Ty\u0309 le\u0323\u0302 đúng hạn\", indicatr: rate,\n"
    "\tid:\t評価 x }\n";

class Fixture {
 public:
  Fixture() : rules(sources.add_text("rules/demo.yaml", kRules)) {}

 protected:
  [[nodiscard]] SourceSpan span(const std::string& part) const {
    return {rules, static_cast<std::uint32_t>(part.size()), kRules.find(part)};
  }

  Diagnostic& make(const std::string& message, const SourceSpan& place) {
    draft = {};
    draft.code = codes::kUnknownKey;
    draft.message = message;
    draft.primary.span = place;
    return draft;
  }
  void add() { diagnostics.add(draft); }

  [[nodiscard]] std::string shown(MessageForm form = MessageForm::Text, bool colour = false) const {
    return render(diagnostics, sources, form, colour);
  }

  Sources sources;
  std::uint32_t rules;
  Diagnostic draft;
  Diagnostics diagnostics;
};

TEST_CASE_METHOD(Fixture, "a message shows the line, the place and the way out") {
  Diagnostic& made = make("unknown key `indicatr` in criterion `dung_han`", span("indicatr"));
  made.primary.text = "not a field of a criterion";
  made.help = "did you mean `indicator`?";
  add();
  CHECK(shown() ==
        "error[PX2001]: unknown key `indicatr` in criterion `dung_han`\n"
        " --> rules/demo.yaml:3:46\n"
        "  |\n"
        "3 |   - { id: dung_han, title: \"Ty\u0309 le\u0323\u0302 đúng hạn\", indicatr: rate,\n"
        "  |                                              ^^^^^^^^ not a field of a criterion\n"
        "  = help: did you mean `indicator`?\n");
  CHECK(shown(MessageForm::Short) ==
        "rules/demo.yaml:3:46: error: unknown key `indicatr` in criterion `dung_han` [PX2001]\n");
}

TEST_CASE_METHOD(Fixture, "the caret stands under tabs and wide characters") {
  make("wide", span("評価"));
  add();
  CHECK(shown() ==
        "error[PX2001]: wide\n"
        " --> rules/demo.yaml:4:6\n"
        "  |\n"
        "4 | \tid:\t評価 x }\n"
        "  | \t   \t^^^^\n");
}

TEST_CASE_METHOD(Fixture, "related places follow as notes, then the counts") {
  Diagnostic& made = make("the id stands twice", span("id:\t"));
  made.severity = Severity::Warning;
  made.related = {Label{span("id: dung"), "first defined here"}};
  add();
  make("no place", {});
  add();
  for (int i = 0; i < 25; ++i) {
    make("cell " + std::to_string(i), {}).topic = "column `gdp`";
    add();
  }
  const std::string text = shown();
  CHECK(
      text.starts_with("warning[PX2001]: the id stands twice\n"
                       " --> rules/demo.yaml:4:2\n"
                       "  |\n"
                       "4 | \tid:\t評価 x }\n"
                       "  | \t^^^\n"
                       "note: first defined here\n"
                       " --> rules/demo.yaml:3:7\n"
                       "  |\n"
                       "3 |   - { id: dung_han, title: "));
  CHECK(text.find("\n\nerror[PX2001]: no place\n\nerror[PX2001]: cell 0\n\n") != std::string::npos);
  CHECK(
      text.ends_with("error[PX2001]: cell 19\n"
                     "\n"
                     "... and 5 more PX2001 in column `gdp`\n"
                     "26 errors, 1 warning\n"));
  const std::string lines = shown(MessageForm::Short);
  CHECK(lines.find("\nparindex: error: no place [PX2001]\n") != std::string::npos);
  CHECK(lines.ends_with("parindex: note: 5 more in column `gdp` [PX2001]\n"));
}

TEST_CASE_METHOD(Fixture, "line numbers of two lengths share a gutter") {
  const std::string text = std::string(98, '\n') + "a\nb\n";
  const std::uint32_t source = sources.add_text("f", text);
  make("gutter", {source, 1, 100}).related = {Label{{source, 1, 98}, ""}};
  add();
  CHECK(shown() ==
        "error[PX2001]: gutter\n"
        "   --> f:100:1\n"
        "    |\n"
        "100 | b\n"
        "    | ^\n"
        "note: see here\n"
        "   --> f:99:1\n"
        "    |\n"
        " 99 | a\n"
        "    | ^\n");
}

TEST_CASE_METHOD(Fixture, "a place that cannot be shown is named; the end of a file has a caret") {
  make("gone", {sources.add_file("no/such/file.csv"), 1, 5});
  add();
  make("empty", {sources.add_text("empty.yaml", ""), 0, 0});
  add();
  CHECK(shown() ==
        "error[PX2001]: gone\n"
        " --> no/such/file.csv\n"
        "\n"
        "error[PX2001]: empty\n"
        " --> empty.yaml:1:1\n"
        "  |\n"
        "1 |\n"
        "  | ^\n"
        "\n"
        "2 errors\n");
}

TEST_CASE_METHOD(Fixture, "colour is for terminals, escapes of files are not") {
  const std::uint32_t source = sources.add_text("evil\x1B[2J.yaml", "k: \x1B[31mred\n");
  Diagnostic& made = make("bad \x1B]0;title\x07", {source, 3, 3});
  made.help = "help\x1B";
  made.primary.text = "label\x9B";
  made.related = {Label{{source, 1, 0}, "note\x1B"}};
  add();
  for (int i = 0; i < 21; ++i) {
    make("cell " + std::to_string(i), {}).topic = "column \x1B";
    add();
  }
  for (const MessageForm form : {MessageForm::Text, MessageForm::Short, MessageForm::Json}) {
    CHECK(shown(form).find('\x1B') == std::string::npos);
  }
  CHECK(shown(MessageForm::Text, true).starts_with("\x1B[1;31merror[PX2001]\x1B[0m: bad \uFFFD"));
  CHECK(shown(MessageForm::Text, true).find("\x1B[36mhelp: \x1B[0mhelp\uFFFD") !=
        std::string::npos);
}

TEST_CASE_METHOD(Fixture, "tools get JSON") {
  CHECK(shown(MessageForm::Json) ==
        "{\n  \"diagnostics\": [],\n  \"more\": [],\n  \"errors\": 0,\n  \"warnings\": 0\n}\n");
  CHECK(shown().empty());
  Diagnostic& made = make("a \"b\"", span("indicatr"));
  made.help = "help";
  made.related = {Label{{}, "nowhere"}};
  add();
  CHECK(shown(MessageForm::Json) == R"({
  "diagnostics": [
    {"severity": "error", "code": "PX2001", "message": "a \"b\"", )"
                                    R"("file": "rules/demo.yaml", "line": 3, "column": 46, )"
                                    R"("label": "", "help": "help", "related": )"
                                    R"([{"file": null, "line": null, "column": null, )"
                                    R"("label": "nowhere"}]}
  ],
  "more": [],
  "errors": 1,
  "warnings": 0
}
)");
}

}  // namespace
}  // namespace parindex
