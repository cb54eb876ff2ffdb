#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// What belongs to a replication as a whole goes to the cell of the totals: desk work, recovery after surges, and
/// whether the replication was unstable.
void add_totals(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
