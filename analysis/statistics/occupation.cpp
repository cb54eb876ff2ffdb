#include "analysis/statistics/occupation.hpp"

#include <algorithm>

namespace kredsim {

namespace {

Occupation occupation_of(const IncidentType& type) {
  if (type.planned) return Occupation::planned_work;
  return type.priority == Priority::urgent ? Occupation::urgent_work : Occupation::other_work;
}

/// With a detainee or at a report.
bool desk_work(Activity activity) {
  return activity == Activity::transport || activity == Activity::booking || activity == Activity::report;
}

bool lies_in_own_area(const World& world, UnitId unit, PointId point) {
  if (world.force.own_area.empty()) return true;
  const AreaId own = world.force.own_area[unit];
  const auto& areas = world.district.points[point].areas;
  return own.valid() && std::find(areas.begin(), areas.end(), own) != areas.end();
}

}  // namespace

Occupations::Occupations(const World& world, const Outcome& outcome)
    : busy(world.force.units.size()), duty(world.force.units.size()) {
  for (const DutyRecord& row : outcome.duties) duty[row.unit].push_back(row);
  // Backwards, so that each unit's next dispatch is known: an assignment that never ended ends there, or with the run.
  Column<UnitId, SimTime> next_dispatch(world.force.units.size(), outcome.ended);
  for (auto it = outcome.assignments.rbegin(); it != outcome.assignments.rend(); ++it) {
    SimTime& next = next_dispatch[it->unit];
    const IncidentRecord& incident = outcome.incidents[it->incident];
    busy[it->unit].push_back({it->dispatched, std::min({it->cleared, it->ended, next}),
                              occupation_of(world.demand.types[incident.type]),
                              lies_in_own_area(world, it->unit, incident.point)});
    next = it->dispatched;
  }
  for (const ActivityRecord& row : outcome.activities)
    busy[row.unit].push_back({row.from, row.to, desk_work(row.activity) ? Occupation::desk : Occupation::away});
  for (const UnitId unit : busy.ids()) {
    std::sort(busy[unit].begin(), busy[unit].end(),
              [](const BusyTime& a, const BusyTime& b) { return a.from < b.from; });
    std::sort(duty[unit].begin(), duty[unit].end(),
              [](const DutyRecord& a, const DutyRecord& b) { return a.from < b.from; });
  }
}

Occupation Occupations::at(UnitId unit, SimTime time) const {
  const auto& stretches = busy[unit];
  const auto after = std::upper_bound(stretches.begin(), stretches.end(), time,
                                      [](SimTime t, const BusyTime& stretch) { return t < stretch.from; });
  if (after != stretches.begin() && time < (after - 1)->to) return (after - 1)->occupation;
  const auto& rows = duty[unit];
  const auto later =
      std::upper_bound(rows.begin(), rows.end(), time, [](SimTime t, const DutyRecord& row) { return t < row.from; });
  return later != rows.begin() && time < (later - 1)->to ? Occupation::free : Occupation::off_duty;
}

}  // namespace kredsim
