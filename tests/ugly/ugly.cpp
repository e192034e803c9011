// SPDX-License-Identifier: Apache-2.0
//
// Makes files of figures as offices have them, and says what is wrong with each.
//   ugly NAME     writes the file, rules.yaml and units.csv, and prints what is wrong
//   ugly --list   prints all names
// A file more is a row of kFiles and a golden test of the same name in this folder.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iconv.h>
#include <string>
#include <string_view>
#include <zlib.h>
#include <zstd.h>

namespace {

constexpr std::string_view kRules =
    R"(parindex: 1
id: ugly
lang: en
period: 2024
indicators:
  ho_so: {title: Số hồ sơ, type: count}
  dung_han: {title: Hồ sơ đúng hạn, type: count, at_most: ho_so}
  hai_long: {title: Mức độ hài lòng, type: percent, decimals: 2}
  ke_hoach: {title: Ban hành kế hoạch, type: bool}
criteria:
- {id: "1.1", max: 4, proportional: dung_han / ho_so}
- {id: "1.2", max: 4, proportional: hai_long}
- {id: "1.10", max: 2, yes_no: ke_hoach}
)";

constexpr std::string_view kUnits =
    "unit,name,short\n"
    "nv,Sở Nội vụ,SNV\n"
    "tc,Sở Tài chính,STC\n"
    "yt,Sở Y tế,SYT\n";

constexpr std::string_view kPlain =
    "unit,ho_so,dung_han,hai_long,ke_hoach\n"
    "Sở Nội vụ,1200,1140,90.25,có\n"
    "Sở Tài chính,35,35,88.5,không\n"
    "Sở Y tế,80,76,75,x\n";

constexpr std::string_view kExcel =
    "unit;ho_so;dung_han;hai_long;ke_hoach\n"
    "Sở Nội vụ;1200;1140;90,25;có\n"
    "Sở Tài chính;35;35;88,5;không\n"
    "Sở Y tế;80;76;75;x\n";

std::string with(std::string_view text, std::string_view old, std::string_view by) {
  std::string result(text);
  for (std::size_t at = result.find(old); at != std::string::npos;
       at = result.find(old, at + by.size())) {
    result.replace(at, old.size(), by);
  }
  return result;
}

