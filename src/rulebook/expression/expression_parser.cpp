// SPDX-License-Identifier: Apache-2.0
#include "rulebook/expression/expression_parser.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/text.h"
#include "rulebook/expression/expression_facts.h"
#include "rulebook/expression/expression_words.h"

namespace parindex {
namespace {

constexpr std::size_t kMostBytes = 4096;
constexpr int kMostLevels = 64;
constexpr int kMostOperands = 300;  // products of very many figures are too large to handle
using Kind = Expression::Kind;

// Recursive descent over one scalar. After the first fault nothing more is read.
class Parser {
 public:
  Parser(const ConfigNode& scalar, const Vocabulary& vocabulary, Diagnostics& diagnostics)
      : scalar_(scalar),
        text_(scalar.text),
        indicators_(vocabulary.indicators),
        numbers_(vocabulary.numbers),
        references_(vocabulary.references),
        diagnostics_(diagnostics) {}

  std::optional<Expression> parse(std::optional<Quantity> wanted) {
    if (text_.size() > kMostBytes) {
      fail(codes::kExpressionSyntax, "the expression is longer than 4,096 bytes", whole(), "");
      return std::nullopt;
    }
    Expression expression = condition();
    skip_blanks();
    if (!failed_ && at_ < text_.size()) {
      unexpected();
    }
    const bool fits = wanted ? expression.quantity == *wanted : is_amount(expression);
    if (!failed_ && !fits) {
      mismatch(fmt::format("this must be {}, but is {}",
                           wanted ? name_of(*wanted) : "a number or a ratio",
                           name_of(expression.quantity)),
               expression.span,
               wanted == Quantity::Truth ? "write a comparison, for example `ho_so > 0`"
                                         : help_for(expression.quantity, wanted));
    }
    if (failed_) {
      return std::nullopt;
    }
    take_input(scalar_, expression);
    expression.text = trim(text_);
    return expression;
  }

 private:
  // ---- faults ----
  [[nodiscard]] SourceSpan whole() const { return scalar_.span; }

  // Places inside scalars with escapes or several lines are not known to the byte: then the whole.
  [[nodiscard]] SourceSpan span(std::size_t begin, std::size_t end) const {
    if (scalar_.span.length != text_.size()) {
      return whole();
    }
    SourceSpan result = scalar_.span;
    result.begin += begin;
    result.length = static_cast<std::uint32_t>(std::max<std::size_t>(end - begin, 1));
    return result;
  }

  void fail(std::string_view code, std::string message, SourceSpan place, std::string help) {
    if (!failed_) {
      failed_ = true;
      diagnostics_.add({.code = code,
                        .message = std::move(message),
                        .primary = {place, ""},
                        .related = {},
                        .help = std::move(help),
                        .topic = ""});
    }
  }

  void mismatch(std::string message, SourceSpan place, std::string help) {
    fail(codes::kTypeMismatch, std::move(message), place, std::move(help));
  }

  void unexpected() {
    skip_blanks();
    if (at_ >= text_.size()) {
      fail(codes::kExpressionSyntax, "the expression ends too early", span(at_, at_),
           "a number, an indicator or `(` is expected here");
      return;
    }
    std::size_t end = at_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80) {
      ++end;
    }
    const std::string_view found = text_.substr(at_, end - at_);
    fail(codes::kExpressionSyntax, fmt::format("`{}` is not expected here", found), span(at_, end),
         found == "="   ? "write `==` to compare"
         : found == "," ? "write the decimal point: `3.5`"
                        : "expressions use + - * / ( ) < <= > >= == != and or not min max abs "
                          "round clamp if ln exp pow points share");
  }

