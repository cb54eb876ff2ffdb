#include <algorithm>
#include <cmath>

#include "sim/base/pinned_math.hpp"
#include "sim/engine/replication.hpp"

namespace kredsim {

void Replication::schedule_own_work() {
  if (!world_.idle.any_own_work) return;
  for (const GroupId group : world_.force.groups.ids()) {
    const auto& rates = world_.idle.work_per_hour[group];
    const double highest = *std::max_element(rates.begin(), rates.end());
    OwnWorkBound& bound = own_work_bounds_.emplace_back();
    if (!(highest > 0)) continue;
    bound.rate = 1.0 / 1024;
    while (bound.rate < highest) bound.rate *= 2;
    bound.none_below = pinned::exp(-bound.rate) * (1 - 1e-9);
  }
  for (const UnitId slot : world_.force.units.ids()) schedule_next_own_work(slot, state_.now);
}

/// The next moment after `after` at which work arises in this slot. Each hour of each slot has its candidates of its
/// own, at a rate that is a power of two and at least the group's highest; a candidate counts where its height lies
/// under the hour's rate. So a higher rate adds work and moves none, up to that power.
void Replication::schedule_next_own_work(UnitId slot, SimTime after) {
  const GroupId group = world_.force.units[slot].group;
  const auto& rates = world_.idle.work_per_hour[group];
  const auto [bound, none_below] = own_work_bounds_[group.index()];
  if (!(bound > 0)) return;
  constexpr double ms_per_hour = 3'600'000;
  auto hour = std::chrono::floor<std::chrono::hours>(after);
  for (; hour < last_moment_; hour += std::chrono::hours{1}) {
    const double rate = rates[static_cast<std::size_t>(hour_of_week(hour))];
    if (!(rate > 0)) continue;
    Stream random{setup_.seed, setup_.replication, Purpose::own_work,
                  combine(world_.idle.slots[slot].key, static_cast<std::uint64_t>(hour.time_since_epoch().count()))};
    // In most hours the first candidate lies beyond the hour: a comparison tells as much as the logarithm.
    const double first = random.uniform();
    if (first < none_below) continue;
    for (double hours = -pinned::log(first) / bound; hours < 1; hours += standard_exponential(random) / bound) {
      const double height = random.uniform() * bound;
      const SimTime time = SimTime{hour} + Milliseconds{static_cast<std::int64_t>(hours * ms_per_hour)};
      if (height >= rate || time <= after) continue;
      state_.events.push(time, EventKind::own_work_begins, slot, 0);
      return;
    }
  }
}

/// The unit of the slot's rank among those of its crowd that have no task; none if there are fewer.
UnitId Replication::unit_for_slot(UnitId slot) const {
  const WorkSlot& wanted = world_.idle.slots[slot];
  const GroupId group = world_.force.units[slot].group;
  std::uint32_t rank = 0;
  for (const UnitId unit : state_.available) {
    if (world_.force.units[unit].group != group || world_.idle.slots[unit].crowd != wanted.crowd ||
        state_.units.idling[unit].own_work)
      continue;
    if (rank++ == wanted.rank) return unit;
  }
  return {};
}

/// A crew stops where it is and sees to something. Whether it can be called away is the group's rule.
void Replication::own_work_begins(UnitId slot) {
  schedule_next_own_work(slot, state_.now);
  const UnitId unit = unit_for_slot(slot);
  if (!unit.valid()) return;
  Units& units = state_.units;
  const auto& rules = *world_.scenario.force[world_.force.units[unit].group.index()].second.own_work;
  Stream random{
      setup_.seed, setup_.replication, Purpose::own_work_lasts,
      combine(world_.idle.slots[slot].key, static_cast<std::uint64_t>(state_.now.time_since_epoch().count()))};
  const Milliseconds lasts = rules.lasts.sample(random);

  Idling before;
  if (on_tour(unit)) {
    before.tour = units.idling[unit].tour;
    before.offset = offset_on_tour(units.idling[unit]);
  }
  const auto row = static_cast<std::uint32_t>(state_.outcome.own_work.size());
  state_.outcome.own_work.push_back({unit, state_.now});
  const Place here = place_of(unit);
  if (rules.interruptible == scenario::Interruptible::never) {
    make_unavailable(unit);
    units.duty[unit] = Duty::own_work;
  } else {
    stop_idling(unit);
    units.idling[unit].own_work = true;
  }
  stand_at(unit, here);
  units.resumed_later[unit] = before;
  units.idling[unit].work_row = row;
  state_.events.push(state_.now + lasts, EventKind::own_work_ends, unit, new_leg(unit));
  if (narrator_) narrator_->begins_own_work(state_, unit);
}

/// The crew goes on where it was interrupted, unless somebody waits for it or its shift is over.
void Replication::own_work_ends(UnitId unit) {
  Units& units = state_.units;
  state_.outcome.own_work[units.idling[unit].work_row].to = state_.now;
  if (narrator_) narrator_->ends_own_work(state_, unit);
  units.idling[unit] = {};
  if (units.duty[unit] == Duty::own_work) {
    if (shift_is_over(unit)) return go_off_duty(unit);
    if (units.to_rest[unit] > Milliseconds{0}) return take_break(unit);
    units.duty[unit] = Duty::available;
    make_available(unit);
  }
  const Idling& before = units.resumed_later[unit];
  const TourId of_the_hour =
      before.tour.valid()
          ? world_.idle.rounds[world_.idle.rounds_of[unit]][static_cast<std::size_t>(hour_of_week(state_.now))]
          : TourId{};
  if (before.tour.valid() && of_the_hour == before.tour)
    resume_tour(unit, before.tour, before.offset);
  else
    state_.just_cleared.push_back(unit);
}

}  // namespace kredsim
