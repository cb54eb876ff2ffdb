#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// Keeps `available` in the order of the roster: the order in which ties are broken.
/// A neighbour's car is on no board: it is asked for.
void Replication::make_available(UnitId unit) {
  if (helped_ && world_.force.is_neighbours(unit)) return;
  const auto place = std::lower_bound(state_.available.begin(), state_.available.end(), unit);
  const auto index = place - state_.available.begin();
  state_.available.insert(place, unit);
  state_.whereabouts.insert(state_.whereabouts.begin() + index,
                            {&state_.units.route[unit], state_.units.departed[unit]});
}

/// The unit stands where it is from now on.
void Replication::make_unavailable(UnitId unit) {
  stop_idling(unit);
  const auto place = std::lower_bound(state_.available.begin(), state_.available.end(), unit);
  state_.whereabouts.erase(state_.whereabouts.begin() + (place - state_.available.begin()));
  state_.available.erase(place);
}

/// Those who cleared at this moment, or came on duty, and were not sent on.
void Replication::idle_just_cleared() {
  for (const UnitId unit : state_.just_cleared)
    if (state_.units.duty[unit] == Duty::available && !state_.units.idling[unit].own_work) idle(unit);
  state_.just_cleared.clear();
}

/// Posts that were left and should be held are given to whoever the policy names, who leaves another.
void Replication::move_up() {
  for (std::size_t i = 0; i < state_.vacated.size(); ++i) {
    const auto [by, post] = state_.vacated[i];
    const auto unit = idle_policy(by).who_moves_up(idle_outlook(by), post);
    if (!unit) continue;
    stop_idling(*unit);
    drive_to_post(*unit, post);
    note_whereabouts(*unit);
  }
  state_.vacated.clear();
}

/// An available unit begins what its group does without a task, from where it is.
void Replication::idle(UnitId unit) {
  stop_idling(unit);
  const IdlePlan plan = idle_policy(unit).plan(idle_outlook(unit));
  if (std::holds_alternative<GoHome>(plan)) drive_home(unit);
  if (const auto* to = std::get_if<GoToPost>(&plan)) drive_to_post(unit, to->post);
  if (const auto* patrol = std::get_if<Patrol>(&plan)) join_tour(unit, patrol->tour);
  note_whereabouts(unit);
}

void Replication::note_whereabouts(UnitId unit) {
  const auto index =
      std::lower_bound(state_.available.begin(), state_.available.end(), unit) - state_.available.begin();
  state_.whereabouts[static_cast<std::size_t>(index)] = {&state_.units.route[unit], state_.units.departed[unit]};
}

/// What an available unit did so far goes into the rows. Whoever patrolled, held a post or worked stands where it is.
void Replication::stop_idling(UnitId unit) {
  Units& units = state_.units;
  Idling& idling = units.idling[unit];
  if (idling.own_work) {
    OwnWorkRecord& work = state_.outcome.own_work[idling.work_row];
    work.to = state_.now;
    work.broken_off = true;
    new_leg(unit);
  }
  const bool at_post = units.post[unit] != no_post;
  if (!idling.tour.valid() && !at_post && !idling.own_work) return;
  const Place here = place_of(unit);
  if ((idling.tour.valid() || at_post) && idling.begins < state_.now)
    state_.outcome.idling.push_back({unit, idling.begins, state_.now, idling.tour, idling.offset, units.post[unit]});
  if (at_post) state_.vacated.push_back({unit, units.post[unit]});
  units.post[unit] = no_post;
  idling = {};
  stand_at(unit, here);
}

void Replication::stand_at(UnitId unit, Place place) {
  set_way(unit, place, place, state_.units.route[unit].profile, Milliseconds{0});
  state_.units.departed[unit] = state_.now;
  state_.units.drive[unit] = Milliseconds{0};
}

/// Its roads are looked up when somebody asks for them.
void Replication::set_way(UnitId unit, Place from, Place to, ProfileId profile, Milliseconds duration) {
  Route& route = state_.units.route[unit];
  route.from = from;
  route.to = to;
  route.profile = profile;
  route.duration = duration;
  route.length = Millimetres{0};
  route.packed.clear();
}

/// With its roads.
const Route& Replication::way_of(UnitId unit) {
  Route& route = state_.units.route[unit];
  if (route.roads_unknown()) travel_->routes({&route, 1});
  return route;
}

/// In ordinary driving, by the roads of the hour. @return false if no road leads there: then it stands.
bool Replication::drive_to(UnitId unit, Place to) {
  const Place here = place_of(unit);
  const ProfileId profile = world_.travel->profile(Driving::normal, state_.now);
  if (!travel_->route(here, to, profile, state_.units.route[unit])) {
    stand_at(unit, here);
    return false;
  }
  state_.units.departed[unit] = state_.now;
  state_.units.drive[unit] = state_.units.route[unit].duration;
  return true;
}

/// Back to the station; the unit can be sent from wherever it is on the way. It stays where no road leads home.
void Replication::drive_home(UnitId unit) {
  const Place home = world_.district.stations[world_.force.units[unit].station].place;
  if (way_home(unit) == scenario::WayHome::takes_no_time) return stand_at(unit, home);
  if (drive_to(unit, home) && narrator_) narrator_->returns(state_, unit);
}

void Replication::drive_to_post(UnitId unit, PostNumber post) {
  Units& units = state_.units;
  const Post& to = world_.idle.posts[world_.force.units[unit].group][post];
  if (!drive_to(unit, to.place)) return;
  units.post[unit] = post;
  units.idling[unit].begins = state_.now + units.drive[unit];
  if (narrator_) narrator_->goes_to_post(state_, unit, to);
}

/// A drive that takes longer or shorter than its route says passes every place on it proportionally later or sooner.
Place Replication::place_of(UnitId unit) {
  if (on_tour(unit)) {
    const Whereabouts on_leg = whereabouts_of(unit);
    return travel_->at(*on_leg.route, state_.now - on_leg.departed);
  }
  const Route& route = state_.units.route[unit];
  const Milliseconds drive = state_.units.drive[unit];
  const Milliseconds elapsed = state_.now - state_.units.departed[unit];
  if (elapsed >= drive) return route.to;
  if (elapsed <= Milliseconds{0}) return route.from;
  if (drive == route.duration) return travel_->at(way_of(unit), elapsed);
  const double share = static_cast<double>(elapsed.count()) / static_cast<double>(drive.count());
  return travel_->at(way_of(unit),
                     Milliseconds{static_cast<std::int64_t>(share * static_cast<double>(route.duration.count()))});
}

}  // namespace kredsim
