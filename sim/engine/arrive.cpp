#include <cmath>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// A unit reaches the scene and works there, or waits if it may not begin alone.
void Replication::arrive(UnitId unit) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  IncidentRecord& record = incident(row);
  Task& task = state_.tasks[row];
  state_.outcome.assignments[units.assignment[unit]].arrived = state_.now;
  if (record.first_arrival == never) {
    record.first_arrival = state_.now;
    record.first_unit = unit;
  }
  if (!task.leading.valid()) task.leading = unit;
  ++task.cars_there;
  task.officers_there += world_.force.crew(unit);
  if (record.enough_there == never && task.cars_there >= task.cars_to_be_enough &&
      task.officers_there >= task.officers_to_be_enough)
    record.enough_there = state_.now;
  units.duty[unit] = Duty::on_scene;
  if (narrator_) narrator_->arrived(state_, unit);

  const scenario::Attendance& rules = world_.demand.types[record.type].attendance;
  if (!task.begun && task.officers_there < rules.officers_to_begin()) {
    units.stage[unit] = Stage::holding;
    state_.events.push(state_.now + rules.hold_at_most, EventKind::begin_alone, unit, new_leg(unit));
    if (narrator_) narrator_->holds(state_, unit);
    return;
  }
  if (!task.begun && rules.officers_to_begin() > 1)
    for (const UnitId other : world_.force.units.ids())
      if (other != unit && units.incident[other] == row && units.stage[other] == Stage::holding) begin_work(other);
  begin_work(unit);
}

/// Nobody else came in time.
void Replication::begin_alone(UnitId unit) {
  if (narrator_) narrator_->begins_alone(state_, unit);
  begin_work(unit);
}

/// As long as its part of the work at this incident draws, or what is left of it.
void Replication::begin_work(UnitId unit) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  const IncidentRecord& record = incident(row);
  const IncidentType& type = world_.demand.types[record.type];
  const scenario::Attendance& rules = type.attendance;
  Task& task = state_.tasks[row];
  auto on_scene = take_up_interrupted_work(row, units.slot[unit]);
  if (is_planned(row) && (!on_scene || planned_of(row).packs_up != never)) on_scene = planned_work(row);
  if (!on_scene) {
    const bool once = rules.on_scene_drawn == scenario::OnSceneDrawn::once;
    Stream work{setup_.seed, setup_.replication, Purpose::on_scene, combine(record.key, once ? 0 : units.slot[unit])};
    const bool backup = units.slot[unit] > 0 && rules.backup_on_scene;
    on_scene = at_the_pace_of(unit, (backup ? *rules.backup_on_scene : type.on_scene).sample(work));
    if (record.traced != not_traced) on_scene = world_.demand.trace[record.traced].on_scene.value_or(*on_scene);
  } else if (narrator_) {
    narrator_->takes_up(state_, unit, *on_scene);
  }
  units.stage[unit] = Stage::working;
  units.stage_began[unit] = state_.now;
  units.stage_ends[unit] = state_.now + *on_scene;
  state_.events.push(units.stage_ends[unit], EventKind::clear, unit, new_leg(unit));
  if (!task.begun && rules.escalation) schedule_escalation(row, *rules.escalation);
  if (task.call_for_more == CallForMore::overdue) state_.events.push(state_.now, EventKind::escalate, unit, row);
  task.begun = true;
}

}  // namespace kredsim
