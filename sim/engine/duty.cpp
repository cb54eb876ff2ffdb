#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

std::size_t WaitingList::size() const {
  std::size_t sum = 0;
  for (const auto& line : by_priority_) sum += line.size();
  return sum;
}

/// Everybody's first shift; one that is under way when the run begins is joined half-way.
void Replication::schedule_shifts() {
  for (const UnitId unit : world_.force.units.ids()) {
    const Unit& post = world_.force.units[unit];
    if (post.always_on) {
      come_on_duty(unit, never);
    } else {
      schedule_next_shift(unit, state_.now - post.length);
    }
  }
}

/// The first shift of this post that begins after `after`.
void Replication::schedule_next_shift(UnitId unit, SimTime after) {
  const Unit& post = world_.force.units[unit];
  auto day = std::chrono::floor<std::chrono::days>(after);
  for (int ahead = 0; ahead <= 8; ++ahead, day += std::chrono::days{1}) {
    const SimTime begin = SimTime{day} + post.from;
    if (begin <= after || !post.weekdays[static_cast<std::size_t>(weekday(day))]) continue;
    state_.units.next_shift[unit] = begin;
    state_.events.push(std::max(begin, state_.now), EventKind::shift_start, unit, state_.units.leg[unit]);
    return;
  }
}

/// The crew comes on duty at its station. A post that is still out on overtime works on: its next shift has begun.
void Replication::shift_start(UnitId unit) {
  Units& units = state_.units;
  const SimTime begin = units.next_shift[unit];
  const SimTime end = begin + world_.force.units[unit].length;
  state_.events.push(end, EventKind::shift_end, unit, units.leg[unit]);
  schedule_next_shift(unit, begin);
  if (units.duty[unit] == Duty::off) {
    come_on_duty(unit, end);
  } else {
    record_duty(unit);
    if (narrator_) narrator_->works_on(state_, unit);
    units.duty_began[unit] = state_.now;
    units.shift_ends[unit] = end;
  }
}

/// A free crew goes home at once; a busy one when it has cleared.
void Replication::shift_end(UnitId unit) {
  if (state_.units.shift_ends[unit] == state_.now && state_.units.duty[unit] == Duty::available) go_off_duty(unit);
}

void Replication::come_on_duty(UnitId unit, SimTime planned_end) {
  Units& units = state_.units;
  units.duty_began[unit] = state_.now;
  units.shift_ends[unit] = planned_end;
  units.duty[unit] = Duty::available;
  stand_at(unit, world_.district.stations[world_.force.units[unit].station].place);
  make_available(unit);
  if (narrator_) narrator_->on_duty(state_, unit);
}

void Replication::go_off_duty(UnitId unit) {
  if (state_.units.duty[unit] == Duty::available) make_unavailable(unit);
  state_.units.duty[unit] = Duty::off;
  record_duty(unit);
  if (narrator_) narrator_->off_duty(state_, unit);
}

void Replication::record_duty(UnitId unit) {
  state_.outcome.duties.push_back({unit, state_.units.duty_began[unit], state_.units.shift_ends[unit], state_.now});
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
