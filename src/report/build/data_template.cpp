// SPDX-License-Identifier: Apache-2.0
#include "report/build/data_template.h"

#include <algorithm>
#include <charconv>
#include <xlsxwriter.h>

#include <fmt/core.h>

#include "base/text.h"
#include "report/build/score_cells.h"
#include "report/write/xlsx_file.h"

namespace parindex {
namespace {

constexpr lxw_row_t kTitles = 0;
constexpr lxw_row_t kKeys = 1;
constexpr lxw_row_t kFirstUnit = 2;
constexpr std::size_t kBlankRows = 200;           // where the units are not known
constexpr std::size_t kMostListCharacters = 255;  // of a drop-down list, commas included

auto as_number(const Decimal& decimal) {
  const std::string text = to_text(decimal);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The words of a drop-down list; empty where there is none.
std::vector<std::string> choices_of(const Indicator& indicator) {
  std::vector<std::string> choices;
  if (indicator.type == ValueType::Bool) {
    choices = {"có", "không", "NA"};
  } else if (indicator.type == ValueType::Level) {
    choices = indicator.levels;
    choices.emplace_back("NA");
  }
  std::size_t characters = 0;
  bool has_comma = false;
  for (const std::string& choice : choices) {
    characters += count_characters(choice) + 1;
    has_comma = has_comma || choice.find(',') != std::string::npos;
  }
  return characters > kMostListCharacters || has_comma ? std::vector<std::string>() : choices;
}

std::string number_format(const Indicator& indicator) {
  const std::string places =
      indicator.decimals == 0
          ? ""
          : "." + std::string(static_cast<std::size_t>(indicator.decimals), '0');
  switch (indicator.type) {
    case ValueType::Percent:
      return "0" + places + "%";
    case ValueType::Date:
      return "dd/mm/yyyy";
    case ValueType::Count:
    case ValueType::Number:
    case ValueType::Points:
      return "0" + places;
    case ValueType::Bool:
    case ValueType::Level:
      break;
  }
  return "@";
}

class TemplateWriter {
 public:
  TemplateWriter(lxw_workbook* book, const DataTemplate& table, Language language)
      : book_(book),
        sheet_(workbook_add_worksheet(book, "Data")),
        table_(table),
        language_(language) {}

  bool write() {
    lxw_format* const heading = workbook_add_format(book_);
    format_set_bold(heading);
    format_set_text_wrap(heading);
    lxw_format* const key = workbook_add_format(book_);
    format_set_italic(key);
    format_set_bottom(key, LXW_BORDER_THIN);
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      set_column(static_cast<lxw_col_t>(i), table_.columns[i]);
    }
    worksheet_freeze_panes(sheet_, kFirstUnit, 1);
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      // `#` makes the line of titles a comment for whoever reads the table.
      const std::string title = (i == 0 ? "# " : "") + table_.columns[i].title;
      put(kTitles, i, title, heading);
    }
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      put(kKeys, i, table_.columns[i].key, key);
      if (!table_.columns[i].note.empty()) {
        worksheet_write_comment(sheet_, kKeys, static_cast<lxw_col_t>(i),
                                xlsx_text(table_.columns[i].note).c_str());
      }
    }
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      for (std::size_t i = 0; i < table_.rows[row].size(); ++i) {
        put(kFirstUnit + static_cast<lxw_row_t>(row), i, table_.rows[row][i], nullptr);
      }
    }
    // Headings cannot be overwritten by mistake; there is no password.
    lxw_protection open = {};
    open.format_columns = LXW_TRUE;
    open.format_rows = LXW_TRUE;
    open.sort = LXW_TRUE;
    worksheet_protect(sheet_, nullptr, &open);
    return true;
  }

 private:
  void put(lxw_row_t row, std::size_t column, const std::string& text, lxw_format* format) {
    if (!text.empty()) {
      worksheet_write_string(sheet_, row, static_cast<lxw_col_t>(column), xlsx_text(text).c_str(),
                             format);
    }
  }

  void set_column(lxw_col_t index, const DataTemplate::Column& column) {
    lxw_format* const cells = workbook_add_format(book_);
    const bool is_text = column.indicator == nullptr;
    format_set_num_format(cells, is_text ? "@" : number_format(*column.indicator).c_str());
    // Units that are given stay as they are.
    if (!is_text || table_.rows.empty()) {
      format_set_unlocked(cells);
    }
    const std::size_t wanted = display_width(column.title) + 3;
    worksheet_set_column(sheet_, index, index,
                         static_cast<int>(std::clamp<std::size_t>(wanted, 12, is_text ? 40 : 24)),
                         cells);
    if (!is_text) {
      limit(index, *column.indicator);
    }
  }

  // What a spreadsheet warns of; it can be overridden, for `NA` and the like.
  void limit(lxw_col_t index, const Indicator& indicator) {
    std::vector<std::string> choices = choices_of(indicator);
    std::vector<char*> list;
    list.reserve(choices.size());
    for (std::string& choice : choices) {
      list.push_back(choice.data());
    }
    list.push_back(nullptr);
    const bool is_vietnamese = language_ == Language::Vietnamese;
    lxw_data_validation rule = {};
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.show_error = LXW_VALIDATION_ON;
    rule.dropdown = LXW_VALIDATION_ON;
    std::string message = is_vietnamese ? "Giá trị không đúng loại hoặc ngoài giới hạn."
                                        : "Not of this type, or out of bounds.";
    rule.error_message = message.data();
    if (choices.empty() && !indicator.is_amount() && indicator.type != ValueType::Date) {
      return;
    }
    if (!choices.empty()) {
      rule.validate = LXW_VALIDATION_TYPE_LIST;
      rule.value_list = list.data();
    } else if (indicator.type == ValueType::Date) {
      rule.validate = LXW_VALIDATION_TYPE_DATE;
      rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
      rule.value_datetime = {1990, 1, 1, 0, 0, 0};
    } else {
      limit_number(indicator, rule);
    }
    const std::size_t rows = table_.rows.empty() ? kBlankRows : table_.rows.size();
    worksheet_data_validation_range(sheet_, kFirstUnit, index,
                                    kFirstUnit + static_cast<lxw_row_t>(rows) - 1, index, &rule);
  }

  static void limit_number(const Indicator& indicator, lxw_data_validation& rule) {
    const bool is_percent = indicator.type == ValueType::Percent;
    const auto bound = [&](const Decimal& value) {
      return as_number(is_percent
                           ? Decimal{value.coefficient, static_cast<std::int8_t>(value.scale + 2)}
                           : value);
    };
    rule.validate = indicator.decimals == 0 && !is_percent ? LXW_VALIDATION_TYPE_INTEGER
                                                           : LXW_VALIDATION_TYPE_DECIMAL;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    const Decimal lowest =
        indicator.is_never_negative() ? Decimal{0, 0} : Decimal{-1'000'000'000'000, 0};
    const Decimal highest = is_percent ? Decimal{100, 0} : Decimal{1'000'000'000'000, 0};
    rule.minimum_number = bound(indicator.minimum.value_or(lowest));
    rule.maximum_number = bound(indicator.maximum.value_or(highest));
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  const DataTemplate& table_;
  Language language_;
};

}  // namespace

