#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// Adds the inhabitants who were asked and those who could be reached in time, hours of posts that nobody came to, and
/// incidents that a unit reached in time.
void add_reach(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
