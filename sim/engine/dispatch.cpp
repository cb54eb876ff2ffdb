#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// From here on units may go: send them, or let the incident wait for some, or lose it.
void Replication::ready_for_dispatch(IncidentRow row) {
  open_task(row);
  Task& task = state_.tasks[row];
  const Priority priority = world_.demand.types[incident(row).type].priority;
  const auto& rules = world_.scenario.dispatch;
  // Whoever waits already has had every free unit offered: those that are left cannot help them.
  const bool behind = rules.queue == scenario::QueueRule::strict && state_.waiting.anybody_up_to(priority);
  if (!behind && try_dispatch(row)) return serve_requeued();
  if (rules.when_all_busy == scenario::WhenAllBusy::lose) {
    task.lacking_cars = task.lacking_officers = 0;
    task.lacks_capability = false;
    if (task.attending > 0) return;
    if (narrator_) narrator_->lost(state_, row);
    finish(row, Fate::lost);
    return;
  }
  state_.waiting.push(row, priority);
  task.waiting = true;
  note_waiting(state_.waiting.size());
  if (narrator_) narrator_->waits(state_, row);
  serve_requeued();
}

/// What the incident needs: drawn by its key, the same in every plan.
void Replication::open_task(IncidentRow row) {
  const IncidentRecord& record = incident(row);
  const IncidentType& type = world_.demand.types[record.type];
  const scenario::Attendance& needs = type.attendance;
  if (state_.tasks.size() <= row) state_.tasks.resize(row + 1);
  Task& task = state_.tasks[row];
  if (needs.cars.certain() && needs.officers.certain()) {
    task.lacking_cars = needs.cars.most();
    task.lacking_officers = needs.officers.most();
  } else {
    Stream chance{setup_.seed, setup_.replication, Purpose::needs, record.key};
    task.lacking_cars = needs.cars.at(chance.uniform());
    task.lacking_officers = needs.officers.at(chance.uniform());
  }
  incident(row).cars = static_cast<std::uint8_t>(task.lacking_cars);
  task.lacking_officers = std::max(task.lacking_officers, needs.officers_to_begin());
  task.cars_to_be_enough = task.lacking_cars;
  task.officers_to_be_enough = task.lacking_officers;
  task.lacks_capability = type.capabilities != 0;
  if (needs.cancellation) schedule_cancellation(row, *needs.cancellation);
}

/// Offers the units to those who wait: the more urgent first, then the earlier. What a unit was taken off is offered
/// again, until nothing more changes: each time a unit goes to more urgent work than before.
void Replication::dispatch_waiting() {
  bool again = true;
  while (again) {
    ++offer_;
    offering_ = true;
    state_.waiting.offer(
        world_.scenario.dispatch.queue,
        [this](IncidentRow row) {
          if (!try_dispatch(row)) return false;
          state_.tasks[row].waiting = false;
          return true;
        },
        [this] { return nobody_to_send(); });
    offering_ = false;
    again = requeue();
  }
}

void Replication::serve_requeued() {
  if (requeue()) dispatch_waiting();
}

/// @return whether anybody waits who did not.
bool Replication::requeue() {
  const bool some = !state_.requeued.empty();
  for (const IncidentRow row : state_.requeued) {
    Task& task = state_.tasks[row];
    if (task.waiting) continue;
    if (is_planned(row)) {
      put_off(row);
      continue;
    }
    task.waiting = true;
    state_.waiting.push_front(row, world_.demand.types[incident(row).type].priority);
  }
  state_.requeued.clear();
  return some;
}

/// Finds units one after the other, then sends them: all of them or, where the scenario says so, none if some lack.
/// @return whether the incident needs nobody more.
bool Replication::try_dispatch(IncidentRow row) {
  if (nobody_to_send()) return false;
  const Task& task = state_.tasks[row];
  const IncidentType& type = world_.demand.types[incident(row).type];
  plan_.clear();
  Lack lack{task.lacking_cars, task.lacking_officers, task.lacks_capability};
  int officers = task.officers_sent;
  ++search_.number;
  while (lack.anything()) {
    search_.units = static_cast<std::size_t>(std::max(lack.cars, 1));
    const auto candidate = choose(row, lack);
    if (!candidate) break;
    plan_.push_back(*candidate);
    const Group& group = world_.force.groups[world_.force.units[candidate->unit].group];
    officers += world_.force.crew(candidate->unit);
    --lack.cars;
    lack.officers -= world_.force.crew(candidate->unit);
    lack.capability = lack.capability && !has_all(group.capabilities, type.capabilities);
  }
  if (plan_.empty()) return false;
  if (lack.anything() && world_.scenario.dispatch.send == scenario::Send::all_at_once) return false;
  if (type.attendance.solo == scenario::Solo::never && officers < 2) return false;
  for (const Candidate& candidate : plan_) send(candidate, row);
  return !lack.anything();
}

