#include <algorithm>
#include <cmath>

#include "sim/engine/replication.hpp"
#include "sim/policy/first_there.hpp"

/// How long a crew needs to set out, and what a dispatcher reckons with (`dispatch.compare: arrival`).
namespace kredsim {

Milliseconds Replication::turnout(UnitId unit, const IncidentRecord& record, int rank, Place from) const {
  const Unit& post = world_.force.units[unit];
  const scenario::Duties& duties = world_.force.groups[post.group].duties;
  const bool at_station = from == world_.district.stations[post.station].place;
  const Distribution& time = at_station ? duties.turnout_at_station : duties.turnout_mobile;
  Stream chance{setup_.seed, setup_.replication, Purpose::turnout,
                combine(record.key, static_cast<std::uint64_t>(rank))};
  return time.sample(chance);
}

/// Sent, and not on the road yet.
bool Replication::in_turnout(UnitId unit) const {
  return state_.units.duty[unit] == Duty::en_route && state_.units.departed[unit] > state_.now;
}

void Replication::look_at_turnout() {
  if (world_.scenario.dispatch.compare != scenario::Compare::arrival) return;
  for (const Group& group : world_.force.groups)
    counts_turnout_ =
        counts_turnout_ || group.duties.turnout_at_station.mean_s() > 0 || group.duties.turnout_mobile.mean_s() > 0;
}

/// What its next turnout would take on average if it were sent now; what it has served of the present one counts. A car
/// that drives is on the road, also in the moment in which it passes its station.
Milliseconds Replication::expected_turnout(UnitId unit) const {
  const Units& units = state_.units;
  const Unit& post = world_.force.units[unit];
  const scenario::Duties& duties = world_.force.groups[post.group].duties;
  const bool setting_out = in_turnout(unit);
  const bool stands =
      setting_out || (!units.idling[unit].tour.valid() && state_.now >= units.departed[unit] + units.drive[unit]);
  const Place here = setting_out ? units.route[unit].from : units.route[unit].to;
  const bool at_station = stands && here == world_.district.stations[post.station].place;
  const double mean_s = (at_station ? duties.turnout_at_station : duties.turnout_mobile).mean_s();
  const Milliseconds mean{std::llround(mean_s * 1000)};
  const Milliseconds served = setting_out ? state_.now - units.turnout_began[unit] : Milliseconds{0};
  return std::max(mean - served, Milliseconds{0});
}

/// Of the units in the scratch of the choice the one that is there first.
std::optional<TravelTimes::Nearest> Replication::first_of_chosen(const Call& call) {
  const ProfileId profile = world_.travel->profile(call.driving, state_.now);
  chosen_turnout_.clear();
  if (counts_turnout_)
    for (const UnitId unit : chosen_from_) chosen_turnout_.push_back(expected_turnout(unit));
  return first_there({*travel_, profile, state_.now, policy_scratch_}, chosen_whereabouts_, chosen_turnout_,
                     call.place);
}

}  // namespace kredsim
