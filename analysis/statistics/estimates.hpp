#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/statistics/summary.hpp"

namespace kredsim {

/// One row of `estimates.csv`.
struct Estimate {
  std::string measure;
  std::string statistic;
  std::string type = "all";
  std::string area = "all";
  std::string hour = "all";
  std::string priority = "all";
  std::string group = "all";
  std::optional<double> value;  ///< none if there is nothing to estimate it from
  std::optional<double> low;    ///< 95 % interval of simulation precision; none if too little carries one
  std::optional<double> high;
  std::int64_t n = 0;  ///< values behind it: incidents, assignments; replications for averages over time
  int replications = 0;
};

/// An interval needs so many groups of replications with data ...
inline constexpr int least_groups = 8;
/// ... so many values ...
inline constexpr std::int64_t least_values = 30;
/// ... and, for a quantile, so many values on its shorter side.
inline constexpr double least_in_tail = 10;

/// All rows: tables in their order, cells in the order of their coordinates, measures and statistics in a fixed order.
/// Cells of tables of two or more dimensions in which nothing happened are left out.
std::vector<Estimate> estimates(const Summary& summary);

/// What one replication contributes to one cell: the same statistics without quantiles and intervals.
std::vector<Estimate> replication_rows(const Tables& tables, const Tally& tally, std::size_t cell);

/// The row of a statistic in one cell; null if there is none. Linear.
const Estimate* find(const std::vector<Estimate>& rows, std::string_view measure, std::string_view statistic,
                     std::string_view type = "all", std::string_view area = "all");

}  // namespace kredsim
