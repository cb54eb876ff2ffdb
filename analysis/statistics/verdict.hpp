#pragma once

#include <optional>
#include <string_view>

#include "analysis/statistics/interval.hpp"

namespace kredsim {

/// What may be said about a difference between two plans.
enum class Verdict {
  better,
  worse,
  mixed,   ///< better or worse by itself, but at the price of something that must not be paid for silently
  higher,  ///< of a measure that is neither good nor bad
  lower,
  no_different,  ///< by no more than the margin
  undecided,     ///< cannot be told apart yet
  identical,     ///< the same in every replication so far
  too_few,       ///< too few values or replications for an interval
};

/// As in differences.csv: `better`, `worse`, `mixed`, `higher`, `lower`, `no different`, `cannot be told apart yet`,
/// `identical`, `too few`.
std::string_view name(Verdict verdict);

/// @param better +1, -1 or 0: the sign of a change for the better (better_sign)
Verdict verdict_of(const Interval& interval, double margin, int better);

/// About how many replications would decide, if the estimate and the variance stay what they are: enough for an
/// interval that leaves out 0 or lies within the margin, whichever comes first. None beyond 10^9.
std::optional<double> replications_needed(double difference, const Interval& interval, double margin, int replications);

}  // namespace kredsim
