// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "report_testing.h"

namespace parindex {
namespace {

std::string paragraph(std::string text) {
  return written(write_markdown, {"", {Paragraph{std::move(text)}}});
}

TEST_CASE("markdown: headings, text, facts, tables") {
  const Report report{
      "Kết quả",
      {Heading{"Phần I"}, Paragraph{"Một câu."}, Facts{{{"Đơn vị", "Sở Nội vụ"}, {"Kỳ", "2024"}}},
       Facts{}, table_of("hidden", {text_column("a", "")}, {{"x"}}),
       table_of("t", {text_column("a", "Tên"), text_column("b", ""), number_column("c", "Điểm")},
                {{"x|y", "-", fixed(9000, 2)}, {EmptyCell{}, "-", exact(250, 2)}})}};
  CHECK(written(write_markdown, report) == R"(# Kết quả

## Phần I

Một câu.

- Đơn vị: Sở Nội vụ
- Kỳ: 2024

| Tên | Điểm |
| --- | --: |
| x\|y | 90.00 |
|  | 2.5 |
)");
}

TEST_CASE("markdown: nothing in a text becomes markup") {
  CHECK(paragraph("a\\b `c` *d* _e_ <f> [g](h) i|j &lt; ~k~ #l $m$") ==
        "a\\\\b \\`c\\` \\*d\\* \\_e\\_ \\<f> \\[g](h) i\\|j \\&lt; \\~k\\~ \\#l \\$m\\$\n");
  CHECK(paragraph("one\ntwo\r\nthree\rfour") == "one<br>two<br>three<br>four\n");
  CHECK(paragraph("a\x1b[1m\u009B\tb") == "a\uFFFD\\[1m\uFFFD\uFFFDb\n");
}

TEST_CASE("markdown: a text opens no list, quotation or code") {
  CHECK(paragraph("- a - b") == "\\- a - b\n");
  CHECK(paragraph("> a") == "\\> a\n");
  CHECK(paragraph("12. a. b") == "12\\. a. b\n");
  CHECK(paragraph("1) a") == "1\\) a\n");
  CHECK(paragraph("1a) b") == "1a) b\n");
  CHECK(paragraph("2024") == "2024\n");
  CHECK(paragraph("     a") == "a\n");
  CHECK(paragraph("") == "\n");
  CHECK(written(write_markdown, {"", {Facts{{{"1. a", "# b"}}}}}) == "- 1\\. a: \\# b\n");
}

}  // namespace
}  // namespace parindex