bool write_template(const DataTemplate& table, Language language, ByteSink& sink) {
  return write_workbook(
      sink, [&](lxw_workbook* book) { return TemplateWriter(book, table, language).write(); });
}

std::string rules_in_words(const Rulebook& rulebook, const ScoringProgram& program,
                           IndicatorIndex indicator, Language language) {
  std::string words;
  for (std::size_t i = 0; i < rulebook.criteria.size(); ++i) {
    const Criterion& criterion = rulebook.criteria[i];
    const std::optional<RuleTrace>& trace = program.nodes[i].trace;
    if (!criterion.is_leaf() || !trace ||
        std::find(trace->inputs.begin(), trace->inputs.end(), indicator) == trace->inputs.end()) {
      continue;
    }
    words += fmt::format("{}{} {}\n{}: {}\n{}\n", words.empty() ? "" : "\n", criterion.id,
                         criterion.title, say::kMaximumPoints.in(language),
                         to_text(criterion.maximum), trace->operand_text);
    for (const Band& band : trace->bands) {
      const std::string interval = band_words(band, trace->quantity == Quantity::Ratio, language);
      if (!interval.empty() && !band.unknown) {
        words += fmt::format("{}: {}{}\n", interval, to_text(band.points),
                             band.to ? " → " + to_text(*band.to) : "");
      }
    }
  }
  return words;
}

}  // namespace parindex
