#include "sim/engine/logbook.hpp"

#include <algorithm>
#include <utility>

#include "sim/engine/state.hpp"

namespace kredsim {

namespace {

Doing after_scene(Stage stage) {
  switch (stage) {
    case Stage::transporting: return Doing::transporting;
    case Stage::booking: return Doing::booking;
    case Stage::to_desk: return Doing::to_desk;
    default: return Doing::writing;
  }
}

Doing doing(const Units& units, UnitId unit) {
  switch (units.duty[unit]) {
    case Duty::off: return Doing::off_duty;
    case Duty::available:
      if (units.idling[unit].own_work) return Doing::own_work;
      return units.idling[unit].tour.valid() ? Doing::patrolling : Doing::free;
    case Duty::en_route: return Doing::under_way;
    case Duty::on_scene: return units.stage[unit] == Stage::holding ? Doing::holding : Doing::on_scene;
    case Duty::returning: return Doing::returning;
    case Duty::after_scene: return after_scene(units.stage[unit]);
    case Duty::on_break: return Doing::resting;
    case Duty::own_work: return Doing::own_work;
  }
  return Doing::free;
}

bool goes_on(const LoggedLeg& leg, const Units& units, UnitId unit, Doing now) {
  const Route& way = units.route[unit];
  const Idling& idling = units.idling[unit];
  if (leg.doing != now) return false;
  if (now == Doing::off_duty) return true;
  return leg.incident == units.incident[unit] && leg.way.from == way.from && leg.way.to == way.to &&
         leg.drive == units.drive[unit] && (leg.departed == units.departed[unit] || leg.drive == Milliseconds{0}) &&
         leg.tour == idling.tour && (!leg.tour.valid() || (leg.joins == idling.begins && leg.offset == idling.offset));
}

}  // namespace

void LogKeeper::look(const State& state) {
  look_at_incidents(state);
  if (current_.empty()) current_.resize(state.units.duty.size());
  for (const UnitId unit : state.units.duty.ids()) look_at(state, unit);
}

void LogKeeper::look_at(const State& state, UnitId unit) {
  LoggedLeg& leg = current_[unit.index()];
  const Units& units = state.units;
  const Doing now = doing(units, unit);
  if (leg.unit.valid() && goes_on(leg, units, unit, now)) return;
  if (leg.unit.valid()) write(leg, state.now);
  const Idling& idling = units.idling[unit];
  leg = {unit,
         state.now,
         never,
         now,
         units.incident[unit],
         units.route[unit],
         units.departed[unit],
         units.drive[unit],
         idling.tour,
         idling.begins,
         idling.offset};
}

void LogKeeper::write(LoggedLeg& leg, SimTime until) {
  leg.to = until;
  if (leg.to > leg.from && leg.to > book_.from && leg.from < book_.to) book_.legs.push_back(std::move(leg));
}

void LogKeeper::look_at_incidents(const State& state) {
  const auto& incidents = state.outcome.incidents;
  for (auto row = book_.ended.size(); row < incidents.size(); ++row) {
    book_.ended.push_back(never);
    open_.push_back(static_cast<std::uint32_t>(row));
  }
  std::erase_if(open_, [&](std::uint32_t row) {
    if (incidents[row].fate == Fate::unserved) return false;
    book_.ended[row] = state.now;
    return true;
  });
}

void LogKeeper::close(const State& state) {
  for (LoggedLeg& leg : current_)
    if (leg.unit.valid()) write(leg, std::max(state.now, book_.to));
  std::ranges::stable_sort(book_.legs, {}, [](const LoggedLeg& leg) { return std::pair{leg.unit, leg.from}; });
}

}  // namespace kredsim
