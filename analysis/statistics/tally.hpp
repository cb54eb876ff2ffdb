#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// What one replication adds to the results.
struct Tally {
  int replication = 0;
  Sums sums;
};

/// Derives the sums of all cells from the rows of one replication. Only measured incidents count; queue and duty are
/// cut to the measured period. Runs in the thread that ran the replication; cost: docs/methods/statistics.md.
Tally tally(const Tables& tables, const Outcome& outcome);

}  // namespace kredsim