void Replication::send(const Candidate& candidate, IncidentRow row) {
  const UnitId unit = candidate.unit;
  Units& units = state_.units;
  IncidentRecord& record = incident(row);
  const Place scene = world_.district.points[record.point].place;
  const ProfileId profile = world_.travel->profile(world_.demand.types[record.type].driving, state_.now);
  const std::size_t candidates = state_.available.size();
  ++offer_;

  if (!in_turnout(unit)) units.turnout_began[unit] = state_.now;
  const Place from = release_for(candidate, row);
  const bool time_is_known = !counts_turnout_ && candidate.source != Source::neighbour;
  const Milliseconds drive = time_is_known ? candidate.travel : driving_time(from, scene, profile);
  set_way(unit, from, scene, profile, drive);
  AssignmentRecord assignment;
  assignment.incident = row;
  assignment.unit = unit;
  assignment.rank = join(unit, row);
  assignment.dispatched = state_.now;
  assignment.departed = std::max(state_.now, units.turnout_began[unit] + turnout(unit, record, assignment.rank, from));
  if (setup_.choice_ranks) assignment.choice = units_that_could_be_there_before(unit, scene, drive, profile);

  units.duty[unit] = Duty::en_route;
  units.departed[unit] = assignment.departed;
  units.drive[unit] = trip_time(record, assignment.rank, drive) + candidate.to_border;
  units.incident[unit] = row;
  units.assignment[unit] = static_cast<std::uint32_t>(state_.outcome.assignments.size());
  state_.outcome.assignments.push_back(assignment);
  measure_way(unit);
  if (record.dispatched == never) record.dispatched = state_.now;
  state_.events.push(units.departed[unit] + units.drive[unit], EventKind::arrive, unit, new_leg(unit));
  if (candidate.source == Source::neighbour) note_help(candidate, row);
  if (narrator_) narrator_->sent(state_, unit, candidate, candidates);
}

Milliseconds Replication::driving_time(Place from, Place to, ProfileId profile) {
  Milliseconds time{0};
  travel_->times({&from, 1}, to, profile, {&time, 1});
  return time;
}

/// How far the scene is can wait until several ask: nothing in the run depends on it. Who tells the story wants to know
/// it now.
void Replication::measure_way(UnitId unit) {
  if (narrator_) way_of(unit);
  const Route& way = state_.units.route[unit];
  const std::uint32_t assignment = state_.units.assignment[unit];
  if (!way.roads_unknown()) {
    state_.outcome.assignments[assignment].distance = way.length;
    return;
  }
  Route& measured = unmeasured_[unmeasured_count_];
  measured.from = way.from;
  measured.to = way.to;
  measured.profile = way.profile;
  measured_for_[unmeasured_count_++] = assignment;
  if (unmeasured_count_ == unmeasured_.size()) measure_ways();
}

void Replication::measure_ways() {
  travel_->routes({unmeasured_.data(), unmeasured_count_});
  for (std::size_t i = 0; i < unmeasured_count_; ++i)
    state_.outcome.assignments[measured_for_[i]].distance = unmeasured_[i].length;
  unmeasured_count_ = 0;
}

/// The unit counts as sent from now on, and takes the first part of the work that nobody has.
/// @return its rank: 0 for the first unit ever sent there.
int Replication::join(UnitId unit, IncidentRow row) {
  Task& task = state_.tasks[row];
  const Group& group = world_.force.groups[world_.force.units[unit].group];
  const auto slot = static_cast<std::uint32_t>(std::countr_one(task.slots));
  task.slots |= slot < 32 ? 1U << slot : 0U;
  state_.units.slot[unit] = slot;
  ++task.attending;
  --task.lacking_cars;
  task.lacking_officers -= world_.force.crew(unit);
  task.officers_sent += world_.force.crew(unit);
  if (has_all(group.capabilities, world_.demand.types[incident(row).type].capabilities)) task.lacks_capability = false;
  return task.ranks++;
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
    if (unit != chosen && state_.units.duty[unit] != Duty::off && !world_.force.is_neighbours(unit))
      places_.push_back(place_of(unit));
  times_.resize(places_.size());
  travel_->times(places_, scene, profile, times_);
  return static_cast<int>(
      std::count_if(times_.begin(), times_.end(), [&](Milliseconds time) { return time < travel; }));
}

}  // namespace kredsim
