#include <algorithm>
#include <cmath>

#include "sim/engine/replication.hpp"

/// Help across the border, both ways (docs/methods/neighbours.md). A neighbour's cars are on no board: no policy sees
/// them, nothing else is asked of them, and their hours are nobody's here.
namespace kredsim {

/// Looked at once, as the other rules are.
void Replication::look_at_neighbours() {
  for (const Neighbour& neighbour : world_.neighbours) {
    helped_ = helped_ || neighbour.helps.has_value();
    lends_ = lends_ || neighbour.asks.has_value();
    auto& cars = cars_of_neighbours_.emplace_back();
    for (const UnitId unit : world_.force.units.ids())
      if (neighbour.helps && world_.force.units[unit].group == neighbour.group) cars.push_back(unit);
  }
}

/// The neighbours' car that is expected first, if its neighbour can spare it; else the next. Nobody is asked whose car
/// would not be taken.
std::optional<Candidate> Replication::help(IncidentRow row, const Call& call, std::uint64_t capabilities,
                                           const std::optional<Candidate>& own) {
  find_helpers(call, capabilities, own);
  if (helpers_.empty()) return std::nullopt;
  // The policy may leave a nearer car of ours where it is: that is no reason to call a neighbour.
  const Milliseconds nearest = own ? std::min(own->travel, nearest_own(call, capabilities)) : unreachable;
  for (const Helper& helper : helpers_) {
    if (own && helper.expected + helper.margin > nearest) continue;
    auto candidate = asked(helper, row);
    if (!candidate) continue;
    if (own) candidate->nearer_by = nearest - helper.expected;
    return candidate;
  }
  return std::nullopt;
}

/// Into `helpers_`, the one expected first in front: of each neighbour that may be asked, the nearest car.
void Replication::find_helpers(const Call& call, std::uint64_t capabilities, const std::optional<Candidate>& own) {
  helpers_.clear();
  const ProfileId profile = world_.travel->profile(call.driving, state_.now);
  for (std::uint32_t i = 0; i < world_.neighbours.size(); ++i) {
    const Neighbour& neighbour = world_.neighbours[i];
    if (!neighbour.helps || !scenario::helps_with(*neighbour.helps, call.priority)) continue;
    if (own && !neighbour.helps->nearer_by) continue;
    if (neighbour.helps->when && !(*neighbour.helps->when)[static_cast<std::size_t>(hour_of_week(state_.now))])
      continue;
    chosen_from_.clear();
    chosen_whereabouts_.clear();
    for (const UnitId unit : cars_of_neighbours_[i]) {
      if (state_.units.duty[unit] != Duty::available || !may_go(unit, call, capabilities)) continue;
      chosen_from_.push_back(unit);
      chosen_whereabouts_.push_back({&state_.units.route[unit], state_.units.departed[unit]});
    }
    if (chosen_from_.empty()) continue;
    const auto nearest = travel_->nearest(chosen_whereabouts_, call.place, profile, state_.now);
    if (!nearest) continue;
    const Milliseconds to_border{std::llround(neighbour.helps->to_border.mean_s() * 1000)};
    helpers_.push_back({nearest->time + to_border, neighbour.helps->nearer_by.value_or(Milliseconds{0}), i,
                        chosen_from_[nearest->index]});
  }
  std::sort(helpers_.begin(), helpers_.end(), [](const Helper& a, const Helper& b) {
    return std::pair{a.expected, a.neighbour} < std::pair{b.expected, b.neighbour};
  });
}

/// What the neighbour answers: drawn by neighbour and incident, by how many of its cars are there already, and by how
/// often it has been asked; the same in every plan.
std::optional<Candidate> Replication::asked(const Helper& helper, IncidentRow row) {
  const Neighbour& neighbour = world_.neighbours[helper.neighbour];
  std::uint64_t key = combine(incident(row).key, neighbour.stream_key);
  key = combine(key, cars_sent(helper.neighbour, row));
  key = combine(key, static_cast<std::uint64_t>(times_asked(helper.neighbour, row)));
  Stream chance{setup_.seed, setup_.replication, Purpose::help, key};
  if (chance.uniform() >= neighbour.helps->available) {
    note_refusal(helper.neighbour, row);
    return std::nullopt;
  }
  Candidate candidate{helper.unit, Source::neighbour, helper.expected, "help from a neighbour"};
  candidate.to_border = neighbour.helps->to_border.sample(chance);
  return candidate;
}

/// How often it has been asked about the incident before, one question lasting until the next is due.
std::int64_t Replication::times_asked(std::uint32_t neighbour, IncidentRow row) const {
  const auto& again = world_.neighbours[neighbour].helps->ask_again;
  for (const State::Refusal& refusal : state_.refusals)
    if (refusal.incident == row && refusal.neighbour == neighbour)
      return again ? (state_.now - refusal.first) / *again : 0;
  return 0;
}

/// Of its cars, those at the incident, on the way there, or about to be sent.
std::uint64_t Replication::cars_sent(std::uint32_t neighbour, IncidentRow row) const {
  const auto there = [&](UnitId unit) {
    return state_.units.incident[unit] == row ||
           std::any_of(plan_.begin(), plan_.end(), [=](const Candidate& planned) { return planned.unit == unit; });
  };
  const auto& cars = cars_of_neighbours_[neighbour];
  return static_cast<std::uint64_t>(std::count_if(cars.begin(), cars.end(), there));
}

/// A no is written down once, and the next question put down in the diary if there is to be one.
void Replication::note_refusal(std::uint32_t neighbour, IncidentRow row) {
  const std::int64_t asked = times_asked(neighbour, row);
  auto known = std::find_if(state_.refusals.begin(), state_.refusals.end(), [&](const State::Refusal& refusal) {
    return refusal.incident == row && refusal.neighbour == neighbour;
  });
  if (known != state_.refusals.end() && known->asked == asked) return;
  if (known == state_.refusals.end()) {
    state_.refusals.push_back({row, neighbour, state_.now, asked});
    known = state_.refusals.end() - 1;
  }
  known->asked = asked;
  state_.outcome.help.push_back({row, neighbour, state_.now, false});
  if (narrator_) narrator_->neighbour_refuses(state_, neighbour, row);
  if (const auto& again = world_.neighbours[neighbour].helps->ask_again)
    state_.events.push(known->first + (asked + 1) * *again, EventKind::look_again, UnitId{}, 0);
}

/// Of our free cars that may go, whatever the policy; unreachable if there is none.
Milliseconds Replication::nearest_own(const Call& call, std::uint64_t capabilities) {
  chosen_from_.clear();
  fenced_ = Fenced::left_out;
  for (const UnitId unit : state_.available)
    if (may_go(unit, call, capabilities)) chosen_from_.push_back(unit);
  fenced_ = Fenced::asked;
  find_whereabouts(chosen_from_, call.priority, chosen_whereabouts_);
  const auto first = first_of_chosen(call);
  return first ? first->time : unreachable;
}

void Replication::note_help(const Candidate& candidate, IncidentRow row) {
  const GroupId group = world_.force.units[candidate.unit].group;
  for (std::uint32_t i = 0; i < world_.neighbours.size(); ++i)
    if (world_.neighbours[i].helps && world_.neighbours[i].group == group)
      state_.outcome.help.push_back({row, i, state_.now, true});
}

void Replication::schedule_neighbours() {
  for (std::uint32_t i = 0; i < world_.neighbours.size(); ++i) {
    schedule_next_opening(i);
    schedule_next_request(i, state_.now);
  }
}

/// Whoever waits when its hours begin is looked at again at that moment.
void Replication::schedule_next_opening(std::uint32_t neighbour) {
  const auto& helps = world_.neighbours[neighbour].helps;
  if (!helps || !helps->when) return;
  auto hour = std::chrono::floor<std::chrono::hours>(state_.now);
  for (std::size_t ahead = 0; ahead < hours_of_week; ++ahead) {
    const bool before = (*helps->when)[static_cast<std::size_t>(hour_of_week(hour))];
    hour += std::chrono::hours{1};
    if (before || !(*helps->when)[static_cast<std::size_t>(hour_of_week(hour))]) continue;
    return state_.events.push(SimTime{hour}, EventKind::neighbour_opens, UnitId{}, neighbour);
  }
}

/// The next moment after `after` at which a neighbour asks. Candidates at a rate of a power of two, thinned: another
/// rate adds requests or takes some away, and moves none, up to that power.
void Replication::schedule_next_request(std::uint32_t neighbour, SimTime after) {
  const auto& asks = world_.neighbours[neighbour].asks;
  if (!asks || !(asks->stream.per_hour > 0)) return;
  const double highest = world_.demand.highest_rate(asks->stream);
  double bound = 1.0 / 1024;
  while (bound < highest) bound *= 2;
  constexpr double ms_per_hour = 3'600'000;
  for (auto hour = std::chrono::floor<std::chrono::hours>(after); hour < last_moment_; hour += std::chrono::hours{1}) {
    Stream random{setup_.seed, setup_.replication, Purpose::request,
                  combine(asks->stream.key, static_cast<std::uint64_t>(hour.time_since_epoch().count()))};
    for (double hours = standard_exponential(random) / bound; hours < 1;
         hours += standard_exponential(random) / bound) {
      const double height = random.uniform() * bound;
      const SimTime time = SimTime{hour} + Milliseconds{static_cast<std::int64_t>(hours * ms_per_hour)};
      if (time <= after || height >= world_.demand.rate(asks->stream, time)) continue;
      return state_.events.push(time, EventKind::neighbour_asks, UnitId{}, neighbour);
    }
  }
}

/// A car of ours goes at once, or the neighbour looks elsewhere: it never waits here.
void Replication::neighbour_asks(std::uint32_t neighbour) {
  const Neighbour::Asks& asks = *world_.neighbours[neighbour].asks;
  const auto now = static_cast<std::uint64_t>(state_.now.time_since_epoch().count());
  IncidentRecord record;
  record.key = combine(asks.stream.key, now);
  record.type = asks.stream.type;
  record.created = record.answered = record.received = record.ready = state_.now;
  Stream where{setup_.seed, setup_.replication, Purpose::request_place, record.key};
  const double share = where.uniform();
  record.point = std::find_if(asks.places.begin(), asks.places.end() - 1, [=](const auto& place) {
                   return share < place.second;
                 })->first;
  const auto row = static_cast<IncidentRow>(state_.outcome.incidents.size());
  const bool measured = state_.now >= state_.outcome.measured_from && state_.now < state_.outcome.measured_to;
  state_.outcome.incidents.push_back(record);
  if (world_.scenario.control_centre) state_.centre.callers.resize(state_.outcome.incidents.size(), 0);
  if (narrator_) narrator_->neighbour_asks(state_, neighbour, row);
  open_task(row);
  const bool goes = can_spare(neighbour, row) && try_dispatch(row);
  state_.outcome.requests.push_back({row, neighbour, state_.now, measured, !goes});
  if (!goes) {
    state_.tasks[row].lacking_cars = state_.tasks[row].lacking_officers = 0;
    if (narrator_) narrator_->refuses_neighbour(state_, neighbour, row);
    finish(row, Fate::lost);
  }
  schedule_next_request(neighbour, state_.now);
}

/// Enough cars are free, and nobody of the kreds waits whom strict order puts before it.
bool Replication::can_spare(std::uint32_t neighbour, IncidentRow row) {
  const Priority priority = world_.demand.types[incident(row).type].priority;
  const bool behind =
      world_.scenario.dispatch.queue == scenario::QueueRule::strict && state_.waiting.anybody_up_to(priority);
  return !behind &&
         state_.available.size() >= static_cast<std::size_t>(world_.neighbours[neighbour].asks->refused_below);
}

}  // namespace kredsim
