#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// Help across the border, both ways: incidents that a neighbour's car reached first, what neighbours answered, what
/// they asked for, and the hours of the cars.
void add_help(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
