#pragma once

#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// Incidents of one stream in one hour of a usual week (no season, no surge): `Demand::rate`, and for types whose rate
/// moves within the hour its mean over the minutes.
double usual_rate(const Demand& demand, const ArrivalStream& stream, int hour);
/// 0 for 1 January.
std::size_t day_of_year(SimTime time);
/// Week of ISO 8601 less one: 0 to 52.
std::size_t week_of_year(SimTime time);
/// Factors of the 366 days of a year from those of months or days (`incidents.NAME.season`); empty from nothing.
std::vector<double> by_day(const std::vector<double>& season);

}  // namespace kredsim
