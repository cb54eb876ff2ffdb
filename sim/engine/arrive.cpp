#include "sim/engine/replication.hpp"

namespace kredsim {

/// A unit reaches the scene and works there for as long as its rank at this incident draws.
void Replication::arrive(UnitId unit) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  AssignmentRecord& assignment = state_.outcome.assignments[units.assignment[unit]];
  IncidentRecord& record = incident(row);
  assignment.arrived = state_.now;
  if (record.first_arrival == never) {
    record.first_arrival = state_.now;
    record.first_unit = unit;
  }
  units.duty[unit] = Duty::on_scene;
  if (narrator_) narrator_->arrived(state_, unit);

  Stream work{setup_.seed, setup_.replication, Purpose::on_scene,
              combine(record.key, static_cast<std::uint64_t>(assignment.rank))};
  Milliseconds on_scene = at_the_pace_of(unit, world_.demand.types[record.type].on_scene.sample(work));
  if (record.traced != not_traced) on_scene = world_.demand.trace[record.traced].on_scene.value_or(on_scene);
  state_.events.push(state_.now + on_scene, EventKind::clear, unit, new_leg(unit));
}

}  // namespace kredsim
