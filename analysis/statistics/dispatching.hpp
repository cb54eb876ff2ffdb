#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// Whether the measure can say anything in this world: a wait for enough officers where everybody goes alone cannot.
bool measured_in(const World& world, Measure measure);

/// Counts what dispatch did besides sending units: incidents cancelled, without enough officers or escalated, units
/// diverted, interrupted or called off, and overtime inside the measured period.
void add_dispatching(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
