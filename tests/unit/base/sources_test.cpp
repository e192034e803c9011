// SPDX-License-Identifier: Apache-2.0
#include "base/sources.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <sys/stat.h>

namespace parindex {
namespace {

SourceSpan span_of(std::uint32_t source, const std::string& text, const std::string& part) {
  return {source, static_cast<std::uint32_t>(part.size()), text.find(part)};
}

std::string under_caret(const Position& place) {
  return place.line_text.substr(place.caret_begin, place.caret_end - place.caret_begin);
}

std::string repeated(const std::string& part, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) {
    result += part;
  }
  return result;
}

// What is compared of a place, in one text: `line:column |line text| under the caret`.
std::string written(const Position& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column) + " |" + place.line_text +
         "| " + under_caret(place);
}

// The same text twice: in memory, and in a file that is removed at the end.
struct TwoSources {
  explicit TwoSources(const std::string& text)
      : path(std::filesystem::temp_directory_path() /
             ("parindex_sources_" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    std::ofstream(path, std::ios::binary) << text;
    in_memory = sources.add_text("memory", text);
    on_disk = sources.add_file(path.string());
  }
  TwoSources(const TwoSources&) = delete;
  TwoSources& operator=(const TwoSources&) = delete;
  ~TwoSources() { std::filesystem::remove(path); }

  std::filesystem::path path;
  Sources sources;
  std::uint32_t in_memory = 0;
  std::uint32_t on_disk = 0;
};

TEST_CASE("a span is found by line and character, in memory and on disk") {
  const std::string text =
      "\uFEFFunit\r\n"
      "ha\u0323n,le\u0323\u0302 x\r\n"
      "\r\n"
      "end";
  TwoSources two(text);
  struct Case {
    std::size_t begin;
    std::uint32_t length;
    std::string place;
  };
  const Case cases[] = {
      {0, 0, "1:1 |unit| u"},
      {3, 4, "1:1 |unit| unit"},
      {7, 1, "1:5 |unit| "},  // the carriage return
      {text.find("a\u0323"), 1, "2:2 |ha\u0323n,le\u0323\u0302 x| a\u0323"},
      {text.find("le"), 2, "2:5 |ha\u0323n,le\u0323\u0302 x| le\u0323\u0302"},
      {text.find("x\r"), 9, "2:8 |ha\u0323n,le\u0323\u0302 x| x"},  // ends with its line
      {text.find("\r\nend"), 1, "3:1 || "},
      {text.size() - 1, 1, "4:3 |end| d"},
      {text.size(), 0, "4:4 |end| "},
  };
  for (const Case& row : cases) {
    for (const std::uint32_t source : {two.in_memory, two.on_disk}) {
      const Position place = two.sources.locate({source, row.length, row.begin});
      CHECK(place.file == two.sources.name(source));
      CHECK(written(place) == row.place);
    }
  }
}

TEST_CASE("a long line is cut around the span, between characters") {
  // The letter ợ, in three code points and in one.
  const std::string before = "first\n" + repeated("o\u031B\u0323", 100'000) + "-";
  TwoSources two(before + "here:" + repeated("\u1EE3", 1000));
  const std::size_t middle = before.size();
  const Position place = two.sources.locate({two.on_disk, 4, middle});
  CHECK(written(place).starts_with("2:100002 |…o\u031B\u0323"));
  CHECK(written(place).ends_with("\u1EE3…| here"));
  CHECK(place.line_text.size() <= 170);
  CHECK(written(place) == written(two.sources.locate({two.in_memory, 4, middle})));

  const Position start = two.sources.locate({two.on_disk, 1, 6});
  CHECK(written(start).starts_with("2:1 |o\u031B"));
  CHECK(start.line_text.ends_with("…"));
}

TEST_CASE("a line that fits is shown whole") {
  const std::string line(160, 'x');
  Sources sources;
  const std::uint32_t source = sources.add_text("f", line + "\n" + line + "x\n");
  for (const std::uint64_t begin : {0U, 80U, 159U, 160U}) {
    CHECK(sources.locate({source, 1, begin}).line_text == line);
  }
  CHECK(sources.locate({source, 1, 161}).line_text == line + "…");
  CHECK(sources.locate({source, 1, 320}).line_text == "…" + line);
}

TEST_CASE("many spans come back in their order") {
  std::string text;
  std::vector<SourceSpan> spans;
  TwoSources two("a\nb\n");
  for (int i = 0; i < 50'000; ++i) {
    text += "row " + std::to_string(i) + "\n";
  }
  const std::uint32_t big = two.sources.add_text("big", text);
  spans.push_back(span_of(big, text, "row 49999"));
  spans.push_back({});
  spans.push_back({two.on_disk, 1, 2});
  spans.push_back(span_of(big, text, "row 7\n"));
  const std::vector<Position> places = two.sources.locate_all(spans);
  REQUIRE(places.size() == 4);
  CHECK(places[0].line == 50'000);
  CHECK(places[1].line == 0);
  CHECK(places[1].file.empty());
  CHECK(places[2].line == 2);
  CHECK(places[3].line == 8);
}

TEST_CASE("what acts on a terminal does not come out of a file") {
  Sources sources;
  const std::uint32_t source = sources.add_text("f",
                                                "a\x1B[2J\xFF"
                                                "b\n");
  const Position place = sources.locate({source, 1, 6});
  CHECK(place.line_text ==
        "a\uFFFD[2J\uFFFD"
        "b");
  CHECK(under_caret(place) == "b");
}

TEST_CASE("a file that cannot be read again still has its name") {
  const std::string pipe =
      (std::filesystem::temp_directory_path() / "parindex_sources_pipe").string();
  std::filesystem::remove(pipe);
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  Sources sources;
  for (const std::string& path : {std::string("no/such/file"), pipe}) {
    const Position place = sources.locate({sources.add_file(path), 1, 3});
    CHECK(place.file == path);
    CHECK(place.line == 0);
  }
  std::filesystem::remove(pipe);
}

TEST_CASE("a file that has become shorter is shown at its end") {
  TwoSources two("a\nbc");
  const Position place = two.sources.locate({two.on_disk, 5, 1000});
  CHECK(place.line == 2);
  CHECK(place.column == 3);
  CHECK(place.line_text == "bc");
}

}  // namespace
}  // namespace parindex