std::string in_encoding(std::string_view utf8, const char* encoding) {
  const iconv_t state = iconv_open(encoding, "UTF-8");
  std::string in(utf8);
  std::string out(utf8.size() * 4, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  if (iconv(state, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) {
    std::perror(encoding);
  }
  iconv_close(state);
  out.resize(out.size() - room);
  return out;
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string in(text);
  std::string out(deflateBound(&stream, in.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string times(std::size_t count, std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) {
    result += text;
  }
  return result;
}

std::string many_faults() {
  std::string text = "unit,ho_so,dung_han,hai_long,ke_hoach\n";
  for (int i = 1; i <= 100; ++i) {
    text += "Sở Y tế,12O,1,101.123,maybe\n";
  }
  return text;
}

struct UglyFile {
  std::string_view name;
  std::string_view wrong;
  std::string (*bytes)();
};

const std::array kFiles = {
    // ---------- bytes ----------
    UglyFile{"bom.csv", "byte order mark and CRLF, as Excel saves `CSV UTF-8`",
             [] { return "\uFEFF" + with(kPlain, "\n", "\r\n"); }},
    UglyFile{"utf16le.csv", "UTF-16LE with its mark and tabs, as Excel saves `Unicode Text`",
             [] { return "\xFF\xFE" + in_encoding(with(kPlain, ",", "\t"), "UTF-16LE"); }},
    UglyFile{"utf16be.csv", "UTF-16BE with its mark",
             [] { return "\xFE\xFF" + in_encoding(kPlain, "UTF-16BE"); }},
    UglyFile{"utf16le_no_mark.csv", "UTF-16LE without a mark",
             [] { return in_encoding(kPlain, "UTF-16LE"); }},
    UglyFile{"utf16be_no_mark.csv", "UTF-16BE without a mark",
             [] { return in_encoding(kPlain, "UTF-16BE"); }},
    UglyFile{"cp1258.csv", "CP1258: letters and their tones are two bytes",
             [] { return in_encoding(kExcel, "CP1258"); }},
    UglyFile{"tcvn3.csv", "TCVN3, for .VnTime fonts",
             [] {
               return with(with(with(kExcel, "Sở Nội vụ", "S\xEB N\xE9i v\xF4"), "Sở Tài chính",
                                "S\xEB T\xB5i ch\xDDnh"),
                           "Sở Y tế", "S\xEB Y t\xD5");
             }},
    UglyFile{"vni.csv", "VNI, for VNI-Times fonts",
             [] {
               return with(with(with(kExcel, "Sở Nội vụ", "S\xF4\xFB No\xE4i vu\xEF"),
                                "Sở Tài chính", "S\xF4\xFB Ta\xF8i ch\xEDnh"),
                           "Sở Y tế", "S\xF4\xFB Y te\xE1");
             }},
    UglyFile{"tcvn3_in_utf8.csv", "TCVN3 text saved as UTF-8",
             [] { return with(kPlain, "Sở Tài chính", "Së Tµi chÝnh"); }},
    UglyFile{"vni_in_utf8.csv", "VNI text saved as UTF-8",
             [] { return with(kPlain, "Sở Nội vụ", "Sôû Noäi vuï"); }},
    UglyFile{"question_marks.csv", "`?` where letters were: saved without Unicode",
             [] { return with(kPlain, "Sở Nội vụ", "S? N?i v?"); }},
    UglyFile{"twice_encoded.csv", "UTF-8 taken for Windows-1252 and encoded once more",
             [] { return with(kPlain, "Sở Nội vụ", "Sá»Ÿ Ná»™i vá»¥"); }},
    UglyFile{"decomposed.csv", "decomposed letters (NFD), as macOS writes them",
             [] { return with(with(kPlain, "Sở", "So\u031B\u0309"), "Nội", "No\u0323\u0302i"); }},
    UglyFile{"broken_byte.csv", "UTF-8 with one byte missing",
             [] { return with(kPlain, "Sở Y tế", "Sở Y t\xE1\xBA"); }},
    UglyFile{"packed.csv.gz", "packed by gzip", [] { return gzip(kPlain); }},
    UglyFile{"packed.csv.zst", "packed by zstd", [] { return zstd(kExcel); }},
    UglyFile{"cut_off.csv.gz", "packed, and the end did not arrive",
             [] { return gzip(kPlain).substr(0, 60); }},
    UglyFile{"bomb.csv.gz", "a few bytes that unpack to 80 MB",
             [] { return gzip(times(8'000'000, "0000000000")); }},
    UglyFile{"workbook.csv", "a workbook of old Excel with another name",
             [] { return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0'); }},
    // ---------- lines ----------
    UglyFile{"only_returns.csv", "lines end in CR alone", [] { return with(kPlain, "\n", "\r"); }},
    UglyFile{"no_last_line_feed.csv", "the last line has no end",
             [] { return std::string(kPlain.substr(0, kPlain.size() - 1)); }},
    UglyFile{"sep_line.csv", "`sep=;` above the heading, for Excel",
             [] { return "sep=;\n" + std::string(kExcel); }},
    UglyFile{"tabs.csv", "tabs between fields", [] { return with(kPlain, ",", "\t"); }},
    UglyFile{"quoted_newlines.csv", "line ends inside quotation marks, heading included",
             [] {
               return with(with(kPlain, "hai_long", "\"Mức độ\nhài lòng\""), "Sở Y tế",
                           "\"Sở Y tế\n\"");
             }},
    UglyFile{"unclosed_quote.csv", "a quotation mark is not closed",
             [] { return with(kPlain, "Sở Tài chính", "\"Sở Tài chính"); }},
    UglyFile{"long_line.csv", "a line of 17 MB",
             [] { return std::string(kPlain) + "\"" + times(1'700'000, "0123456789") + "\n"; }},
    UglyFile{"short_row.csv", "a row with fewer fields than the heading",
             [] { return with(kPlain, ",88.5,không", ",88.5"); }},
    UglyFile{"long_row.csv", "a row with more fields: a decimal comma between commas",
             [] { return with(kPlain, "90.25", "90,25"); }},
    UglyFile{"blank_rows.csv", "blank rows, and rows of separators",
             [] { return with(kExcel, "\nSở Tài", "\n\n;;;;\n  \nSở Tài"); }},
    // ---------- shape ----------
    UglyFile{"title_rows.csv", "title, date and a blank row above the heading",
             [] {
               return "UBND TỈNH\nBẢNG TỔNG HỢP \"SỐ LIỆU\" NĂM 2024;;;;\n\n" + std::string(kExcel);
             }},
    UglyFile{"titles_above.csv", "a line of titles above the line of keys",
             [] {
               return "Đơn vị;Số hồ sơ;Hồ sơ đúng hạn;Mức độ hài lòng;Ban hành kế hoạch\n" +
                      std::string(kExcel);
             }},
    UglyFile{"titles_below.csv", "a line of titles below the line of keys",
             [] {
               return with(kExcel, "ke_hoach\n",
                           "ke_hoach\nĐơn vị;Số hồ sơ;Hồ sơ đúng hạn;Mức độ hài lòng;"
                           "Ban hành kế hoạch\n");
             }},
    UglyFile{"titles_only.csv", "titles instead of keys, in capitals",
             [] {
               return with(kExcel, "unit;ho_so;dung_han;hai_long;ke_hoach",
                           "Đơn vị;SỐ HỒ SƠ;Hồ sơ  đúng hạn;MỨC ĐỘ HÀI LÒNG;Ban hành kế hoạch");
             }},
    UglyFile{"misspelt_title.csv", "a title with a letter wrong",
             [] { return with(kExcel, "hai_long", "Mức độ hài long"); }},
    UglyFile{"row_numbers.csv", "a column STT and a row of totals",
             [] {
               return std::string(
                   "STT,Đơn vị,ho_so,dung_han,hai_long,ke_hoach\n"
                   "1,Sở Nội vụ,1200,1140,90.25,có\n"
                   "2,Sở Tài chính,35,35,88.5,không\n"
                   "Tổng cộng,,1235,1175,,\n");
             }},
    UglyFile{"wrong_total.csv", "a row of totals that is not the sum",
             [] { return std::string(kPlain) + "TỔNG CỘNG,1315,1252,,\n"; }},
    UglyFile{"empty_columns.csv", "columns without heading and cells, separators at line ends",
             [] {
               return std::string(
                   "unit;;ho_so;dung_han;hai_long;ke_hoach;;\n"
                   "Sở Nội vụ;;1200;1140;90,25;có;;\n"
                   "Sở Y tế;;80;76;75;x;;;;\n");
             }},
    UglyFile{
        "value_without_heading.csv", "a value in a column without heading",
        [] { return with(with(kPlain, "ke_hoach\n", "ke_hoach,\n"), ",có\n", ",có,xem lại\n"); }},
    // ---------- cells ----------
    UglyFile{
        "thousands.csv", "thousands set apart by points and by blanks, decimal commas",
        [] { return with(with(kExcel, ";1200;1140", ";1.200;1 140"), ";35;35", ";1.234.567;35"); }},
    UglyFile{
        "ambiguous.csv", "1.200 and nothing that shows the decimal mark",
        [] { return with(with(with(kExcel, ";1200", ";1.200"), "90,25", "90"), "88,5", "88"); }},
    UglyFile{"mixed_marks.csv", "decimal commas and decimal points in one file",
             [] { return with(kExcel, "88,5", "88.5"); }},
    UglyFile{"percent_signs.csv", "percents with signs and blanks",
             [] { return with(with(kExcel, "90,25", "90,25%"), ";75", "; 75 % "); }},
    UglyFile{"words.csv", "words for yes, no, not applicable; dashes",
             [] {
               return with(with(with(kPlain, "có", "Đạt"), ",x\n", ",-\n"), "88.5,không",
                           "KĐG,KHÔNG");
             }},
    UglyFile{"spreadsheet_errors.csv", "errors of formulas, O for 0, a part above its whole",
             [] {
               return with(with(with(kPlain, "1140", "#DIV/0!"), ",80,", ",8O,"), "35,35", "35,36");
             }},
    // ---------- units ----------
    UglyFile{"short_names.csv", "units by short name, id, and in capitals",
             [] {
               return with(with(with(kPlain, "Sở Nội vụ", "snv"), "Sở Tài chính", "TC"), "Sở Y tế",
                           "SỞ Y TẾ");
             }},
    UglyFile{
        "no_diacritics.csv", "units without their marks, one that nobody knows",
        [] { return with(with(kPlain, "Sở Nội vụ", "So Noi vu"), "Sở Tài chính", "Cục Thuế"); }},
    UglyFile{"twice.csv", "a unit twice, by name and by short name",
             [] { return with(kPlain, "Sở Y tế", "SNV"); }},
    UglyFile{"many_faults.csv", "300 faults: a few are shown, the rest is counted", many_faults},
};

bool write_file(std::string_view name, std::string_view bytes) {
  std::FILE* const file = std::fopen(std::string(name).c_str(), "wb");
  const bool is_written =
      file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return file != nullptr && std::fclose(file) == 0 && is_written;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view name = argc == 2 ? argv[1] : "";
  if (name == "--list") {
    for (const UglyFile& file : kFiles) {
      std::printf("%s\n", std::string(file.name).c_str());
    }
    return 0;
  }
  const auto* const file = std::find_if(kFiles.begin(), kFiles.end(),
                                        [&](const UglyFile& row) { return row.name == name; });
  if (file == kFiles.end()) {
    std::fputs("usage: ugly NAME | --list\n", stderr);
    return 2;
  }
  std::printf("%s\n", std::string(file->wrong).c_str());
  const bool is_done = write_file("rules.yaml", kRules) && write_file("units.csv", kUnits) &&
                       write_file(file->name, file->bytes());
  return is_done ? 0 : 1;
}
