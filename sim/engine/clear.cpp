#include "sim/engine/replication.hpp"

namespace kredsim {

/// A unit has done its work: off duty if its shift is over, else to the next incident that waits, else home.
void Replication::clear(UnitId unit) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  state_.outcome.assignments[units.assignment[unit]].cleared = state_.now;
  if (narrator_) narrator_->cleared(state_, unit);
  finish(row, Fate::cleared);
  units.incident[unit] = no_incident;

  if (units.shift_ends[unit] <= state_.now) return go_off_duty(unit);
  units.duty[unit] = Duty::available;
  const bool returns = world_.force.groups[world_.force.units[unit].group].idle == scenario::Idle::return_to_station;
  if (returns) {
    drive_home(unit);
  } else {
    stand_at(unit, units.route[unit].to);
  }
  make_available(unit);
  dispatch_waiting();
  if (narrator_ && returns && units.duty[unit] == Duty::available) narrator_->returns(state_, unit);
}

}  // namespace kredsim
