#include <algorithm>
#include <cmath>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// Offers the free units to those who wait: the more urgent first, then the earlier.
void Replication::dispatch_waiting() {
  state_.waiting.offer([this](IncidentRow row) { return try_dispatch(row); },
                       [this] { return state_.available.empty(); });
}

/// From here on units may go: send one, or let the incident wait for one, or lose it.
void Replication::ready_for_dispatch(IncidentRow row) {
  // Whoever waits already has had every free unit offered: those that are left cannot help them.
  if (try_dispatch(row)) return;
  if (world_.scenario.dispatch.when_all_busy == scenario::WhenAllBusy::lose) {
    if (narrator_) narrator_->lost(state_, row);
    finish(row, Fate::lost);
    return;
  }
  state_.waiting.push(row, world_.demand.types[incident(row).type].priority);
  note_waiting(state_.waiting.size());
  if (narrator_) narrator_->waits(state_, row);
}

bool Replication::try_dispatch(IncidentRow row) {
  if (state_.available.empty()) return false;
  const IncidentRecord& record = incident(row);
  const Call call{record.type, record.point, world_.district.points[record.point].place,
                  world_.demand.types[record.type].driving};
  const auto whereabouts = whereabouts_for(world_.demand.types[record.type].priority);
  const auto choice = dispatch_.choose({world_, state_.now, state_.available, whereabouts, *travel_}, call);
  if (!choice) return false;
  send(state_.available[choice->index], row);
  return true;
}

void Replication::send(UnitId unit, IncidentRow row) {
  Units& units = state_.units;
  IncidentRecord& record = incident(row);
  const Place scene = world_.district.points[record.point].place;
  const ProfileId profile = world_.travel->profile(world_.demand.types[record.type].driving, state_.now);
  const std::size_t candidates = state_.available.size();

  make_unavailable(unit);
  const Place from = place_of(unit);
  travel_->route(from, scene, profile, units.route[unit]);
  const Route& route = units.route[unit];
  AssignmentRecord assignment;
  assignment.incident = row;
  assignment.unit = unit;
  assignment.dispatched = state_.now;
  assignment.distance = route.length;
  if (setup_.choice_ranks) assignment.choice = units_that_could_be_there_before(unit, scene, route.duration, profile);

  units.duty[unit] = Duty::en_route;
  units.departed[unit] = state_.now;
  units.drive[unit] = trip_time(record, assignment.rank, route.duration);
  units.incident[unit] = row;
  units.assignment[unit] = static_cast<std::uint32_t>(state_.outcome.assignments.size());
  state_.outcome.assignments.push_back(assignment);
  if (record.dispatched == never) record.dispatched = state_.now;
  state_.events.push(state_.now + units.drive[unit], EventKind::arrive, unit, new_leg(unit));
  if (narrator_) narrator_->sent(state_, unit, candidates);
}

/// The chance of the road, the same for the same incident and rank in every plan. Off unless the scenario has a spread.
Milliseconds Replication::trip_time(const IncidentRecord& record, int rank, Milliseconds duration) const {
  const auto& multiplier = world_.scenario.driving.trip_multiplier;
  if (!(multiplier.sd > 0)) return duration;
  Stream trip{setup_.seed, setup_.replication, Purpose::trip, combine(record.key, static_cast<std::uint64_t>(rank))};
  const double factor = multiplier.law == scenario::TripMultiplier::Law::exponential
                            ? standard_exponential(trip)
                            : lognormal_multiplier(multiplier.sd, trip);
  return Milliseconds{std::llround(static_cast<double>(duration.count()) * factor)};
}

/// Of all units on duty, busy or free, from where they are now.
int Replication::units_that_could_be_there_before(UnitId chosen, Place scene, Milliseconds travel, ProfileId profile) {
  places_.clear();
  for (const UnitId unit : state_.units.duty.ids())
    if (unit != chosen && state_.units.duty[unit] != Duty::off) places_.push_back(place_of(unit));
  times_.resize(places_.size());
  travel_->times(places_, scene, profile, times_);
  return static_cast<int>(
      std::count_if(times_.begin(), times_.end(), [&](Milliseconds time) { return time < travel; }));
}

}  // namespace kredsim
