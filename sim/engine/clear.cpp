#include "sim/engine/replication.hpp"

namespace kredsim {

/// A unit has done its work: off duty if its shift is over, else free for whoever waits, else home or wherever it
/// idles.
void Replication::clear(UnitId unit) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  state_.outcome.assignments[units.assignment[unit]].cleared = state_.now;
  if (narrator_) narrator_->cleared(state_, unit);
  finish(row, Fate::cleared);
  units.incident[unit] = no_incident;

  if (units.shift_ends[unit] <= state_.now) return go_off_duty(unit);
  stand_at(unit, units.route[unit].to);
  // Whoever is back at once is sent from the station, also to an incident that has waited.
  if (way_home(unit) == scenario::WayHome::takes_no_time) drive_home(unit);
  if (way_home(unit) == scenario::WayHome::not_available) return return_unavailable(unit);
  units.duty[unit] = Duty::available;
  make_available(unit);
  state_.just_cleared.push_back(unit);
}

}  // namespace kredsim
