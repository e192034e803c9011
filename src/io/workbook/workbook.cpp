// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/workbook.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/text.h"
#include "io/csv/csv_faults.h"
#include "io/workbook/workbook_text.h"
#include "io/workbook/xml_reader.h"

namespace parindex {
namespace {

constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0";  // .xls, and what has a password
constexpr std::string_view kZip = "PK\x03\x04";

unsigned number_of(std::string_view text) {
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true";
}

// Where the parts of the archive are, by the id that another part calls them by.
class Relations final : public XmlEvents {
 public:
  // `folder` is that of the part whose relations these are: "xl/".
  explicit Relations(std::string folder) : folder_(std::move(folder)) {}

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") {
      return;
    }
    const std::string part = path_of(attributes.get("Target"));
    const std::string_view type = attributes.get("Type");
    by_id_.emplace(attributes.get("Id"), part);
    by_type_.emplace(type.substr(type.rfind('/') + 1), part);
    if (type.ends_with("/worksheet")) {
      worksheets_.emplace(attributes.get("Id"), part);
    }
  }
  void end(std::string_view /*name*/) override {}
  void text(std::string_view /*piece*/) override {}

  [[nodiscard]] std::string of_type(const std::string& type) const { return find(by_type_, type); }
  [[nodiscard]] std::string worksheet(const std::string& id) const { return find(worksheets_, id); }

 private:
  using Parts = std::map<std::string, std::string>;

  static std::string find(const Parts& parts, const std::string& key) {
    const auto found = parts.find(key);
    return found == parts.end() ? "" : found->second;
  }
  [[nodiscard]] std::string path_of(std::string_view target) const {
    std::string path = target.starts_with('/') ? "" : folder_;
    target.remove_prefix(target.starts_with('/') ? 1 : 0);
    while (target.starts_with("../")) {
      target.remove_prefix(3);
      const std::size_t parent =
          path.size() < 2 ? std::string::npos : path.rfind('/', path.size() - 2);
      path.resize(parent == std::string::npos ? 0 : parent + 1);
    }
    target.remove_prefix(target.starts_with("./") ? 2 : 0);
    return path.append(target);
  }

  std::string folder_;
  Parts by_id_, by_type_, worksheets_;
};

// xl/workbook.xml: the sheets, and what holds for all of them.
class Directory final : public XmlEvents {
 public:
  struct Entry {
    std::string name, id;
    bool is_hidden = false;
  };

  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "sheet") {
      const std::string_view state = attributes.get("state");
      sheets.push_back({to_nfc(attributes.get("name")), std::string(attributes.get("id")),
                        !state.empty() && state != "visible"});
    } else if (name == "workbookPr") {
      has_1904_dates = is_true(attributes.get("date1904"));
    } else if (name == "calcPr") {
      is_computed = !is_true(attributes.get("fullCalcOnLoad"));
    }
  }
  void end(std::string_view /*name*/) override {}
  void text(std::string_view /*piece*/) override {}
  [[nodiscard]] bool is_done() const override { return sheets.size() > Workbook::kMostSheets; }

  std::vector<Entry> sheets;
  bool has_1904_dates = false;
  bool is_computed = true;
};

// xl/styles.xml: the number format of each style of cells.
class Styles final : public XmlEvents {
 public:
  void begin(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt" && codes_.size() < Workbook::kMostFormats) {
      codes_[number_of(attributes.get("numFmtId"))] = attributes.get("formatCode");
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_) {
      const unsigned id = number_of(attributes.get("numFmtId"));
      const auto code = codes_.find(id);
      formats.push_back(sheet_format(id, code == codes_.end() ? std::string_view() : code->second));
    }
  }
  void end(std::string_view name) override { in_cells_ = in_cells_ && name != "cellXfs"; }
  void text(std::string_view /*piece*/) override {}
  [[nodiscard]] bool is_done() const override { return formats.size() > Workbook::kMostFormats; }

  std::vector<SheetFormat> formats;

 private:
  std::map<unsigned, std::string> codes_;
  bool in_cells_ = false;
};

