#pragma once

#include <functional>
#include <string>

#include "analysis/statistics/known_value.hpp"
#include "sim/engine/records.hpp"
#include "sim/world/world.hpp"

/// What known answers are measured by: sums over the rows of one replication, the same rows from which every other
/// result is made. docs/reference/validation-measures.md says each in words.
namespace kredsim::measures_of_cases {

using Measure = std::function<FigureSums(const World&, const Outcome&)>;
/// Which incidents count.
using Which = std::function<bool(const World&, const IncidentRecord&)>;

Which any();
Which of_type(std::string key);
/// Created in this hour of the day.
Which in_hour(int hour_of_day);

// --- of incidents: mean over the measured ones -----------------------------------------------------------------------

/// From report to dispatch of the first unit, minutes.
Measure wait_min(Which which = any());
/// Share whose wait is longer than this; 0: who waits at all.
Measure share_waiting(double longer_than_min = 0, Which which = any());
Measure share_lost(Which which = any());
/// From report to clearing, minutes.
Measure time_in_system_min(Which which = any());
/// From dispatch to arrival of the first unit, minutes.
Measure drive_min();
/// From report to the first arrival, minutes.
Measure response_min();

// --- of units sent ---------------------------------------------------------------------------------------------------

/// Way to the scene, kilometres. For the standard deviation the squares are there too.
Measure way_km();
/// Drive to the scene, seconds.
Measure drive_s();
Measure share_without_drive();
/// Share of all dispatches that send the unit in this place of the roster to this area.
Measure dispatches(std::size_t unit, std::string area);
/// Share of dispatches of a unit that is not the nearest by its station, ties to the first on the roster.
Measure share_not_first_choice();
/// Way of the first dispatch of the replication, kilometres.
Measure first_way_km();

// --- over time -------------------------------------------------------------------------------------------------------

/// Mean number of incidents that wait.
Measure queue();
/// Mean number of busy units, as a share of `of`.
Measure busy(double of);
/// Mean number of units at work of their own, as a share of `of`.
Measure own_work(double of);
/// Share of time for which one unit is busy.
Measure unit_busy(std::size_t unit);

// --- at clock times, mean over the measured days ---------------------------------------------------------------------

Measure waiting_at(double hour_of_day);
Measure busy_at(double hour_of_day);
/// So many hours after the start of the period: incidents that wait or are worked on.
Measure in_system_after(double hours);
/// Units still at work whose shift ended at this hour of the day.
Measure overtime_units_at(double hour_of_day);
/// Unit-hours of work after the end of shifts, a day.
Measure overtime_hours_per_day();

// --- counts ----------------------------------------------------------------------------------------------------------

/// Incidents in this hour of a day, mean over days; with squares.
Measure count_in_hour(int hour_of_day);
Measure count_in_day();
/// Share of days without an incident in this hour.
Measure share_without_incident(int hour_of_day);

}  // namespace kredsim::measures_of_cases
