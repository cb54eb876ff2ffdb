#pragma once

#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// 0 for 1 January.
std::size_t day_of_year(SimTime time);
/// Week of ISO 8601 less one: 0 to 52.
std::size_t week_of_year(SimTime time);
/// Factors of the 366 days of a year from those of months or days (`incidents.NAME.season`); empty from nothing.
std::vector<double> by_day(const std::vector<double>& season);

}  // namespace kredsim