class SharedStrings final : public XmlEvents {
 public:
  void begin(std::string_view name, const XmlAttributes& /*attributes*/) override {
    rich_.begin(name);
    is_too_large = is_too_large || strings.size() > Workbook::kMostSharedStrings;
  }
  void end(std::string_view name) override {
    rich_.end(name);
    if (name == "si") {
      strings.push_back(rich_.take());
    }
  }
  void text(std::string_view piece) override {
    rich_.add(piece);
    is_too_large = is_too_large || rich_.size() > Workbook::kMostCellBytes;
  }
  [[nodiscard]] bool is_done() const override { return is_too_large; }

  std::vector<std::string> strings;
  bool is_too_large = false;

 private:
  RichText rich_;
};

constexpr std::string_view kSaveAgain =
    "open it in Excel or LibreOffice and save it as Excel workbook (.xlsx)";

// Why the bytes are no workbook that can be read, by what they begin with.
void add_no_workbook(std::string_view bytes, const std::string& path, Diagnostics& diagnostics) {
  using namespace std::string_view_literals;
  constexpr std::string_view kEncrypted = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
  std::string problem;
  std::string_view help = kSaveAgain;
  if (bytes.starts_with(kCompoundFile)) {
    const bool is_locked = bytes.find(kEncrypted) != std::string_view::npos;
    problem = is_locked ? "is locked with a password" : "is an old workbook (.xls)";
    help =
        is_locked ? "open it, remove the password (File, Info, Protect Workbook), save it" : help;
  } else if (bytes.starts_with(kZip)) {
    problem = "is a damaged workbook: the file is cut off, or its table of contents is broken";
    help = "copy or download it again";
  } else if (bytes.empty()) {
    problem = "is empty";
  } else {
    const std::string_view line =
        bytes.substr(0, std::min(bytes.find_first_of("\r\n"), bytes.size()));
    problem = fmt::format("is not a workbook: it begins with {}", shown(line.substr(0, 40)));
    help = "if it is a text of separated fields, call it .csv; else save it as .xlsx";
  }
  diagnostics.error(codes::kNotAWorkbook, {}, fmt::format("`{}` {}", path, problem),
                    std::string(help));
}

}  // namespace

bool begins_like_workbook(std::string_view bytes) {
  return bytes.starts_with(kZip) || bytes.starts_with(kCompoundFile);
}

std::optional<Workbook> Workbook::open(std::string_view bytes, const std::string& path,
                                       Diagnostics& diagnostics) {
  ZipArchive::Fault fault = ZipArchive::Fault::None;
  std::optional<ZipArchive> archive;
  if (bytes.starts_with(kZip)) {
    archive = ZipArchive::open(bytes, fault);
  }
  if (fault == ZipArchive::Fault::TooLarge) {
    diagnostics.error(codes::kWorkbookTooLarge, {},
                      fmt::format("`{}` has more than {} parts", path, ZipArchive::kMostEntries),
                      std::string(kSaveAgain));
    return std::nullopt;
  }
  if (!archive) {
    add_no_workbook(bytes, path, diagnostics);
    return std::nullopt;
  }
  Workbook workbook(std::move(*archive), path);
  return workbook.read_directory(diagnostics) ? std::optional(std::move(workbook)) : std::nullopt;
}

