#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// Adds where and how units without a task were seen in the measured period, how long areas went unvisited, and what
/// crews began by themselves; derived from the rows and the tours' own accounts (docs/methods/patrol.md).
void add_presence(const Tables& tables, const Outcome& outcome, Sums& sums);

/// Inhabitants of the areas that a cell speaks for; 0 if they are not all stated.
double inhabitants(const Tables& tables, const Cell& cell);

}  // namespace kredsim
