// SPDX-License-Identifier: Apache-2.0
#include "workbook_file.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <zlib.h>

#include "golden_file.h"

namespace golden {
namespace {

constexpr std::string_view kXml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr std::string_view kMain =
    R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")"
    R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
constexpr std::string_view kRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
constexpr std::string_view kType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
// Style 1 is a percent, style 2 a day.
constexpr std::string_view kStyles =
    R"(<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs>)";

std::string trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  const std::size_t end = text.find_last_not_of(' ');
  return end == std::string_view::npos ? "" : std::string(text.substr(begin, end + 1 - begin));
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
  }
  return result;
}

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(kType) + type + "\" Target=\"" +
         target + "\"/>";
}

// The parts of a zip archive, each folded.
class ZipWriter {
 public:
  void add(const std::string& name, const std::string& bytes) {
    const std::string folded = fold(bytes);
    std::string entry;
    put(entry, 20, 2);      // version
    put(entry, 0, 2);       // flags
    put(entry, 8, 2);       // deflate
    put(entry, 0, 2);       // time
    put(entry, 0x0021, 2);  // 1980-01-01
    put(entry,
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())),
        4);
    put(entry, folded.size(), 4);
    put(entry, bytes.size(), 4);
    put(entry, name.size(), 2);
    put(entry, 0, 2);  // further fields
    directory_ += "PK\x01\x02";
    put(directory_, 20, 2);
    directory_ += entry;
    put(directory_, 0, 2);  // comment
    put(directory_, 0, 2);  // disk
    put(directory_, 0, 2);  // kind
    put(directory_, 0, 4);  // rights
    put(directory_, file_.size(), 4);
    directory_ += name;
    file_ += "PK\x03\x04" + entry + name + folded;
    ++count_;
  }

  std::string finish() {
    const std::size_t begin = file_.size();
    file_ += directory_;
    file_ += "PK\x05\x06";
    put(file_, 0, 4);  // disks
    put(file_, count_, 2);
    put(file_, count_, 2);
    put(file_, directory_.size(), 4);
    put(file_, begin, 4);
    put(file_, 0, 2);  // comment
    return std::move(file_);
  }

 private:
  static void put(std::string& text, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      text += static_cast<char>(value >> (8 * i) & 0xFFU);
    }
  }
  static std::string fold(const std::string& bytes) {
    z_stream stream{};
    ::deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string folded(::deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(folded.data());
    stream.avail_out = static_cast<uInt>(folded.size());
    ::deflate(&stream, Z_FINISH);
    folded.resize(stream.total_out);
    ::deflateEnd(&stream);
    return folded;
  }

  std::string file_, directory_;
  std::size_t count_ = 0;
};

