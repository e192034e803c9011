// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.h"
#include "base/sources.h"
#include "io/csv/csv_reader.h"
#include "io/figures/figures.h"
#include "io/figures/totals.h"
#include "io/figures/unit_matcher.h"

namespace parindex {

// What a row says of its unit.
struct UnitMention {
  std::string unit;         // id or name
  std::string name, group;  // empty: not said
  UnitPlaces places;
  SourceSpan name_place;
};

// Gathers the figures of several tables and joins them by unit.
class FigureJoin {
 public:
  // All must outlive the join; `units` may be null.
  FigureJoin(const DataSchema& schema, const UnitsFile* units, Diagnostics& diagnostics);

  // Registers a table; figures name it by this number.
  std::uint16_t add_file(DataFile file, DataForm form);
  [[nodiscard]] const DataFile& file(std::uint16_t number) const { return figures_->files[number]; }
  // The position of the unit; empty after a fault: PX3010, PX3051.
  std::optional<std::uint32_t> find_unit(const UnitMention& mention);
  std::uint32_t find_subunit(const std::string& name);
  std::uint32_t add_remark(FigureRemark remark);
  // False after the fault PX3019.
  bool add(const Figure& figure);

  // A figure in a row of totals of the table at hand.
  void add_total(const Figure& figure) { totals_.push_back({figure, all_.size()}); }

  // Brings everything in order and looks across it. Faults: PX3011, PX3015, PX3045, PX3047,
  // PX3062.
  std::shared_ptr<const Figures> finish();

 private:
  // Where the group and the name of a unit were said first.
  struct Said {
    std::string text;
    SourceSpan place;
  };
  struct Known {
    const UnitsFile::Entry* entry = nullptr;
    UnitPlaces places;
    Said name, group;
  };

  bool agree(const std::string& unit, std::string_view what, const std::string& text,
             const SourceSpan& place, Said& said);
  void settle_units();
  void sort_figures();
  void join_figures();
  void join_one(std::size_t begin, std::size_t end);
  void report_twice(const Figure& first, const Figure& second);
  std::optional<Figure> add_up(std::size_t begin, std::size_t end);
  void check_total(const Figure& sum, const Figure& total);
  void check_wholes();
  void check_whole(std::uint32_t unit, IndicatorIndex part, RoundNumber round);
  void index_units();

  const DataSchema& schema_;
  const UnitsFile* unit_list_;
  std::size_t remark_bytes_ = 0;  // of all texts in the remarks
  Diagnostics& diagnostics_;
  UnitMatcher matcher_;
  std::shared_ptr<Figures> figures_;
  std::vector<Figure> all_;
  std::vector<TotalFigure> totals_;
  std::vector<Known> known_;  // by unit
  std::unordered_map<std::string, std::uint32_t> by_key_, by_subunit_;
};

}  // namespace parindex
