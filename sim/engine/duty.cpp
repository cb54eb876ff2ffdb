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
  if (world_.force.units[unit].lent_at(begin)) {
    if (narrator_) narrator_->is_lent(state_, unit);
    return schedule_next_shift(unit, begin);
  }
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
  stand_at(unit, place_to_begin(unit));
  make_available(unit);
  if (narrator_) narrator_->on_duty(state_, unit);
  if (idle_policy(unit).leaves_station()) state_.just_cleared.push_back(unit);
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

}  // namespace kredsim
