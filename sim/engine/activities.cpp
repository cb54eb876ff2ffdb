#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// The first unit of an incident may have a detainee to bring away and a report to write.
void Replication::after_scene(UnitId unit, IncidentRow row) {
  Units& units = state_.units;
  const IncidentRecord& record = incident(row);
  const scenario::Attendance& rules = world_.demand.types[record.type].attendance;
  stand_at(unit, units.route[unit].to);
  if (rules.report) {
    Stream chance{setup_.seed, setup_.replication, Purpose::paperwork, record.key};
    if (chance.uniform() < rules.report->probability) {
      units.to_write[unit] += rules.report->time.sample(chance);
      units.may_be_called[unit] = rules.report->interruptible ? 1 : 0;
      units.writes_at_station[unit] = rules.report->where == scenario::WritingPlace::station ? 1 : 0;
    }
  }
  if (rules.arrest) {
    Stream chance{setup_.seed, setup_.replication, Purpose::arrest, record.key};
    if (chance.uniform() < rules.arrest->probability) {
      units.to_book[unit] = rules.arrest->booking.sample(chance);
      return transport_detainee(unit);
    }
  }
  next_task(unit);
}

/// To the station with detention that is nearest, in ordinary driving. Where no road leads to one in ordinary driving
/// the booking happens where the unit stands.
void Replication::transport_detainee(UnitId unit) {
  Units& units = state_.units;
  const Place here = units.route[unit].to;
  const ProfileId profile = world_.travel->profile(Driving::normal, state_.now);
  StationId nearest;
  Milliseconds least = unreachable;
  for (const StationId station : world_.district.stations.ids()) {
    if (!world_.district.stations[station].detention) continue;
    Milliseconds time = unreachable;
    travel_->times({&here, 1}, world_.district.stations[station].place, profile, {&time, 1});
    if (time < least) {
      least = time;
      nearest = station;
    }
  }
  if (nearest.valid()) drive_to(unit, world_.district.stations[nearest].place);
  units.duty[unit] = Duty::after_scene;
  begin_activity(unit, Stage::transporting, units.drive[unit]);
  if (narrator_ && nearest.valid()) narrator_->transports(state_, unit, nearest);
}

void Replication::begin_activity(UnitId unit, Stage stage, Milliseconds length) {
  Units& units = state_.units;
  units.stage[unit] = stage;
  units.stage_began[unit] = state_.now;
  units.stage_ends[unit] = state_.now + length;
  state_.events.push(units.stage_ends[unit], EventKind::activity_ends, unit, new_leg(unit));
}

void Replication::activity_ends(UnitId unit) {
  Units& units = state_.units;
  const Stage stage = units.stage[unit];
  record_activity(unit);
  switch (stage) {
    case Stage::transporting:
      stand_at(unit, units.route[unit].to);
      begin_activity(unit, Stage::booking, units.to_book[unit]);
      if (narrator_) narrator_->books(state_, unit);
      return;
    case Stage::to_desk:
      stand_at(unit, units.route[unit].to);
      begin_activity(unit, Stage::writing, units.to_write[unit]);
      return;
    case Stage::writing: units.to_write[unit] = Milliseconds{0}; break;
    case Stage::booking: break;
    default:
      units.to_rest[unit] = Milliseconds{0};
      if (narrator_) narrator_->break_over(state_, unit);
      break;
  }
  units.stage[unit] = Stage::none;
  next_task(unit);
}

void Replication::record_activity(UnitId unit) {
  const Units& units = state_.units;
  Activity activity = Activity::rest;
  if (units.stage[unit] == Stage::transporting) activity = Activity::transport;
  if (units.stage[unit] == Stage::booking) activity = Activity::booking;
  if (units.stage[unit] == Stage::to_desk || units.stage[unit] == Stage::writing) activity = Activity::report;
  if (units.stage_began[unit] < state_.now)
    state_.outcome.activities.push_back({unit, activity, units.stage_began[unit], state_.now});
}

/// Called from its report or its break: what is left of it comes later.
void Replication::break_off_activity(UnitId unit) {
  Units& units = state_.units;
  record_activity(unit);
  const Milliseconds left = units.stage_ends[unit] - state_.now;
  if (units.stage[unit] == Stage::writing) units.to_write[unit] = left;
  if (units.duty[unit] == Duty::on_break) units.to_rest[unit] = left;
  units.stage[unit] = Stage::none;
  new_leg(unit);
}

/// A report first, even after the shift; then off duty if that is over, a break if it is due, else free for whoever
/// waits, home, or wherever the unit idles.
void Replication::next_task(UnitId unit) {
  Units& units = state_.units;
  if (units.to_write[unit] > Milliseconds{0}) return write_report(unit);
  if (shift_is_over(unit)) return go_off_duty(unit);
  if (units.to_rest[unit] > Milliseconds{0}) return take_break(unit);
  // Whoever is back at once is sent from the station, also to an incident that has waited.
  if (way_home(unit) == scenario::WayHome::takes_no_time) drive_home(unit);
  if (way_home(unit) == scenario::WayHome::not_available) return return_unavailable(unit);
  units.duty[unit] = Duty::available;
  make_available(unit);
  state_.just_cleared.push_back(unit);
}

void Replication::write_report(UnitId unit) {
  Units& units = state_.units;
  units.duty[unit] = Duty::after_scene;
  if (narrator_) narrator_->writes(state_, unit);
  if (units.writes_at_station[unit] == 0) return begin_activity(unit, Stage::writing, units.to_write[unit]);
  drive_to(unit, world_.district.stations[world_.force.units[unit].station].place);
  begin_activity(unit, Stage::to_desk, units.drive[unit]);
}

void Replication::break_due(UnitId unit) {
  Units& units = state_.units;
  if (units.duty[unit] == Duty::off) return;
  const bool rests = units.duty[unit] == Duty::on_break;  // the break of the shift before
  if (rests) break_off_activity(unit);
  lose_break(unit);
  units.to_rest[unit] = world_.force.groups[world_.force.units[unit].group].duties.rest->length;
  if (rests) return take_break(unit);
  if (units.duty[unit] != Duty::available) return;
  const Place here = place_of(unit);
  make_unavailable(unit);
  stand_at(unit, here);
  take_break(unit);
}

/// Where it stands.
void Replication::take_break(UnitId unit) {
  state_.units.duty[unit] = Duty::on_break;
  if (narrator_) narrator_->rests(state_, unit);
  begin_activity(unit, Stage::none, state_.units.to_rest[unit]);
}

}  // namespace kredsim
