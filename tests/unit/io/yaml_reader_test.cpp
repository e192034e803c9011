// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/yaml_reader.h"

#include <cstddef>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "base/codes.h"
#include "base/render.h"

namespace parindex {
namespace {

struct Reading {
  explicit Reading(const std::string& text)
      : source(sources.add_text("f.yaml", text)),
        root(read_yaml(source, sources, diagnostics)) {}

  [[nodiscard]] std::string text_of(const SourceSpan& span) const {
    return std::string(sources.text(source).substr(span.begin, span.length));
  }
  [[nodiscard]] std::string messages() const {
    return render(diagnostics, sources, MessageForm::Short, false);
  }

  Sources sources;
  Diagnostics diagnostics;
  std::uint32_t source;
  std::optional<ConfigNode> root;
};

// The tree on one line: scalars as text{place}, null as ~{place}.
std::string written(const Reading& reading, const ConfigNode& node) {
  const std::string place = "{" + reading.text_of(node.span) + "}";
  std::string inner;
  switch (node.kind) {
    case ConfigNode::Kind::Null:
      return "~" + place;
    case ConfigNode::Kind::Scalar:
      return (node.quoted ? "'" + node.text + "'" : node.text) + place;
    case ConfigNode::Kind::Sequence:
      for (const ConfigNode& item : node.items) {
        inner += " " + written(reading, item);
      }
      return "seq" + place + "(" + inner + " )";
    case ConfigNode::Kind::Mapping:
      for (const ConfigEntry& entry : node.entries) {
        inner += " " + entry.key + "{" + reading.text_of(entry.key_span) +
                 "}=" + written(reading, entry.value);
      }
      return "map" + place + "(" + inner + " )";
  }
  return {};
}

TEST_CASE("every key and value has its place") {
  struct Case {
    std::string text;
    std::string tree;
  };
  const Case cases[] = {
      {"a: 1.10  # x\nb: no\n", "map{a: 1.10  # x}( a{a}=1.10{1.10} b{b}=no{no} )"},
      {"\uFEFFtên: x y\n", "map{tên: x y}( tên{tên}=x y{x y} )"},
      {"a: 'it''s'\n\"b c\": \"x\\\"y\"\n",
       "map{a: 'it''s'}( a{a}='it's'{it''s} b c{b c}='x\"y'{x\\\"y} )"},
      {"a: ''\n", "map{a: ''}( a{a}=''{} )"},
      {"a: b\r\n  c d\r\ne: f\r\n", "map{a: b}( a{a}=b c d{b\r\n  c d} e{e}=f{f} )"},
      {"a: > # x\n\n  b / c\n  d\ne: |\n", "map{a: > # x}( a{a}='\nb / c d\n'{b / c} e{e}=''{|} )"},
      {"a:\nb: ~\nc: null\n", "map{a:}( a{a}=~{a} b{b}=~{b} c{c}=~{c} )"},
      {"- a\n-  # - x\n\n# - y\n- ~\n-", "seq{- a}( a{a} ~{-} ~{~} ~{-} )"},
      {"- {a: 1, b: {c: [x, {}]}} # y\n",
       "seq{- {a: 1, b: {c: [x, {}]}} # y}( map{{a: 1, b: {c: [x, {}]}}}( a{a}=1{1} "
       "b{b}=map{{c: [x, {}]}}( c{c}=seq{[x, {}]}( x{x} map{{}}( ) ) ) ) )"},
      {"a: [1, # ]\n  2]\nb: 3\n", "map{a: [1, # ]}( a{a}=seq{[1, # ]}( 1{1} 2{2} ) b{b}=3{3} )"},
      {"bands: {\"[95%..100%)\": 2.5, <80%: 0}\n",
       "map{bands: {\"[95%..100%)\": 2.5, <80%: 0}}( bands{bands}=map{{\"[95%..100%)\": 2.5, "
       "<80%: 0}}( [95%..100%){[95%..100%)}=2.5{2.5} <80%{<80%}=0{0} ) )"},
      {"---\na: 1\n...\n", "map{a: 1}( a{a}=1{1} )"},
      {"a:\n- b: 1\n  c: 2\n-\n- - d\n",
       "map{a:}( a{a}=seq{- b: 1}( map{b: 1}( b{b}=1{1} c{c}=2{2} ) ~{-} seq{- d}( d{d} ) ) )"},
  };
  for (const Case& row : cases) {
    const Reading reading(row.text);
    INFO(row.text << reading.messages());
    REQUIRE(reading.root);
    CHECK(written(reading, *reading.root) == row.tree);
  }
}

TEST_CASE("an empty item stands at its dash") {
  const Reading reading("- a\n-  # - x\n\n# - y\n- b\n");
  REQUIRE(reading.root);
  CHECK(reading.root->items[1].span.begin == 4);
}

TEST_CASE("what yaml-cpp takes in silence or misplaces is refused where it stands") {
  struct Case {
    std::string text;
    std::string message;  // the only one
  };
  const Case cases[] = {
      {"", "1:1: error: the file is empty [PX1001]"},
      {"# x\n---\n", "1:1: error: the file is empty [PX1001]"},
      {"a: 1\nstray", "2:1: error: `stray` is neither a key nor a value [PX1001]"},
      {"a: {b: 1, c}\n", "1:11: error: `c` is neither a key nor a value [PX1001]"},
      {"é: 1\nb: 2\né: 3\n", "3:1: error: the key `é` stands twice [PX1002]"},
      {"a: {b: 1, 'b': 2}", "1:12: error: the key `b` stands twice [PX1002]"},
      {"a: 1\n---\nb: 2\n", "2:1: error: a second document in the same file [PX1003]"},
      {"- a\nb: 1\n", "2:1: error: this does not belong to what stands above it [PX1003]"},
      {"a: 1\n...\nb\n", "3:1: error: this does not belong to what stands above it [PX1003]"},
      {"a: \"b\nc: 1\n", "1:4: error: the quotation mark is not closed [PX1001]"},
      {"- a # it's\n- 'c''", "2:3: error: the quotation mark is not closed [PX1001]"},
      {"a: {b: \"c\n}\n", "1:8: error: the quotation mark is not closed [PX1001]"},
      {"a: [1,\n  {x: 2, y: [3", "2:13: error: the `[` is not closed [PX1001]"},
      {"a: {x: 1\nb: 3\n", "1:4: error: the `{` is not closed [PX1001]"},
      {"a:\n\tb: 1\n", "2:1: error: a tab in the indentation [PX1001]"},
      {"tên: x: y\n", "1:7: error: a `:` where none can stand [PX1001]"},
      {"a:\n  b: 1\n c: 2\n", "3:2: error: this line does not fit the lines above [PX1001]"},
      {"a: \"b\" c\n", "1:8: error: this does not belong behind the value before it [PX1001]"},
      {"a: &x 1\n", "1:4: error: an anchor (`&`) is not used here [PX1003]"},
      {"a: !!str\nb: 1\n", "1:4: error: a tag (`!`) is not used here [PX1003]"},
      {"a: ! b\n", "1:4: error: a tag (`!`) is not used here [PX1003]"},
      {"<<: {a: 1}\n", "1:1: error: merging (`<<`) is not used here [PX1003]"},
      {"? [a]\n: 1\n", "1:3: error: a key must be text [PX1003]"},
      {"~: 1\n", "1:1: error: a key must be text [PX1003]"},
      {"a: \"\\e[2J\"\n", "1:5: error: an escape for a control character [PX1003]"},
      {"a: 1\nb: \x04\nc: 1\n", "2:4: error: a control character [PX1001]"},
      {"a: 1\rb: 2\n", "1:5: error: a control character [PX1001]"},
      {"a: é\xFF\n", "1:5: error: the byte 0xFF is not UTF-8 [PX1006]"},
      {"\uFEFFa: 1\nb: [\n", "2:4: error: the `[` is not closed [PX1001]"},
  };
  for (const Case& row : cases) {
    const Reading reading(row.text);
    INFO(row.text);
    CHECK_FALSE(reading.root);
    CHECK(reading.messages() == "f.yaml:" + row.message + "\n");
  }
}

TEST_CASE("an alias bomb is refused at each of its aliases") {
  const Reading reading("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nd: *a\n");
  CHECK_FALSE(reading.root);
  CHECK(reading.diagnostics.errors() == 7);
  CHECK(reading.messages().find("f.yaml:4:4: error: an alias (`*`) is not used here") !=
        std::string::npos);
}

TEST_CASE("all faults of a file are listed") {
  const Reading reading("a: 1\na: 2\nb: !x 3\nb: 4\nc: [\n");
  CHECK(reading.diagnostics.errors() == 4);
  CHECK(reading.diagnostics.kept()[0].related.size() == 1);
}

std::string repeated(const std::string& part, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) {
    result += part;
  }
  return result;
}

TEST_CASE("the limits hold on both sides") {
  CHECK(Reading(repeated("[", 64) + repeated("]", 64)).root);
  CHECK(Reading(repeated("[", 65) + repeated("]", 65)).messages() ==
        "f.yaml:1:65: error: more than 64 levels [PX1004]\n");
  CHECK(Reading(repeated("[", 100'000)).messages().ends_with("more than 64 levels [PX1004]\n"));
  CHECK(Reading(repeated("- a\n", 199'999)).root);
  CHECK(Reading(repeated("- a\n", 200'000)).messages() ==
        "f.yaml:200000:3: error: more than 200,000 keys and values [PX1004]\n");
  CHECK(Reading("a: 1\n#" + std::string(std::size_t{8} * 1024 * 1024, 'x')).messages() ==
        "f.yaml:1:1: error: the file is larger than 8 MiB [PX1004]\n");
}

TEST_CASE("the same fault of a file read twice is still a refusal") {
  Sources sources;
  Diagnostics diagnostics;
  const std::uint32_t source = sources.add_text("f.yaml", "a: [");
  CHECK_FALSE(read_yaml(source, sources, diagnostics));
  CHECK_FALSE(read_yaml(source, sources, diagnostics));
  CHECK(diagnostics.errors() == 1);
}

}  // namespace
}  // namespace parindex
