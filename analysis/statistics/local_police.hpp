#pragma once

#include "analysis/statistics/sums.hpp"
#include "sim/engine/records.hpp"

namespace kredsim {

/// Adds the hours of local police - planned, delivered, leaked to incidents - and what became of planned tasks
/// (docs/methods/local-police.md).
void add_local_police(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