// Feeds one part to `events`.
bool Workbook::read_part(std::string_view part, XmlEvents& events, Diagnostics& diagnostics) {
  XmlReader reader(events);
  const ZipArchive::Fault fault =
      archive_.read(part, [&](std::string_view piece) { return reader.feed(piece); });
  const bool is_well_formed = reader.finish();
  switch (fault) {
    case ZipArchive::Fault::None:
    case ZipArchive::Fault::Stopped:
      if (is_well_formed) {
        return true;
      }
      diagnostics.error(
          codes::kNotAWorkbook, {},
          fmt::format("`{}` is a damaged workbook: its part {} is not XML that can be read", path_,
                      shown(part)),
          std::string(kSaveAgain));
      break;
    case ZipArchive::Fault::Damaged:
      diagnostics.error(codes::kNotAWorkbook, {},
                        fmt::format("`{}` is a damaged workbook: its part {} cannot be unpacked",
                                    path_, shown(part)),
                        "copy or download it again");
      break;
    case ZipArchive::Fault::Encrypted:
      diagnostics.error(codes::kNotAWorkbook, {},
                        fmt::format("`{}` is locked with a password", path_),
                        "save it without a password");
      break;
    case ZipArchive::Fault::TooLarge:
      diagnostics.error(
          codes::kWorkbookTooLarge, {},
          fmt::format("`{}` unfolds to more than is allowed: its part {}", path_, shown(part)),
          "is this really a table of figures? pass a CSV file if it is");
      break;
  }
  return false;
}

bool Workbook::read_directory(Diagnostics& diagnostics) {
  Relations top("");
  Directory directory;
  if (!archive_.has("_rels/.rels")) {
    diagnostics.error(codes::kNotAWorkbook, {},
                      fmt::format("`{}` is a zip archive, but not a workbook", path_),
                      std::string(kSaveAgain));
    return false;
  }
  if (!read_part("_rels/.rels", top, diagnostics)) {
    return false;
  }
  const std::string main = top.of_type("officeDocument");
  const std::string folder = main.substr(0, main.rfind('/') + 1);
  const std::string relations_part = folder + "_rels/" + main.substr(folder.size()) + ".rels";
  if (!main.ends_with(".xml") || !archive_.has(main) || !archive_.has(relations_part)) {
    diagnostics.error(
        codes::kNotAWorkbook, {},
        fmt::format("`{}` is a document, but not a workbook with sheets in XML", path_),
        std::string(kSaveAgain));
    return false;
  }
  Relations relations(folder);
  Styles styles;
  if (!read_part(main, directory, diagnostics) ||
      !read_part(relations_part, relations, diagnostics)) {
    return false;
  }
  const std::string style_part = relations.of_type("styles");
  if (archive_.has(style_part) && !read_part(style_part, styles, diagnostics)) {
    return false;
  }
  if (directory.is_done() || styles.is_done()) {
    diagnostics.error(
        codes::kWorkbookTooLarge, {},
        fmt::format("`{}` has more than {} sheets or {} formats", path_, kMostSheets, kMostFormats),
        std::string(kSaveAgain));
    return false;
  }
  for (Directory::Entry& entry : directory.sheets) {
    std::string part = relations.worksheet(entry.id);
    if (archive_.has(part)) {  // a sheet that is a chart has none
      entry.name = entry.name.empty() ? "?" : entry.name;
      sheets_.push_back({std::move(entry.name), std::move(part), entry.is_hidden});
    }
  }
  shared_part_ = relations.of_type("sharedStrings");
  formats_ = std::move(styles.formats);
  has_1904_dates_ = directory.has_1904_dates;
  is_computed_ = directory.is_computed;
  return true;
}

bool Workbook::read_shared(Diagnostics& diagnostics) {
  if (std::exchange(has_read_shared_, true) || !archive_.has(shared_part_)) {
    return true;
  }
  SharedStrings events;
  if (!read_part(shared_part_, events, diagnostics)) {
    return false;
  }
  if (events.is_too_large) {
    diagnostics.error(codes::kWorkbookTooLarge, {},
                      fmt::format("`{}` has a text of more than {} KiB or more than {} texts",
                                  path_, kMostCellBytes >> 10U, with_thousands(kMostSharedStrings)),
                      "is this really a table of figures?");
    return false;
  }
  shared_ = std::move(events.strings);
  return true;
}

}  // namespace parindex
