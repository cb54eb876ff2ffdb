#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// The next full hour at which some unit's tour is another one.
void Replication::schedule_rounds() {
  const auto& rounds = world_.idle.rounds;
  auto hour = std::chrono::floor<std::chrono::hours>(state_.now);
  for (int ahead = 0; ahead < hours_of_week; ++ahead) {
    const auto before = static_cast<std::size_t>(hour_of_week(hour));
    hour += std::chrono::hours{1};
    const auto after = static_cast<std::size_t>(hour_of_week(hour));
    if (std::none_of(rounds.begin(), rounds.end(), [&](const Rounds& of) { return of[before] != of[after]; })) continue;
    state_.events.push(hour, EventKind::rounds_change, UnitId{}, 0);
    return;
  }
}

/// Units whose tour is over drive from where they are to the next one, or home.
void Replication::rounds_change() {
  schedule_rounds();
  const std::size_t hour = static_cast<std::size_t>(hour_of_week(state_.now));
  for (const UnitId unit : state_.available) {
    const scenario::Idle idle_as = world_.force.groups[world_.force.units[unit].group].idle;
    if (idle_as != scenario::Idle::patrol_hotspots || state_.units.idling[unit].own_work) continue;
    const TourId tour = world_.idle.rounds[world_.idle.rounds_of[unit]][hour];
    if (tour != state_.units.idling[unit].tour) idle(unit);
  }
}

/// By the quickest way to a leg's beginning, then along the tour. A shift begins anywhere on it, so that two cars of a
/// station are not in step; who has cleared goes to the leg that begins nearest as the crow flies. Home if no road
/// leads there.
void Replication::join_tour(UnitId unit, TourId id) {
  Units& units = state_.units;
  const Tour& tour = world_.idle.tours[id];
  std::size_t leg = 0;
  if (units.duty_began[unit] == state_.now) {
    Stream phase{setup_.seed, setup_.replication, Purpose::patrol_phase,
                 combine(stable_key(world_.force.units[unit].name),
                         static_cast<std::uint64_t>(state_.now.time_since_epoch().count()))};
    const double share = phase.uniform() * static_cast<double>(tour.period().count());
    leg = tour.leg_at(Milliseconds{static_cast<std::int64_t>(share)});
  } else {
    leg = tour.leg_nearest(world_.network.graph.position(place_of(unit)));
  }
  if (!drive_to(unit, tour.legs()[leg].route.from)) return drive_home(unit);
  Idling& idling = units.idling[unit];
  idling.tour = id;
  idling.begins = state_.now + units.drive[unit];
  idling.offset = tour.legs()[leg].begins;
  idling.leg = static_cast<std::uint32_t>(leg);
  idling.leg_begins = idling.begins;
  idling.leg_ends = idling.begins + tour.legs()[leg].lasts;
  if (narrator_) narrator_->goes_on_patrol(state_, unit, tour);
}

/// From where the unit left it, so far from its beginning.
void Replication::resume_tour(UnitId unit, TourId id, Milliseconds offset) {
  const Tour& tour = world_.idle.tours[id];
  Idling& idling = state_.units.idling[unit];
  idling.tour = id;
  idling.begins = state_.now;
  idling.offset = offset;
  idling.leg = static_cast<std::uint32_t>(tour.leg_at(offset));
  const Tour::Leg& leg = tour.legs()[idling.leg];
  idling.leg_begins = state_.now - (offset - leg.begins);
  idling.leg_ends = idling.leg_begins + leg.lasts;
}

/// Catches up with the legs that are over since somebody last asked.
void Replication::follow_tour(Idling& idling) const {
  if (state_.now >= idling.leg_ends) follow_tour(idling, offset_on_tour(idling));
}

void Replication::follow_tour(Idling& idling, Milliseconds offset) const {
  const Tour& tour = world_.idle.tours[idling.tour];
  const std::size_t leg = tour.leg_at(offset);
  idling.leg = static_cast<std::uint32_t>(leg);
  idling.leg_begins = state_.now - (offset - tour.legs()[leg].begins);
  idling.leg_ends = idling.leg_begins + tour.legs()[leg].lasts;
}

Milliseconds Replication::offset_on_tour(const Idling& idling) const {
  const Tour& tour = world_.idle.tours[idling.tour];
  return (state_.now - idling.begins + idling.offset) % tour.period();
}

/// On a tour: the route of its leg, as if it had departed when a car at the route's own pace would have.
Whereabouts Replication::whereabouts_of(UnitId unit) {
  if (!on_tour(unit)) return {&way_of(unit), state_.units.departed[unit]};
  Idling& idling = state_.units.idling[unit];
  follow_tour(idling);
  const Tour::Leg& leg = world_.idle.tours[idling.tour].legs()[idling.leg];
  return {&leg.route, state_.now - leg.on_route(state_.now - idling.leg_begins)};
}

/// One look into memory after the other: tours are long, and most looks have to wait for it.
void Replication::follow_tours(std::span<const UnitId> units) {
  followed_.clear();
  for (const UnitId unit : units) {
    if (!on_tour(unit)) continue;
    Idling& idling = state_.units.idling[unit];
    const Tour& tour = world_.idle.tours[idling.tour];
    if (state_.now < idling.leg_ends) {
      __builtin_prefetch(&tour.legs()[idling.leg]);
      continue;
    }
    const Milliseconds offset = offset_on_tour(idling);
    tour.prefetch_slice(offset);
    followed_.push_back({&idling, &tour, offset});
  }
  for (const Followed& followed : followed_) followed.tour->prefetch_begins(followed.offset);
  for (const Followed& followed : followed_) follow_tour(*followed.idling, followed.offset);
  for (const Followed& followed : followed_) __builtin_prefetch(&followed.tour->legs()[followed.idling->leg]);
}

std::span<const Whereabouts> Replication::whereabouts_of_available(Priority priority) {
  if (!world_.idle.any_presence && !world_.idle.any_own_work) return state_.whereabouts;  // nobody moves unseen
  find_whereabouts(state_.available, priority, state_.whereabouts);
  return state_.whereabouts;
}

void Replication::find_whereabouts(std::span<const UnitId> units, Priority priority,
                                   std::vector<Whereabouts>& whereabouts) {
  if (world_.idle.any_presence) follow_tours(units);
  whereabouts.resize(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const UnitId unit = units[i];
    whereabouts[i] = whereabouts_of(unit);
    if (!state_.units.idling[unit].own_work || priority == Priority::urgent) continue;
    const auto& group = world_.scenario.force[world_.force.units[unit].group.index()].second;
    if (group.own_work->interruptible == scenario::Interruptible::urgent) whereabouts[i].route = nullptr;
  }
}

}  // namespace kredsim
