#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// Adds what is averaged over time: how long incidents waited, units were busy and on duty, and how long the measured
/// period is, each split by the hours of the clock in which it lies.
void add_exposure(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
