#include "analysis/statistics/reach.hpp"

#include <algorithm>

#include "analysis/statistics/by_cell.hpp"

namespace kredsim {

namespace {

void add_questions(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const World& world = tables.world();
  const auto& rules = world.scenario.results.reachable;
  if (!rules) return;
  for (const ReachRecord& row : outcome.reach) {
    Belongs where;
    where.hour_of_week = hour_of_week(row.time);
    where.areas = world.district.points[row.point].areas;
    add_by_cell(tables, where, Sum::asked, 1, sums);
    const bool reached = row.travel >= Milliseconds{0} && row.travel <= rules->within;
    if (reached) add_by_cell(tables, where, Sum::reachable, 1, sums);
  }
}

void add_empty_posts(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const World& world = tables.world();
  const SimTime end = std::clamp(outcome.ended, outcome.measured_from, outcome.measured_to);
  for (const EmptyPostRecord& row : outcome.empty_posts) {
    Belongs where;
    where.group = static_cast<int>(world.force.units[row.unit].group.index());
    const int crew = world.force.crew(row.unit);
    if (!world.force.own_area.empty()) where.areas[0] = world.force.own_area[row.unit];
    for_each_clock_hour(std::max(row.from, outcome.measured_from), std::min(row.to, end),
                        [&](SimTime from, SimTime to, std::size_t hour) {
                          where.hour_of_week = static_cast<int>(hour);
                          const auto empty = (to - from).count();
                          if (row.why == WhyEmpty::absent)
                            add_by_cell(tables, where, Sum::empty_posts_ms, empty, sums);
                          else
                            add_by_cell(tables, where, Sum::lent_officer_ms, empty * crew, sums);
                        });
  }
}

void add_in_time(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const World& world = tables.world();
  const auto& centre = world.scenario.control_centre;
  const bool from_answer = centre && centre->response_from == scenario::ResponseFrom::alarm_centre;
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured || incident.fate == Fate::cancelled || incident.first_arrival == never) continue;
    const SimTime begin = from_answer ? incident.answered : incident.received;
    if (incident.first_arrival + incident.arrival_report - begin <= world.scenario.results.late_after)
      add_by_cell(tables, belongs(tables, incident), Sum::in_time, 1, sums);
  }
}

}  // namespace

void add_reach(const Tables& tables, const Outcome& outcome, Sums& sums) {
  add_questions(tables, outcome, sums);
  add_empty_posts(tables, outcome, sums);
  add_in_time(tables, outcome, sums);
}

}  // namespace kredsim
