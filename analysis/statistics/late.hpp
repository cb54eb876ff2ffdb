#pragma once

#include "analysis/statistics/occupation.hpp"
#include "analysis/statistics/sums.hpp"

namespace kredsim {

/// Why a response was late: docs/methods/local-police.md says how it is decided. In the order of the measures
/// `late_...`.
enum class Cause : std::uint8_t {
  control_centre,
  urgent_work,
  other_work,
  planned_work,
  desk,
  held_back,  ///< cars were free, but none of them might go or could get there
  shift_change,
  distance,
  second_unit,
};
inline constexpr std::size_t causes = 9;

/// Of an incident that is late. @param start of its response clock @param limit how long a response may take
Cause cause_of(const World& world, const Occupations& occupations, const IncidentRecord& incident, SimTime start,
               Milliseconds limit);

/// Adds responses of over 20 and 30 minutes, those later than `results.late_after` with their causes, and hours without
/// a free car.
void add_late(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
