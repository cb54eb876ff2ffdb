#include "analysis/theory/assumptions.hpp"

#include <algorithm>

namespace kredsim::theory {

namespace {

/// Shares of all calls, type by type.
class Calls {
 public:
  explicit Calls(const World& world) : per_hour_(world.demand.types.size(), 0.0) {
    for (const ArrivalStream& stream : world.demand.streams) {
      per_hour_[stream.type] += stream.per_hour;
      all_ += stream.per_hour;
    }
  }
  [[nodiscard]] double share(TypeId type) const { return all_ > 0 ? per_hour_[type] / all_ : 0; }

 private:
  Column<TypeId, double> per_hour_;
  double all_ = 0;
};

double mean(const scenario::SmallNumber& number) {
  double mean = 0;
  for (const auto& [value, share] : number.chances) mean += share * value;
  return mean;
}

/// Mean minutes from the first ring to the moment a unit can be sent, if nobody ever waited for an answer.
double minutes_before_dispatch(const World& world, const Calls& calls) {
  const auto& centre = world.scenario.control_centre;
  if (!centre) return 0;
  double seconds = centre->dispatch.handling.mean_s();
  for (const TypeId id : world.demand.types.ids()) {
    const IncidentType& type = world.demand.types[id];
    if (type.line == scenario::Line::none) continue;
    const scenario::CallDesk& desk =
        type.line == scenario::Line::alarm_centre ? centre->alarm_centre : centre->service_line;
    const Distribution& handling = type.calls.handling ? *type.calls.handling : desk.handling;
    seconds += calls.share(id) * (handling.mean_s() + desk.locating.mean_s());
  }
  return seconds / 60;
}

/// Mean minutes that a call keeps its first unit beside driving there and work at the scene.
double minutes_besides(const World& world, const Calls& calls, double travel_s) {
  double seconds = 0;
  const bool drives_home = std::any_of(world.force.groups.begin(), world.force.groups.end(), [](const Group& group) {
    return group.way_home == scenario::WayHome::not_available && group.idle != scenario::Idle::stay_at_scene;
  });
  if (drives_home) seconds += travel_s;
  for (const TypeId id : world.demand.types.ids()) {
    const scenario::Attendance& rules = world.demand.types[id].attendance;
    if (rules.arrest) seconds += calls.share(id) * rules.arrest->probability * rules.arrest->booking.mean_s();
    if (rules.report) seconds += calls.share(id) * rules.report->probability * rules.report->time.mean_s();
  }
  double turnout = 0;
  for (const Group& group : world.force.groups)
    turnout = std::max({turnout, group.duties.turnout_at_station.mean_s(), group.duties.turnout_mobile.mean_s()});
  return (seconds + turnout) / 60;
}

/// Work that is planned, without the way there.
double planned_hours_a_week(const World& world) {
  double hours = 0;
  for (const PlannedTask& task : world.planned) {
    const auto open = static_cast<double>(std::count(task.when.begin(), task.when.end(), true));
    hours += open * task.per_open_hour * task.lasts.mean_s() / 3600;
    for (const Outing& outing : task.outings)
      hours += static_cast<double>(std::count(outing.weekdays.begin(), outing.weekdays.end(), true)) *
               seconds(outing.length) / 3600;
  }
  return hours;
}

/// The share of all hours on the roster in which a crew has its break, did not come, or is lent away.
double share_away(const World& world) {
  double rostered = 0;
  double away = 0;
  for (const Unit& unit : world.force.units) {
    const Group& group = world.force.groups[unit.group];
    if (group.neighbours) continue;
    const double shift = unit.always_on ? 24 : seconds(unit.length) / 3600;
    const double shifts =
        unit.always_on ? 7 : static_cast<double>(std::count(unit.weekdays.begin(), unit.weekdays.end(), true));
    rostered += shift * shifts;
    double share = unit.always_on ? 0 : group.short_notice_absence;
    const auto& rest = group.duties.rest;
    if (rest && !unit.always_on && seconds(rest->after) / 3600 < shift)
      share += (1 - share) * std::min(1.0, seconds(rest->length) / 3600 / shift);
    if (!unit.lent.empty()) share = std::max(share, 1e-9);
    away += shift * shifts * share;
  }
  return rostered > 0 ? away / rostered : 0;
}

bool chooses_among_units(const World& world) {
  const scenario::Dispatch& rules = world.scenario.dispatch;
  bool some = rules.policy != "nearest" || rules.reserve > 0;
  for (const IncidentType& type : world.demand.types) some = some || type.capabilities != 0;
  for (const Group& group : world.force.groups)
    some = some || group.duties.hand_over > Milliseconds{0} || group.duties.only_urgent_in_last > Milliseconds{0};
  return some;
}

}  // namespace

std::vector<Broken> broken_by_rules(const World& world, double travel_s) {
  const Calls calls{world};
  std::vector<Broken> broken;
  const auto note = [&](Assumption assumption, bool is_broken, double by) {
    if (is_broken) broken.push_back({assumption, by});
  };
  double units = 0;
  double no_unit = 0;
  double more_calls = 0;
  bool waits_for_more = false;
  for (const TypeId id : world.demand.types.ids()) {
    const IncidentType& type = world.demand.types[id];
    const scenario::Attendance& rules = type.attendance;
    units += calls.share(id) *
             (mean(rules.cars) + (rules.escalation ? rules.escalation->probability * rules.escalation->cars : 0));
    waits_for_more = waits_for_more || rules.officers.most() > 1 || rules.solo != scenario::Solo::may_attend;
    no_unit += calls.share(id) *
               std::max(type.calls.settled_by_telephone, rules.cancellation ? rules.cancellation->probability : 0.0);
    for (const FollowOn& follow : type.follow) more_calls += calls.share(id) * follow.rule.probability;
  }
  const auto& dispatch = world.scenario.dispatch;
  const bool takes_off =
      dispatch.preemption != scenario::TakeOff::never || dispatch.diversion != scenario::TakeOff::never;
  double patience = 0;
  if (const auto& centre = world.scenario.control_centre)
    patience = (centre->alarm_centre.patience ? 1 : 0) + (centre->service_line.patience ? 1 : 0);
  const scenario::DemandRules& demand = world.scenario.demand;
  bool seasons = false;
  for (const IncidentType& type : world.demand.types) seasons = seasons || !type.season.empty();
  for (const std::vector<double>& guests : world.demand.people_by_week) seasons = seasons || !guests.empty();
  bool patrols = false;
  for (const auto& [key, group] : world.scenario.force)
    patrols =
        patrols || (group.idle != scenario::Idle::return_to_station && group.idle != scenario::Idle::stay_at_scene);

  const double before = minutes_before_dispatch(world, calls);
  note(Assumption::no_control_centre, world.scenario.control_centre.has_value(), before);
  note(Assumption::independent_calls,
       demand.day_effect.sd > 0 || !demand.surges.empty() || demand.trace || seasons || more_calls > 0,
       demand.day_effect.sd);
  note(Assumption::one_unit_each, units > 1 + 1e-9 || waits_for_more, units);
  note(Assumption::nobody_interrupted, takes_off, 1);
  note(Assumption::any_unit_will_do, chooses_among_units(world), 1);
  const double besides = minutes_besides(world, calls, travel_s);
  note(Assumption::work_ends_at_scene, besides > 0, besides);
  note(Assumption::everybody_stays, no_unit > 0 || patience > 0, no_unit);
  note(Assumption::no_patrol, patrols, 1);
  const double planned = planned_hours_a_week(world);
  note(Assumption::no_planned_work, planned > 0, planned);
  const double away = share_away(world);
  note(Assumption::nobody_away, away > 0, away);
  return broken;
}

}  // namespace kredsim::theory
