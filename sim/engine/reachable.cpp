#include <algorithm>

#include "sim/engine/replication.hpp"

/// Inhabitants at random, asked at random moments whether a car could be with them in time (`results.reachable`).
/// Asking changes nothing: it draws from streams of its own and sends nobody.
namespace kredsim {

/// The moments of one hour of the clock, when it or the period begins.
void Replication::schedule_questions(SimTime from) {
  const auto& rules = world_.scenario.results.reachable;
  if (!rules) return;
  const SimTime hour = std::chrono::floor<std::chrono::hours>(from);
  constexpr double ms_per_hour = 3'600'000;
  for (int i = 0; i < rules->per_hour; ++i) {
    Stream random = stream_of_question(hour, i);
    const SimTime time = hour + Milliseconds{static_cast<std::int64_t>(random.uniform() * ms_per_hour)};
    if (time >= from && time < state_.outcome.measured_to)
      state_.events.push(time, EventKind::ask, UnitId{}, static_cast<std::uint32_t>(i));
  }
  const SimTime next = hour + std::chrono::hours{1};
  if (next < state_.outcome.measured_to)
    state_.events.push(next, EventKind::ask, UnitId{}, static_cast<std::uint32_t>(rules->per_hour));
}

Stream Replication::stream_of_question(SimTime hour, int number) const {
  const auto hours =
      static_cast<std::uint64_t>(std::chrono::floor<std::chrono::hours>(hour).time_since_epoch().count());
  return {setup_.seed, setup_.replication, Purpose::reachable, combine(hours, static_cast<std::uint64_t>(number))};
}

/// @param number of the question in its hour; one beyond the last begins the next hour
void Replication::ask(std::uint32_t number) {
  const auto& rules = *world_.scenario.results.reachable;
  if (number == static_cast<std::uint32_t>(rules.per_hour)) return schedule_questions(state_.now);
  Stream random = stream_of_question(state_.now, static_cast<int>(number));
  random.uniform();  // the moment
  const Inhabitants& inhabitants = world_.demand.inhabitants;
  const double share = random.uniform();
  const auto area = std::upper_bound(inhabitants.shares.begin(), inhabitants.shares.end() - 1, share);
  const AreaId where = inhabitants.areas[static_cast<std::size_t>(area - inhabitants.shares.begin())];
  const PointId point = world_.demand.area_points[where].at(random.uniform());
  const Call call{inhabitants.asks_as, point, world_.district.points[point].place,
                  world_.demand.types[inhabitants.asks_as].driving, Priority::urgent};
  plan_.clear();  // what the last incident was given
  const auto car = free_unit_within_ring_fence(call, 0);
  const Milliseconds turnout = car && counts_turnout_ ? expected_turnout(car->unit) : Milliseconds{0};
  state_.outcome.reach.push_back({state_.now, point, car ? car->travel - turnout : Milliseconds{-1}});
}

}  // namespace kredsim
