#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// Those who cleared at this moment and were not sent on.
void Replication::idle_just_cleared() {
  for (const UnitId unit : state_.just_cleared) {
    const bool returns = world_.force.groups[world_.force.units[unit].group].idle == scenario::Idle::return_to_station;
    if (returns && state_.units.duty[unit] == Duty::available) drive_home(unit);
  }
  state_.just_cleared.clear();
}

/// Keeps `available` in the order of the roster: the order in which ties are broken.
void Replication::make_available(UnitId unit) {
  const auto place = std::lower_bound(state_.available.begin(), state_.available.end(), unit);
  const auto index = place - state_.available.begin();
  state_.available.insert(place, unit);
  state_.whereabouts.insert(state_.whereabouts.begin() + index,
                            {&state_.units.route[unit], state_.units.departed[unit]});
}

void Replication::make_unavailable(UnitId unit) {
  const auto place = std::lower_bound(state_.available.begin(), state_.available.end(), unit);
  state_.whereabouts.erase(state_.whereabouts.begin() + (place - state_.available.begin()));
  state_.available.erase(place);
}

void Replication::stand_at(UnitId unit, Place place) {
  Route& route = state_.units.route[unit];
  route.from = route.to = place;
  route.duration = Milliseconds{0};
  route.length = Millimetres{0};
  route.packed.clear();
  state_.units.departed[unit] = state_.now;
  state_.units.drive[unit] = Milliseconds{0};
}

/// Back to the station in ordinary driving; the unit can be sent from wherever it is on the way. It stays where no
/// road leads home.
void Replication::drive_home(UnitId unit) {
  if (way_home(unit) == scenario::WayHome::takes_no_time)
    return stand_at(unit, world_.district.stations[world_.force.units[unit].station].place);
  const Place here = state_.units.route[unit].to;
  const Place home = world_.district.stations[world_.force.units[unit].station].place;
  const ProfileId profile = world_.travel->profile(Driving::normal, state_.now);
  if (travel_->route(here, home, profile, state_.units.route[unit])) {
    state_.units.departed[unit] = state_.now;
    state_.units.drive[unit] = state_.units.route[unit].duration;
    if (narrator_) narrator_->returns(state_, unit);
  } else {
    stand_at(unit, here);
  }
}

/// A drive that takes longer or shorter than its route says passes every place on it proportionally later or sooner.
Place Replication::place_of(UnitId unit) {
  const Route& route = state_.units.route[unit];
  const Milliseconds drive = state_.units.drive[unit];
  const Milliseconds elapsed = state_.now - state_.units.departed[unit];
  if (elapsed >= drive) return route.to;
  if (drive == route.duration) return travel_->at(route, elapsed);
  const double share = static_cast<double>(elapsed.count()) / static_cast<double>(drive.count());
  return travel_->at(route,
                     Milliseconds{static_cast<std::int64_t>(share * static_cast<double>(route.duration.count()))});
}

}  // namespace kredsim