class WorkbookBuilder {
 public:
  std::string read(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      if (!line.starts_with("== ")) {
        add_line(line);
      } else if (std::string fault = begin(split_words(line)); !fault.empty()) {
        return fault;
      }
    }
    return sheets_.empty() && parts_.empty() ? "a workbook has `== sheet NAME`" : "";
  }

  std::string finish() {
    std::map<std::string, std::string> parts;
    std::string names;
    std::string relations = relation("rIdS", "styles", "styles.xml") +
                            relation("rIdT", "sharedStrings", "sharedStrings.xml");
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      names += "<sheet name=\"";
      names += escaped(sheets_[i].name);
      names += "\" sheetId=\"";
      names += number;
      names += sheets_[i].is_hidden ? "\" state=\"hidden\" r:id=\"rId" : "\" r:id=\"rId";
      names += number;
      names += "\"/>";
      relations += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
      parts["xl/worksheets/sheet" + number + ".xml"] =
          element("worksheet", "<sheetData>" + sheets_[i].rows + "</sheetData>");
    }
    parts["_rels/.rels"] = std::string(kXml) + std::string(kRelations) +
                           relation("rId1", "officeDocument", "xl/workbook.xml") +
                           "</Relationships>";
    parts["xl/_rels/workbook.xml.rels"] =
        std::string(kXml) + std::string(kRelations) + relations + "</Relationships>";
    parts["xl/workbook.xml"] =
        element("workbook", std::string(is_1904_ ? "<workbookPr date1904=\"1\"/>" : "") +
                                "<sheets>" + names + "</sheets>");
    parts["xl/styles.xml"] = element("styleSheet", std::string(kStyles));
    parts["xl/sharedStrings.xml"] = element("sst", texts_);
    for (const auto& [name, bytes] : parts_) {
      parts[name] = bytes;
    }
    ZipWriter zip;
    for (const auto& [name, bytes] : parts) {
      zip.add(name, bytes);
    }
    return zip.finish();
  }

 private:
  struct Sheet {
    std::string name;
    bool is_hidden = false;
    std::string rows, last_row;
    std::size_t row_count = 0;
  };

  static std::string element(const std::string& name, const std::string& body) {
    return std::string(kXml) + "<" + name + std::string(kMain) + ">" + body + "</" + name + ">";
  }

  std::string begin(const std::vector<std::string>& words) {
    const std::string& what = words[1];
    if (what == "sheet" && words.size() >= 3) {
      part_ = nullptr;
      sheets_.push_back({words[2], words.size() > 3 && words[3] == "hidden", "", "", 0});
    } else if (what == "part" && words.size() == 3) {
      part_ = &parts_[words[2]];
    } else if (what == "repeat" && words.size() == 3 && !sheets_.empty()) {
      for (std::size_t n = std::stoul(words[2]); n > 1; --n) {
        add_row(sheets_.back().last_row);
      }
    } else if (what == "blanks" && words.size() == 3 && !sheets_.empty()) {
      sheets_.back().rows.append(std::stoul(words[2]), ' ');
    } else if (what == "1904") {
      is_1904_ = true;
    } else {
      return "`" + what + "` is not `sheet`, `repeat`, `blanks`, `1904` or `part`";
    }
    return "";
  }

  void add_line(const std::string& line) {
    if (part_ != nullptr) {
      *part_ += line + "\n";
    } else if (!sheets_.empty()) {
      std::string cells;
      char column = 'A';
      for (std::size_t begin = 0; begin <= line.size(); ++column) {
        const std::size_t end = std::min(line.find('|', begin), line.size());
        cells += cell(trimmed(std::string_view{line}.substr(begin, end - begin)), column);
        begin = end + 1;
      }
      add_row(cells);
    }
  }

  // `{}` in the XML of a row stands for its number.
  void add_row(const std::string& cells) {
    Sheet& sheet = sheets_.back();
    sheet.last_row = cells;
    const std::string number = std::to_string(++sheet.row_count);
    std::string row = "<row r=\"{}\">" + cells + "</row>";
    for (std::size_t at = row.find("{}"); at != std::string::npos; at = row.find("{}", at)) {
      row.replace(at, 2, number);
    }
    sheet.rows += row;
  }

  std::string cell(const std::string& text, char column) {
    if (text.empty() || text.starts_with('<')) {
      // Without a reference a cell stands behind the one before it.
      return text.starts_with("<c ") ? "<c r=\"" + std::string(1, column) + "{}\" " + text.substr(3)
                                     : text;
    }
    const std::string begin = "<c r=\"" + std::string(1, column) + "{}\"";
    const std::size_t style = std::string_view("=%@").find(text.front());
    if (style != std::string_view::npos) {
      return begin + " s=\"" + std::to_string(style) + "\"><v>" + text.substr(1) + "</v></c>";
    }
    texts_ += "<si><t xml:space=\"preserve\">" + escaped(text) + "</t></si>";
    return begin + " t=\"s\"><v>" + std::to_string(text_count_++) + "</v></c>";
  }

  std::vector<Sheet> sheets_;
  std::map<std::string, std::string> parts_;
  std::string* part_ = nullptr;
  std::string texts_;
  std::size_t text_count_ = 0;
  bool is_1904_ = false;
};

}  // namespace

std::string workbook_of(const std::vector<std::string>& lines, std::string& fault) {
  WorkbookBuilder builder;
  fault = builder.read(lines);
  return fault.empty() ? builder.finish() : "";
}

}  // namespace golden
