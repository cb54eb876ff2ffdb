#include "analysis/statistics/local_police.hpp"

#include <algorithm>

#include "analysis/statistics/by_cell.hpp"
#include "analysis/statistics/occupation.hpp"

namespace kredsim {

namespace {

/// The hours of one unit of local police.
class LocalHours {
 public:
  LocalHours(const Tables& tables, const Outcome& outcome, UnitId unit, Sums& sums)
      : tables_{tables},
        begin_{outcome.measured_from},
        end_{std::clamp(outcome.ended, outcome.measured_from, outcome.measured_to)},
        sums_{sums},
        post_{tables.world().force.units[unit]} {
    where_.group = static_cast<int>(post_.group.index());
    if (!tables.world().force.own_area.empty()) where_.areas[0] = tables.world().force.own_area[unit];
  }

  /// As the roster says, whether or not the post was manned.
  void add_planned() {
    if (post_.always_on) return add(begin_, end_, Sum::local_planned_ms, 1);
    auto day = std::chrono::floor<std::chrono::days>(begin_ - post_.length);
    for (; SimTime{day} < end_; day += std::chrono::days{1})
      if (post_.weekdays[static_cast<std::size_t>(weekday(day))])
        add(SimTime{day} + post_.from, SimTime{day} + post_.from + post_.length, Sum::local_planned_ms, 1);
  }

  /// On duty inside the planned shift, without what leaked.
  void add_delivered(const std::vector<DutyRecord>& duty) {
    for (const DutyRecord& row : duty) add(row.from, std::min(row.to, row.planned_to), Sum::local_delivered_ms, 1);
  }

  void add_leaked(const BusyTime& stretch, const std::vector<DutyRecord>& duty) {
    add(stretch.from, stretch.to, Sum::local_leaked_ms, 1);
    if (!stretch.in_own_area) add(stretch.from, stretch.to, Sum::local_leaked_outside_ms, 1);
    for (const DutyRecord& row : duty)
      add(std::max(stretch.from, row.from), std::min({stretch.to, row.to, row.planned_to}), Sum::local_delivered_ms,
          -1);
  }

 private:
  void add(SimTime from, SimTime to, Sum sum, std::int64_t sign) {
    for_each_clock_hour(std::max(from, begin_), std::min(to, end_), [&](SimTime a, SimTime b, std::size_t hour) {
      where_.hour_of_week = static_cast<int>(hour);
      add_by_cell(tables_, where_, sum, sign * (b - a).count(), sums_);
    });
  }

  const Tables& tables_;
  SimTime begin_;
  SimTime end_;
  Sums& sums_;
  const Unit& post_;
  Belongs where_;
};

/// A desk stretch belongs to the incident before it: planned tasks leave nothing to write.
bool leaks(Occupation occupation) {
  return occupation == Occupation::urgent_work || occupation == Occupation::other_work ||
         occupation == Occupation::desk;
}

void add_hours(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const World& world = tables.world();
  const auto groups = world.force.groups.span();
  if (std::none_of(groups.begin(), groups.end(), [](const Group& group) { return group.ring_fence.has_value(); }))
    return;
  const Occupations all{world, outcome};
  for (const UnitId unit : world.force.units.ids()) {
    if (!world.force.groups[world.force.units[unit].group].ring_fence) continue;
    LocalHours hours{tables, outcome, unit, sums};
    hours.add_planned();
    hours.add_delivered(all.duty[unit]);
    for (const BusyTime& stretch : all.busy[unit])
      if (leaks(stretch.occupation)) hours.add_leaked(stretch, all.duty[unit]);
  }
}

/// A task is judged once it has begun, was dropped, or its deadline lies before the end of the run.
void add_tasks(const Tables& tables, const Outcome& outcome, Sums& sums) {
  std::vector<std::int64_t> broken_off(outcome.planned.size(), 0);
  for (const AssignmentRecord& row : outcome.assignments) {
    const std::uint32_t planned = outcome.incidents[row.incident].planned;
    if (planned < broken_off.size() && (row.how == JobEnd::interrupted || row.how == JobEnd::diverted))
      ++broken_off[planned];
  }
  for (std::size_t i = 0; i < outcome.planned.size(); ++i) {
    const PlannedRecord& task = outcome.planned[i];
    if (!task.measured) continue;
    const IncidentRecord& incident = outcome.incidents[task.incident];
    Belongs where = belongs(tables, incident);
    where.priority = -1;
    const auto add = [&](Sum sum, std::int64_t value) {
      if (value != 0) add_by_cell(tables, where, sum, value, sums);
    };
    const SimTime begun = incident.first_arrival;
    add(Sum::tasks, 1);
    add(Sum::tasks_interrupted, broken_off[i]);
    add(Sum::tasks_dropped, task.dropped ? 1 : 0);
    if (begun == never && !task.dropped && task.deadline >= outcome.ended) continue;
    add(Sum::tasks_due, 1);
    add(Sum::tasks_on_time, begun <= task.deadline ? 1 : 0);
    const auto date = [](SimTime time) { return std::chrono::floor<std::chrono::days>(time); };
    add(Sum::tasks_put_off, begun == never || date(begun) > date(task.arose) ? 1 : 0);
  }
}

}  // namespace

void add_local_police(const Tables& tables, const Outcome& outcome, Sums& sums) {
  add_hours(tables, outcome, sums);
  add_tasks(tables, outcome, sums);
}

}  // namespace kredsim
