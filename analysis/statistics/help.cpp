#include "analysis/statistics/help.hpp"

#include <algorithm>

#include "analysis/statistics/by_cell.hpp"

namespace kredsim {

namespace {

/// Hours of cars, by the hour of the clock and the group.
class CarHours {
 public:
  CarHours(const Tables& tables, const Outcome& outcome, Sums& sums)
      : tables_{tables},
        begin_{outcome.measured_from},
        end_{std::clamp(outcome.ended, outcome.measured_from, outcome.measured_to)},
        sums_{sums} {}

  void add(UnitId unit, SimTime from, SimTime to, Sum sum) {
    Belongs where;
    where.group = static_cast<int>(tables_.world().force.units[unit].group.index());
    for_each_clock_hour(std::max(from, begin_), std::min(to, end_), [&](SimTime a, SimTime b, std::size_t hour) {
      where.hour_of_week = static_cast<int>(hour);
      add_by_cell(tables_, where, sum, (b - a).count(), sums_);
    });
  }

 private:
  const Tables& tables_;
  SimTime begin_;
  SimTime end_;
  Sums& sums_;
};

}  // namespace

void add_help(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const World& world = tables.world();
  if (world.neighbours.empty()) return;
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured || incident.fate == Fate::cancelled || incident.first_arrival == never) continue;
    if (!world.force.is_neighbours(incident.first_unit)) continue;
    Belongs where = belongs(tables, incident);
    where.group = static_cast<int>(world.force.units[incident.first_unit].group.index());
    add_by_cell(tables, where, Sum::helped_in, 1, sums);
  }
  for (const HelpRecord& answer : outcome.help) {
    const IncidentRecord& incident = outcome.incidents[answer.incident];
    if (!incident.measured) continue;
    add_by_cell(tables, belongs(tables, incident), Sum::help_asked, 1, sums);
    if (!answer.sent) add_by_cell(tables, belongs(tables, incident), Sum::help_refused, 1, sums);
  }
  for (const RequestRecord& request : outcome.requests) {
    if (!request.measured) continue;
    Belongs where;
    where.hour_of_week = hour_of_week(request.time);
    add_by_cell(tables, where, Sum::help_requests, 1, sums);
    if (!request.refused) add_by_cell(tables, where, Sum::helped_out, 1, sums);
  }
  CarHours hours{tables, outcome, sums};
  for (const AssignmentRecord& job : outcome.assignments) {
    const SimTime until = std::min(job.ended, outcome.ended);
    if (world.force.is_neighbours(job.unit)) hours.add(job.unit, job.dispatched, until, Sum::help_in_ms);
    if (world.demand.types[outcome.incidents[job.incident].type].for_neighbour)
      hours.add(job.unit, job.dispatched, until, Sum::help_out_ms);
  }
  for (const ActivityRecord& activity : outcome.activities)
    if (world.force.is_neighbours(activity.unit)) hours.add(activity.unit, activity.from, activity.to, Sum::help_in_ms);
}

}  // namespace kredsim
