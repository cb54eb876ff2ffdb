#include <algorithm>

#include "sim/engine/replication.hpp"
#include "sim/random/stream.hpp"

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
void Replication::shift_start(UnitId post) {
  Units& units = state_.units;
  const SimTime begin = units.next_shift[post];
  const SimTime end = begin + world_.force.units[post].length;
  if (lent_away(post, begin)) {
    state_.outcome.empty_posts.push_back({post, begin, end, WhyEmpty::lent});
    if (narrator_) narrator_->is_lent(state_, post);
    return schedule_next_shift(post, begin);
  }
  if (absent_at_short_notice(post, begin)) {
    state_.outcome.empty_posts.push_back({post, begin, end, WhyEmpty::absent});
    if (narrator_) narrator_->stays_empty(state_, post);
    return schedule_next_shift(post, begin);
  }
  const UnitId unit = who_takes(post);
  state_.events.push(end, EventKind::shift_end, unit, units.leg[unit]);
  schedule_for_shift(unit, begin);
  schedule_next_shift(post, begin);
  if (units.duty[unit] == Duty::off) {
    come_on_duty(unit, end);
  } else {
    record_duty(unit);
    if (narrator_) narrator_->works_on(state_, unit);
    units.duty_began[unit] = state_.now;
    units.shift_ends[unit] = end;
  }
}

/// Decided by post and date, whatever else happens.
bool Replication::empty_by_chance(UnitId post, SimTime begin, Purpose why, double share) const {
  if (share <= 0) return false;
  const auto day = std::chrono::floor<std::chrono::days>(begin).time_since_epoch().count();
  Stream stream{setup_.seed, setup_.replication, why,
                combine(world_.force.units[post].key, static_cast<std::uint64_t>(day))};
  return stream.uniform() < share;
}

/// Somebody of the crew is ill and nobody steps in.
bool Replication::absent_at_short_notice(UnitId post, SimTime begin) const {
  const GroupId group = world_.force.units[post].group;
  return empty_by_chance(post, begin, Purpose::short_notice, world_.force.groups[group].short_notice_absence);
}

/// Its officers are elsewhere: on every day of a loan, or on some.
bool Replication::lent_away(UnitId post, SimTime begin) const {
  constexpr double always = 1 - 1e-9;  // shares of several loans add up
  const double share = world_.force.units[post].share_lent(begin);
  return share >= always || empty_by_chance(post, begin, Purpose::lent, share);
}

/// The crew of the post itself, unless it works in the place of one that went home for it: then that one, or whoever of
/// the group is at home or still out after the end of a shift.
UnitId Replication::who_takes(UnitId post) const {
  const Units& units = state_.units;
  const auto at_home = [&](UnitId unit) { return units.duty[unit] == Duty::off; };
  const auto can = [&](UnitId unit) { return at_home(unit) || units.shift_ends[unit] <= state_.now; };
  UnitId unit = post;
  for (std::size_t most = units.duty.size(); most > 0 && unit.valid(); --most, unit = units.went_home_for[unit])
    if (at_home(unit) || (unit == post && can(unit))) return unit;
  const auto first_of_group = [&](const auto& suits) {
    for (const UnitId other : world_.force.units.ids())
      if (world_.force.units[other].group == world_.force.units[post].group && suits(other)) return other;
    return UnitId{};
  };
  if (const UnitId other = first_of_group(at_home); other.valid()) return other;
  if (const UnitId other = first_of_group(can); other.valid()) return other;
  return post;
}

/// The moments of a shift at which something changes besides its beginning and end.
void Replication::schedule_for_shift(UnitId unit, SimTime begin) {
  const scenario::Duties& duties = world_.force.groups[world_.force.units[unit].group].duties;
  const auto at = [&](Milliseconds after, EventKind kind) {
    if (begin + after >= state_.now) state_.events.push(begin + after, kind, unit, state_.units.leg[unit]);
  };
  if (duties.rest) at(duties.rest->after, EventKind::break_due);
  if (duties.hand_over > Milliseconds{0}) at(duties.hand_over, EventKind::look_again);
}

