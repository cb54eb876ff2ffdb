#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// A unit has done its part of the work. It leaves, or stays with the others, by the rule of the incident type.
void Replication::clear(UnitId unit) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  Task& task = state_.tasks[row];
  const scenario::Release rule = world_.demand.types[incident(row).type].attendance.release;
  if (task.attending == 1 || rule == scenario::Release::each) {
    if (rule != scenario::Release::each) need_nobody_more(row);
    return leave(unit);
  }
  const bool together = rule == scenario::Release::together;
  if (!together && task.leading != unit) {
    leave(unit);
    if (task.attending == 1 && task.leading.valid() && units.stage[task.leading] == Stage::staying) {
      need_nobody_more(row);
      leave(task.leading);
    }
    return;
  }
  units.stage[unit] = Stage::staying;
  if (!together) return;
  const auto still_busy = [&](UnitId other) {
    return units.incident[other] == row && units.stage[other] != Stage::staying;
  };
  const auto all = world_.force.units.ids();
  for (const UnitId other : all)
    if (still_busy(other)) return;
  need_nobody_more(row);
  for (const UnitId other : all)
    if (units.incident[other] == row) leave(other);
}

/// Those who leave together, or last, leave nothing for a car that has not been sent yet.
void Replication::need_nobody_more(IncidentRow row) {
  Task& task = state_.tasks[row];
  task.lacking_cars = task.lacking_officers = 0;
  task.lacks_capability = false;
  if (task.waiting) state_.waiting.remove(row, world_.demand.types[incident(row).type].priority);
  task.waiting = false;
}

/// A unit leaves the scene. The incident is over when the last one has left and none is awaited.
void Replication::leave(UnitId unit) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  Task& task = state_.tasks[row];
  AssignmentRecord& assignment = state_.outcome.assignments[units.assignment[unit]];
  assignment.cleared = assignment.ended = state_.now;
  assignment.how = JobEnd::cleared;
  if (narrator_) narrator_->cleared(state_, unit);
  const bool first = units.slot[unit] == 0;
  --task.attending;
  --task.cars_there;
  task.officers_there -= world_.force.crew(unit);
  if (task.leading == unit) task.leading = UnitId{};
  if (task.attending == 0 && !task.waiting) finish(row, Fate::cleared);
  units.incident[unit] = no_incident;
  units.stage[unit] = Stage::none;
  new_leg(unit);  // nothing that it planned at the scene happens any more
  if (first) return after_scene(unit, row);
  stand_at(unit, units.route[unit].to);
  next_task(unit);
}

}  // namespace kredsim
