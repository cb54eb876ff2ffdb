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

/// A statistic of one cell as comparisons need it: also without each group of replications in turn.
struct Figure {
  Estimate row;
  std::vector<double> without;  ///< one per group with replications; empty if there is too little for that
  int groups_with_data = 0;
  bool by_replication = false;  ///< each replication has its value, so that `least_values` does not apply
  double lowest = 0;            ///< the value if every incident without an answer had been answered at once ...
  double highest = 0;           ///< ... and if it never were; shares count them already
};

/// The statistics of one cell, in the order of `estimates`; none if nothing happened in a cell of two or more
/// dimensions.
std::vector<Figure> figures(const Summary& summary, std::size_t cell);

/// Replications in each group that has some: the weights that belong to `Figure::without`.
std::vector<int> group_weights(const Summary& summary);

/// What one replication contributes to one cell: the same statistics without quantiles and intervals.
std::vector<Estimate> replication_rows(const Tables& tables, const Tally& tally, std::size_t cell);

/// The row of a statistic in one cell; null if there is none. Linear.
const Estimate* find(const std::vector<Estimate>& rows, std::string_view measure, std::string_view statistic,
                     std::string_view type = "all", std::string_view area = "all");

}  // namespace kredsim
