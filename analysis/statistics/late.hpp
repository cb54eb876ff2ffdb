#pragma once

#include <optional>
#include <string_view>

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

/// That a patrol came to an incident, but the first or the last that it needs later than `results.late_after`.
struct Late {
  SimTime start;  ///< of its response clock
  Milliseconds response;
  Cause cause;
};
/// None if it was in time, or nobody came.
std::optional<Late> late(const World& world, const Occupations& occupations, const IncidentRecord& incident);

/// Name as in the measures without `late_`: "distance", "second_unit", ...
std::string_view name(Cause cause);

/// Adds responses of over 20 and 30 minutes, those later than `results.late_after` with their causes, and hours without
/// a free car.
void add_late(const Tables& tables, const Outcome& outcome, Sums& sums);

}  // namespace kredsim
