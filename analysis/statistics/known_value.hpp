#pragma once

#include <span>
#include <vector>

#include "analysis/statistics/interval.hpp"

namespace kredsim {

/// Sums over one replication from which a figure is made.
struct FigureSums {
  double sum = 0;
  double squares = 0;  ///< where the figure needs them
  double count = 0;    ///< values, hours, days: what `sum` is divided by
};

/// How sums over replications become a figure.
enum class FigureForm { ratio, sd, variance, dispersion };

/// A figure from all replications beside a value known from elsewhere.
struct KnownValueTest {
  double estimate = 0;
  double standard_error = 0;
  Interval interval;  ///< 95 %
  double p = 1;       ///< two-sided, Student's t with replications - 1 degrees
};

/// The figure of the pooled sums, its standard error by the delete-one jackknife over replications.
/// Where no replication differs from another the p-value is 1 if the figure is the known one to 1e-9, else 0; but of
/// shares so small (or large) that no exception was seen, the chance of seeing none among so many,
/// and the interval is the exact one.
/// @param replications at least two
KnownValueTest test_known_value(std::span<const FigureSums> replications, FigureForm form, double known);

/// Holm's step-down test (1979): which hypotheses of a family are rejected at `level`.
std::vector<bool> holm_rejects(std::span<const double> p_values, double level);

}  // namespace kredsim
