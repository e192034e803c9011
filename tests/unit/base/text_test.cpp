// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <array>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace parindex {
namespace {

// "Tỷ lệ đúng hạn", composed and decomposed.
const std::string kComposed = "T\u1EF7 l\u1EC7 \u0111\u00FAng h\u1EA1n";
const std::string kDecomposed = "Ty\u0309 le\u0323\u0302 \u0111u\u0301ng ha\u0323n";
const std::string kBroken = "a\xC3\x28\xED\xA0\x80\xF4\x90\x80\x80z\xE1\xBB";

TEST_CASE("composed and decomposed text is the same text") {
  CHECK(to_nfc(kDecomposed) == kComposed);
  CHECK(to_nfc(kComposed) == kComposed);
  CHECK(to_nfc("\u212B") == "\u00C5");  // letters and blanks with another canonical form
  CHECK(to_nfc("\u2001") == "\u2003");
  CHECK(fold_case(kDecomposed) == fold_case("TỶ LỆ ĐÚNG HẠN"));
  CHECK(fold_case("UBND") == "ubnd");
  CHECK(fold_diacritics("TỶ LỆ ĐÚNG HẠN") == "ty le dung han");
  CHECK(fold_diacritics(kDecomposed) == "ty le dung han");
  CHECK(count_characters(kDecomposed) == 14);
  CHECK(count_characters(kComposed) == 14);
  CHECK(display_width(kDecomposed) == 14);
  CHECK(display_width("評価") == 4);
}

TEST_CASE("text that is not UTF-8 harms nothing") {
  CHECK(find_invalid_utf8(kComposed) == std::string::npos);
  CHECK(find_invalid_utf8(kBroken) == 1);
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);  // half of a pair of UTF-16
  CHECK(find_invalid_utf8("\xC0\xAF") == 0);      // longer than needed
  CHECK(to_nfc(kBroken) == kBroken);
  CHECK(fold_case(kBroken) == kBroken);
  CHECK(find_invalid_utf8(printable(kBroken)) == std::string::npos);
  CHECK(find_invalid_utf8(json_quote(kBroken)) == std::string::npos);
  CHECK(display_width("\xFF\xFE") == 2);
  CHECK_FALSE(nearest(kBroken, std::array{kComposed}));
}

TEST_CASE("nothing that acts on a terminal is printed") {
  CHECK(printable("a\x1B[2Jb\tc\nd\x7F") == "a\uFFFD[2Jb\tc\uFFFDd\uFFFD");
  CHECK(printable("\u009B\u202Ex") == "\uFFFD\uFFFDx");
  CHECK(find_control("a\tb\r\nc\n") == std::string::npos);
  CHECK(find_control("a\rb") == 1);
  CHECK(find_control("h\u1EA1\u0085") == 4);
}

TEST_CASE("JSON strings hold any text") {
  CHECK(json_quote("a\"b\\c\n\t\x1B\x7F") == R"("a\"b\\c\n\u0009\u001b\u007f")");
  CHECK(json_quote(kComposed) == "\"" + kComposed + "\"");
  CHECK(json_quote("a\xFF") == "\"a\uFFFD\"");
  CHECK(json_quote(std::string("\0", 1)) == R"("\u0000")");
}

TEST_CASE("the nearest name is suggested, if it is near") {
  const std::vector<std::string> names = {"indicator", "title", "max", "source", "dung_han"};
  struct Case {
    std::string word;
    std::string answer;
  };
  const Case cases[] = {
      {"indicatr", "indicator"},
      {"tilte", "title"},  // neighbours swapped
      {"MAX", "max"},
      {"đúng_hạn", "dung_han"},
      {"dụng-han", "dung_han"},
      {"weight", ""},
      {"x", ""},
      {"", ""},
      {"indicat", "indicator"},
      {"indi", ""},
  };
  for (const Case& row : cases) {
    INFO(row.word);
    CHECK(nearest(row.word, names).value_or("") == row.answer);
  }
  CHECK_FALSE(nearest("g", std::array{std::string("h")}));  // nothing in common
  CHECK_FALSE(nearest(std::string(1'000'000, 'x'), names));
}

TEST_CASE("suggestions name what there is") {
  const std::vector<std::string> names = {"title", "max"};
  CHECK(suggest("tite", names) == "did you mean `title`?");
  CHECK(suggest("weight", names) == "one of: title, max");
  CHECK(suggest("weight", {}).empty());
  CHECK(suggest("weight", std::vector<std::string>(13, "a1")) ==
        "one of: a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, a1, …");
}

TEST_CASE("text is cut between characters") {
  CHECK(trim("\t \u00A0ha\u0323n \u202F\u00A0") == "ha\u0323n");
  CHECK(trim(" \t").empty());
  CHECK(shorten("ha\u0323n m\u01B0\u0301c", 3) == "ha\u0323…");
  CHECK(shorten("ha\u0323n", 3) == "ha\u0323n");
  CHECK_FALSE(starts_character("a\u0323", 1));
  CHECK_FALSE(starts_character("\u1EA1", 2));
  CHECK(starts_character("ab", 2));
}

TEST_CASE("thousands are set apart") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(4312) == "4,312");
  CHECK(with_thousands(1234567) == "1,234,567");
}

}  // namespace
}  // namespace parindex
