#pragma once

#include <span>
#include <string>
#include <string_view>

namespace kredsim {

/// What a column of a results file means. This table makes the tables of `results.sqlite`, fills its `data_dictionary`,
/// heads the CSV files, and is the reference in docs/reference/results.md.
struct ColumnInfo {
  std::string_view table;  ///< of results.sqlite, or the CSV file
  std::string_view column;
  std::string_view type;  ///< as SQLite declares it
  std::string_view unit;  ///< empty: text, a key or a plain number
  std::string_view meaning;
};

/// In the order of tables and columns.
std::span<const ColumnInfo> data_dictionary();

/// The same for a comparison's folder: tables of its own; `areas`, `outlines` and the rest are as above.
std::span<const ColumnInfo> comparison_dictionary();

/// The columns, the measures and the statistics as Markdown tables, for docs/reference/results.md.
std::string dictionary_as_markdown();

}  // namespace kredsim
