#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kredsim {

/// A 95 % interval of simulation precision.
struct Interval {
  double low = 0;
  double high = 0;
};

/// 97.5 % point of Student's t, rounded to 9 decimals so that it has the same bits on every processor.
/// @param degrees at least 1
double student_t(int degrees);
/// The point of Student's t that a share `confidence` of its absolute values does not exceed; rounded likewise. Slower.
/// @param confidence in (0, 1)
double student_t(int degrees, double confidence);
/// Version of the library behind it, for the record of a run.
std::string_view boost_version();

/// What the jackknife needs of one statistic: its value from all replications, and without each group in turn.
struct Jackknife {
  double all = 0;
  std::span<const double> without;  ///< one per group
  std::span<const int> weights;     ///< replications in each group, all above zero

  /// Variance of `all` by deleting groups of unequal size (Busing, Meijer and van der Leeden 1999).
  [[nodiscard]] double variance() const;
};

/// all +- t * sqrt(variance).
Interval t_interval(double value, double variance, int degrees);

/// For a standard deviation: on the logarithmic scale, so that it stays above zero.
Interval log_interval(double value, double variance_of_log, int degrees);

/// For a share of time, strictly between 0 and 1: on the logit scale.
Interval logit_interval(double share, double variance, int degrees);

/// For a share of `n` incidents: Wilson's (1927) interval with n divided by the design effect that the jackknife found,
/// at least 1, and t for z (Korn and Graubard 1998; Dean and Pagano 2015). Never empty, never outside [0, 1]; for a
/// share of 0 or 1 the design effect is unknown and taken as 1.
Interval share_interval(double share, std::int64_t n, double variance, int degrees);

/// For a quantile of few values: between which shares of the values it lies, by the binomial law of the number of
/// values below it. The number of values is divided by the design effect and by (t / z)^2, so that values of one
/// replication that are alike count for less (as Korn and Graubard 1998 do for shares). None if even the largest value
/// may well lie below the quantile, or the smallest above it.
std::optional<Interval> order_statistics(double p, std::int64_t n, double design_effect, int degrees);

/// max(1, variance / (share (1 - share) / n)); 1 for a share of 0 or 1.
double design_effect(double share, std::int64_t n, double variance);

}  // namespace kredsim