  // ---- text ----
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) {
      ++at_;
    }
  }

  bool accept(std::string_view token) {
    skip_blanks();
    if (failed_ || text_.substr(at_, token.size()) != token) {
      return false;
    }
    const bool word = begins_word(token.front());
    const std::size_t end = at_ + token.size();
    if (word && end < text_.size() && (begins_word(text_[end]) || is_digit(text_[end]))) {
      return false;
    }
    at_ = end;
    return true;
  }

  bool expect(std::string_view token) {
    if (accept(token)) {
      return true;
    }
    unexpected();
    return false;
  }

  // ---- nodes ----
  Expression node(Kind kind, Quantity quantity, std::vector<Expression> operands,
                  std::size_t begin) const {
    Expression result;
    result.kind = kind;
    result.quantity = quantity;
    result.operands = std::move(operands);
    std::size_t end = at_;
    while (end > begin && text_[end - 1] == ' ') {
      --end;
    }
    result.span = span(begin, end);
    return result;
  }

  std::size_t start() {
    skip_blanks();
    return at_;
  }

  void need(const Expression& operand, Quantity quantity) {
    if (operand.quantity != quantity) {
      mismatch(fmt::format("{} is needed here, but this is {}", name_of(quantity),
                           name_of(operand.quantity)),
               operand.span, "");
    }
  }

  static bool is_amount(const Expression& expression) {
    return expression.quantity == Quantity::Number || expression.quantity == Quantity::Ratio;
  }

  // A number or a ratio, which can be calculated with.
  void need_amount(const Expression& operand) {
    if (operand.quantity == Quantity::Truth) {
      mismatch("a condition cannot be calculated with", operand.span, "use `if(condition, 1, 0)`");
    } else if (!is_amount(operand)) {
      mismatch(fmt::format("{} cannot be calculated with", name_of(operand.quantity)), operand.span,
               "dates can be compared, and subtracted from each other");
    }
  }

  // Both operands of a sum or a comparison must be of one kind.
  void need_same(const Expression& a, const Expression& b) {
    need_amount(a);
    need_amount(b);
    if (!failed_ && a.quantity != b.quantity) {
      const Expression& plain = a.quantity == Quantity::Number ? a : b;
      mismatch("a ratio and a plain number are mixed", plain.span,
               plain.kind == Kind::Literal
                   ? fmt::format("write `{}%` if percent is meant", to_text(plain.literal))
                   : "divide by the whole to make it a ratio, or compare ratios with percents");
    }
  }

  // ---- grammar ----
  Expression condition() { return chain("or", Kind::Or, &Parser::both); }
  Expression both() { return chain("and", Kind::And, &Parser::negated); }

  Expression chain(std::string_view word, Kind kind, Expression (Parser::*part)()) {
    const std::size_t begin = start();
    Expression first = (this->*part)();
    if (!accept(word)) {
      return first;
    }
    need(first, Quantity::Truth);
    std::vector<Expression> parts;
    parts.push_back(std::move(first));
    do {
      parts.push_back((this->*part)());
      need(parts.back(), Quantity::Truth);
    } while (accept(word));
    return node(kind, Quantity::Truth, std::move(parts), begin);
  }

  Expression negated() {
    const std::size_t begin = start();
    if (!accept("not")) {
      return comparison();
    }
    const Level level(*this);
    std::vector<Expression> operand;
    operand.push_back(failed_ ? Expression{} : negated());
    need(operand.back(), Quantity::Truth);
    return node(Kind::Not, Quantity::Truth, std::move(operand), begin);
  }

  Expression comparison() {
    const std::size_t begin = start();
    Expression left = sum();
    for (const auto& [token, relation] : kRelations) {
      if (accept(token)) {
        std::vector<Expression> operands;
        operands.push_back(std::move(left));
        operands.push_back(sum());
        check_comparison(operands[0], operands[1], relation);
        Expression result = node(Kind::Compare, Quantity::Truth, std::move(operands), begin);
        result.relation = relation;
        return result;
      }
    }
    return left;
  }

  void check_comparison(Expression& a, Expression& b, Relation relation) {
    if (a.quantity == Quantity::Level || b.quantity == Quantity::Level) {
      check_levels(a, b, relation);
    } else if (a.quantity != Quantity::Date || b.quantity != Quantity::Date) {
      need_same(a, b);
    }
  }

  // A level is compared with a name of its own list.
  void check_levels(Expression& a, Expression& b, Relation relation) {
    Expression& name = a.kind == Kind::Literal ? a : b;
    const Expression& level = a.kind == Kind::Literal ? b : a;
    if (level.kind != Kind::Indicator || level.quantity != Quantity::Level ||
        name.kind != Kind::Literal || name.quantity != Quantity::Level ||
        (relation != Relation::Equal && relation != Relation::NotEqual)) {
      mismatch("a level is compared by == or != with one of its names", a.span,
               "for example `muc == \"tốt\"`");
      return;
    }
    const std::vector<std::string>& levels = indicators_[level.indicator].levels;
    const auto found = std::find(levels.begin(), levels.end(), to_nfc(name.criterion));
    if (found == levels.end()) {
      fail(codes::kUnknownName,
           fmt::format("`{}` has no level `{}`", indicators_[level.indicator].id, name.criterion),
           name.span, suggest(name.criterion, levels));
      return;
    }
    name.literal = {found - levels.begin(), 0};
  }

  // date - date is a number of days, date + days a date.
  Quantity quantity_of_sum(const Expression& a, const Expression& b, bool plus) {
    const bool date_a = a.quantity == Quantity::Date;
    const bool date_b = b.quantity == Quantity::Date;
    if (date_a && date_b && !plus) {
      return Quantity::Number;
    }
    if (date_a && b.quantity == Quantity::Number) {
      return Quantity::Date;
    }
    need_same(a, b);
    return a.quantity;
  }

  Expression sum() {
    const std::size_t begin = start();
    Expression left = product();
    while (true) {
      const bool plus = accept("+");
      if (!plus && !accept("-")) {
        return left;
      }
      std::vector<Expression> operands;
      operands.push_back(std::move(left));
      operands.push_back(product());
      const Quantity quantity = quantity_of_sum(operands[0], operands[1], plus);
      left = node(plus ? Kind::Add : Kind::Subtract, quantity, std::move(operands), begin);
    }
  }

  Expression product() {
    const std::size_t begin = start();
    Expression left = factor();
    while (true) {
      const bool times = accept("*");
      if (!times && !accept("/")) {
        return left;
      }
      std::vector<Expression> operands;
      operands.push_back(std::move(left));
      operands.push_back(factor());
      const Quantity quantity = quantity_of_product(operands[0], operands[1], times);
      left = node(times ? Kind::Multiply : Kind::Divide, quantity, std::move(operands), begin);
    }
  }

  Quantity quantity_of_product(const Expression& a, const Expression& b, bool times) {
    if (!is_amount(a) || !is_amount(b)) {
      need_amount(a);
      need_amount(b);
      return Quantity::Number;
    }
    if (!times && b.kind == Kind::Literal && b.literal.is_zero()) {
      mismatch("division by zero", b.span, "");
    }
    return times ? quantity_of_times(a, b) : quantity_of_quotient(a, b);
  }

  Expression factor() {
    const std::size_t begin = start();
    if (failed_) {
      return {};
    }
    const Level level(*this);
    if (++operands_ > kMostOperands) {
      fail(codes::kExpressionSyntax, "the expression has more than 300 operands", whole(),
           "divide it among several criteria");
    }
    if (failed_) {
      return {};
    }
    if (accept("-")) {
      std::vector<Expression> operand;
      operand.push_back(factor());
      const Quantity quantity = operand.front().quantity;
      need_amount(operand.front());
      return node(Kind::Negate, quantity, std::move(operand), begin);
    }
    if (accept("(")) {
      Expression inner = condition();
      expect(")");
      return inner;
    }
    if (at_ < text_.size() && is_digit(text_[at_])) {
      return is_date(text_.substr(at_)) ? date() : literal();
    }
    if (at_ < text_.size() && text_[at_] == '"') {
      return quoted();
    }
    if (at_ < text_.size() && begins_word(text_[at_])) {
      return name();
    }
    unexpected();
    return {};
  }

  // A day is written 2024-12-31: no blanks, four and two and two digits.
  static bool is_date(std::string_view text) {
    constexpr std::string_view kShape = "0000-00-00";
    if (text.size() < kShape.size()) {
      return false;
    }
    for (std::size_t i = 0; i < kShape.size(); ++i) {
      if (kShape[i] == '0' ? !is_digit(text[i]) : text[i] != '-') {
        return false;
      }
    }
    return true;
  }

  Expression date() {
    const std::size_t begin = at_;
    at_ += std::string_view("0000-00-00").size();
    const std::optional<std::int64_t> day = parse_iso_day(text_.substr(begin, at_ - begin));
    if (!day) {
      fail(codes::kBadNumber, fmt::format("`{}` is no day", text_.substr(begin, at_ - begin)),
           span(begin, at_), "year-month-day, for example 2024-12-31");
      return {};
    }
    Expression result = node(Kind::Literal, Quantity::Date, {}, begin);
    result.literal = {*day, 0};
    return result;
  }

  // The name of a level; its position is known when it is compared.
  Expression quoted() {
    const std::size_t begin = at_;
    const std::size_t end = text_.find('"', begin + 1);
    if (end == std::string_view::npos) {
      fail(codes::kExpressionSyntax, "the quotation mark is not closed", span(begin, text_.size()),
           "close it with another \"");
      return {};
    }
    at_ = end + 1;
    Expression result = node(Kind::Literal, Quantity::Level, {}, begin);
    result.criterion = text_.substr(begin + 1, end - begin - 1);
    return result;
  }

  // points("II.1") or share("II.1").
  Expression of_criterion(Kind kind, std::size_t begin) {
    Expression id;
    if (expect("(")) {
      skip_blanks();
      id = at_ < text_.size() && text_[at_] == '"' ? quoted() : Expression{};
    }
    if (id.criterion.empty()) {
      unexpected();
    }
    if (failed_ || !expect(")")) {
      return {};
    }
    if (references_ == nullptr) {
      fail(codes::kUnknownName, "criteria cannot be named here", span(begin, at_),
           "use figures of the unit");
      return {};
    }
    references_->push_back({id.criterion, id.span});
    Expression result =
        node(kind, kind == Kind::Points ? Quantity::Number : Quantity::Ratio, {}, begin);
    result.criterion = id.criterion;
    return result;
  }

  Expression literal() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) {
      ++at_;
    }
    std::optional<Decimal> value = parse_decimal(text_.substr(begin, at_ - begin));
    const bool percent = at_ < text_.size() && text_[at_] == '%';
    at_ += percent ? 1 : 0;
    if (value && percent && value->scale <= Decimal::kMaxScale - 2) {
      value->scale += 2;
    }
    if (!value || value->scale > 12) {
      fail(codes::kBadNumber, fmt::format("`{}` is not a number", text_.substr(begin, at_ - begin)),
           span(begin, at_), "at most 18 digits, with a decimal point");
      return {};
    }
    Expression result =
        node(Kind::Literal, percent ? Quantity::Ratio : Quantity::Number, {}, begin);
    result.literal = normalized(*value);
    return result;
  }

  Expression name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (begins_word(text_[at_]) || is_digit(text_[at_]))) {
      ++at_;
    }
    const std::string_view word = text_.substr(begin, at_ - begin);
    const std::size_t end = at_;
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == '(') {
      if (word == "points" || word == "share") {
        return of_criterion(word == "points" ? Kind::Points : Kind::Share, begin);
      }
      for (const ExpressionFunction& function : kFunctions) {
        if (function.name == word) {
          return call(function, begin);
        }
      }
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < indicators_.size(); ++i) {
      if (indicators_[i].id == word) {
        Expression result = node(Kind::Indicator, quantity_of(indicators_[i]), {}, begin);
        result.indicator = static_cast<IndicatorIndex>(i);
        return result;
      }
      names.push_back(indicators_[i].id);
    }
    for (const NamedNumber& number : numbers_) {
      if (number.name == word) {
        Expression result =
            node(Kind::Literal, number.ratio ? Quantity::Ratio : Quantity::Number, {}, begin);
        result.literal = number.value;
        return result;
      }
      names.push_back(number.name);
    }
    fail(codes::kUnknownName, fmt::format("no indicator is called `{}`", word), span(begin, end),
         suggest(word, names));
    return {};
  }

  Expression call(const ExpressionFunction& function, std::size_t begin) {
    std::vector<Expression> arguments;
    if (!expect("(")) {
      return {};
    }
    do {
      arguments.push_back(condition());
    } while (!failed_ && accept(","));
    if (!expect(")")) {
      return {};
    }
    if (arguments.size() < function.least || arguments.size() > function.most) {
      fail(codes::kExpressionSyntax,
           fmt::format(
               "`{}` takes {} arguments, not {}", function.name,
               function.least == function.most ? fmt::format("{}", function.least) : "two or more",
               arguments.size()),
           span(begin, at_), "");
      return {};
    }
    return checked_call(function, std::move(arguments), begin);
  }

  Expression checked_call(const ExpressionFunction& function, std::vector<Expression> arguments,
                          std::size_t begin) {
    const std::size_t first = function.kind == Kind::If ? 1 : 0;
    if (function.kind == Kind::If) {
      need(arguments[0], Quantity::Truth);
    }
    const Quantity quantity = arguments[first].quantity;
    int digits = 0;
    if (function.kind == Kind::Round) {
      const Expression& places = arguments[1];
      if (places.kind != Kind::Literal || places.quantity != Quantity::Number ||
          places.literal.value.scale != 0 || places.literal.value.coefficient > 9) {
        mismatch("the number of places must be a whole number from 0 to 9", places.span, "");
        return {};
      }
      digits = static_cast<int>(places.literal.value.coefficient);
      need_amount(arguments[0]);
      arguments.pop_back();
    } else if (function.kind == Kind::If && quantity == Quantity::Truth) {
      mismatch("the branches of `if` are numbers or ratios", arguments[first].span,
               "conditions are joined with and, or, not");
    } else if (function.kind == Kind::Power) {
      need_amount(arguments[0]);
      need(arguments[1], Quantity::Number);
    } else {
      for (std::size_t i = first; i < arguments.size(); ++i) {
        need_same(arguments[first], arguments[i]);
      }
    }
    const bool plain = function.kind == Kind::Logarithm || function.kind == Kind::Exponential ||
                       function.kind == Kind::Power;
    Expression result =
        node(function.kind, plain ? Quantity::Number : quantity, std::move(arguments), begin);
    result.digits = digits;
    return result;
  }

  // Bounds the recursion for as long as it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) {
      if (++parser_.level_ > kMostLevels) {
        parser_.fail(codes::kExpressionSyntax, "the expression is nested deeper than 64 levels",
                     parser_.whole(), "");
      }
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser_.level_; }

   private:
    Parser& parser_;
  };

  const ConfigNode& scalar_;
  std::string_view text_;
  const std::vector<Indicator>& indicators_;
  const std::vector<NamedNumber>& numbers_;
  std::vector<CriterionReference>* references_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  int level_ = 0;
  int operands_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<Expression> parse_expression(const ConfigNode& scalar, const Vocabulary& vocabulary,
                                           std::optional<Quantity> wanted,
                                           Diagnostics& diagnostics) {
  return Parser(scalar, vocabulary, diagnostics).parse(wanted);
}

}  // namespace parindex