/// A free crew goes home at once; a busy one when it has cleared, or a free one in its place.
void Replication::shift_end(UnitId unit) {
  Units& units = state_.units;
  if (units.shift_ends[unit] != state_.now || units.duty[unit] == Duty::off) return;
  if (units.duty[unit] == Duty::available) return go_off_duty(unit);
  if (units.duty[unit] == Duty::on_break) {
    break_off_activity(unit);
    return go_off_duty(unit);
  }
  const scenario::Duties& duties = world_.force.groups[world_.force.units[unit].group].duties;
  if (duties.shift_end == scenario::ShiftEnd::swap) swap_posts(unit);
}

/// A free unit of the group goes home, and the busy one stays for it.
void Replication::swap_posts(UnitId busy) {
  for (const UnitId other : state_.available) {
    if (world_.force.units[other].group != world_.force.units[busy].group) continue;
    if (state_.units.shift_ends[other] <= state_.now) continue;
    take_over_post(busy, other);
    return go_off_duty(other);
  }
}

/// `late` works on for `other`, whose shift ends now.
void Replication::take_over_post(UnitId late, UnitId other) {
  Units& units = state_.units;
  if (narrator_) narrator_->swaps(state_, late, other);
  record_duty(late);
  units.duty_began[late] = state_.now;
  units.shift_ends[late] = units.shift_ends[other];
  units.shift_ends[other] = state_.now;
  if (units.shift_ends[late] != never)
    state_.events.push(units.shift_ends[late], EventKind::shift_end, late, units.leg[late]);
  units.went_home_for[late] = other;
}

/// Whether a unit that has nothing more to do goes home: its shift is over, or it goes in the place of one that is out
/// after the end of its own.
bool Replication::shift_is_over(UnitId unit) {
  const Units& units = state_.units;
  if (units.shift_ends[unit] <= state_.now) return true;
  const GroupId group = world_.force.units[unit].group;
  if (world_.force.groups[group].duties.shift_end != scenario::ShiftEnd::swap) return false;
  for (const UnitId late : world_.force.units.ids()) {
    if (world_.force.units[late].group != group || units.duty[late] == Duty::off) continue;
    if (units.shift_ends[late] > state_.now) continue;
    take_over_post(late, unit);
    return true;
  }
  return false;
}

void Replication::come_on_duty(UnitId unit, SimTime planned_end) {
  Units& units = state_.units;
  units.duty_began[unit] = state_.now;
  units.shift_ends[unit] = planned_end;
  units.duty[unit] = Duty::available;
  units.to_rest[unit] = Milliseconds{0};
  stand_at(unit, place_to_begin(unit));
  make_available(unit);
  if (narrator_ && !world_.force.is_neighbours(unit)) narrator_->on_duty(state_, unit);
  if (idle_policy(unit).leaves_station()) state_.just_cleared.push_back(unit);
}

void Replication::go_off_duty(UnitId unit) {
  if (state_.units.duty[unit] == Duty::available) make_unavailable(unit);
  state_.units.duty[unit] = Duty::off;
  record_duty(unit);
  lose_break(unit);
  if (narrator_) narrator_->off_duty(state_, unit);
}

/// What is left of a break that is due, and of which nothing comes any more.
void Replication::lose_break(UnitId unit) {
  Milliseconds& left = state_.units.to_rest[unit];
  if (left > Milliseconds{0}) state_.outcome.lost_breaks.push_back({unit, state_.now, left});
  left = Milliseconds{0};
}

/// The hours of a neighbour's car are not ours.
void Replication::record_duty(UnitId unit) {
  if (world_.force.is_neighbours(unit)) return;
  state_.outcome.duties.push_back({unit, state_.units.duty_began[unit], state_.units.shift_ends[unit], state_.now});
}

}  // namespace kredsim
