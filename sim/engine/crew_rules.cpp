#include <cmath>

#include "sim/engine/replication.hpp"

/// What groups may do in their own way: where crews begin, how fast they work, whether they can be sent on the way
/// home.
namespace kredsim {

/// At the station, or at a point of demand drawn in proportion to its weight, anew for every time on duty.
Place Replication::place_to_begin(UnitId unit) const {
  const Unit& post = world_.force.units[unit];
  if (world_.force.groups[post.group].begins == scenario::Begins::at_station)
    return world_.district.stations[post.station].place;
  double all = 0;
  for (const District::Point& point : world_.district.points) all += point.weight;
  const auto when = static_cast<std::uint64_t>(state_.now.time_since_epoch().count());
  Stream where{setup_.seed, setup_.replication, Purpose::begin, combine(stable_key(post.name), when)};
  double left = where.uniform() * all;
  for (const District::Point& point : world_.district.points) {
    left -= point.weight;
    if (left < 0) return point.place;
  }
  return world_.district.stations[post.station].place;  // nobody lives anywhere
}

Milliseconds Replication::at_the_pace_of(UnitId unit, Milliseconds work) const {
  const double pace = world_.force.groups[world_.force.units[unit].group].work_pace;
  return pace == 1 ? work : Milliseconds{std::llround(static_cast<double>(work.count()) / pace)};
}

scenario::WayHome Replication::way_home(UnitId unit) const {
  return world_.force.groups[world_.force.units[unit].group].way_home;
}

/// Off the board until it is back at its station. Where no road leads home it is free where it stands.
void Replication::return_unavailable(UnitId unit) {
  Units& units = state_.units;
  drive_home(unit);
  units.duty[unit] = Duty::returning;
  if (units.drive[unit] > Milliseconds{0})
    state_.outcome.activities.push_back({unit, Activity::way_home, state_.now, state_.now + units.drive[unit]});
  state_.events.push(state_.now + units.drive[unit], EventKind::home, unit, new_leg(unit));
}

void Replication::home(UnitId unit) {
  Units& units = state_.units;
  if (units.shift_ends[unit] <= state_.now) return go_off_duty(unit);
  stand_at(unit, units.route[unit].to);
  if (units.to_rest[unit] > Milliseconds{0}) return take_break(unit);
  units.duty[unit] = Duty::available;
  make_available(unit);
  if (idle_policy(unit).leaves_station()) state_.just_cleared.push_back(unit);
}

}  // namespace kredsim
