#include <algorithm>
#include <cmath>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// The unit leaves what it does for another incident.
/// @return where it is.
Place Replication::release_for(const Candidate& candidate, IncidentRow next) {
  const UnitId unit = candidate.unit;
  if (candidate.source == Source::free) {
    make_unavailable(unit);
    return place_of(unit);
  }
  const Place here = place_of(unit);
  switch (candidate.source) {
    case Source::free:
    case Source::neighbour: break;
    case Source::under_way:
      if (narrator_) narrator_->diverted(state_, unit, candidate, next);
      take_off(unit, JobEnd::diverted);
      break;
    case Source::at_desk:
      if (narrator_) narrator_->called_from_desk(state_, unit);
      break_off_activity(unit);
      break;
    case Source::at_work:
      if (narrator_) narrator_->interrupted(state_, unit, next);
      take_off(unit, JobEnd::interrupted);
      break;
  }
  return here;
}

/// A unit leaves its incident before its part is done; unless the incident itself went away, somebody else is needed.
void Replication::take_off(UnitId unit, JobEnd how) {
  Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  const IncidentType& type = world_.demand.types[incident(row).type];
  const Group& group = world_.force.groups[world_.force.units[unit].group];
  Task& task = state_.tasks[row];
  AssignmentRecord& assignment = state_.outcome.assignments[units.assignment[unit]];
  assignment.ended = state_.now;
  assignment.how = how;
  if (units.duty[unit] == Duty::en_route) {
    const double whole = static_cast<double>((units.departed[unit] + units.drive[unit] - assignment.departed).count());
    const double driven = static_cast<double>(std::max(state_.now - assignment.departed, Milliseconds{0}).count());
    const double share = whole > 0 ? std::min(driven / whole, 1.0) : 0;
    measure_ways();
    assignment.distance = Millimetres{std::llround(share * static_cast<double>(assignment.distance.count()))};
    assignment.departed = std::min(assignment.departed, state_.now);  // taken off during its turnout
  } else {
    keep_interrupted_work(unit);
    --task.cars_there;
    task.officers_there -= world_.force.crew(unit);
  }
  if (task.leading == unit) task.leading = UnitId{};
  --task.attending;
  task.officers_sent -= world_.force.crew(unit);
  if (units.slot[unit] < 32) task.slots &= ~(1U << units.slot[unit]);
  units.incident[unit] = no_incident;
  units.stage[unit] = Stage::none;
  new_leg(unit);
  if (how == JobEnd::called_off) return;
  ++task.lacking_cars;
  task.lacking_officers += world_.force.crew(unit);
  task.lacks_capability =
      task.lacks_capability || (type.capabilities != 0 && has_all(group.capabilities, type.capabilities));
  state_.requeued.push_back(row);
}

/// For whoever takes that part of the work up again.
void Replication::keep_interrupted_work(UnitId unit) {
  const Units& units = state_.units;
  const IncidentRow row = units.incident[unit];
  const bool resumes =
      world_.demand.types[incident(row).type].attendance.interruption == scenario::Interruption::resume;
  const Milliseconds left = units.stage_ends[unit] - (resumes ? state_.now : units.stage_began[unit]);
  state_.interrupted.push_back({row, units.slot[unit], left});
  state_.tasks[row].interrupted = true;
}

/// What is left of this part of the work, if it was interrupted.
std::optional<Milliseconds> Replication::take_up_interrupted_work(IncidentRow row, std::uint32_t slot) {
  if (!state_.tasks[row].interrupted) return std::nullopt;
  auto& list = state_.interrupted;
  const auto found = std::find_if(
      list.begin(), list.end(), [=](const InterruptedWork& work) { return work.incident == row && work.slot == slot; });
  if (found == list.end()) return std::nullopt;
  const Milliseconds left = found->left;
  *found = list.back();
  list.pop_back();
  return left;
}

void Replication::schedule_cancellation(IncidentRow row, const scenario::Cancellation& rule) {
  Stream chance{setup_.seed, setup_.replication, Purpose::cancellation, incident(row).key};
  if (chance.uniform() >= rule.probability) return;
  state_.events.push(state_.now + rule.after.sample(chance), EventKind::cancel, UnitId{}, row);
}

/// The incident goes away, unless somebody is there already or it was lost.
void Replication::cancel(IncidentRow row) {
  if (incident(row).first_arrival != never || incident(row).fate == Fate::lost) return;
  Task& task = state_.tasks[row];
  if (narrator_) narrator_->cancelled(state_, row);
  if (task.waiting) state_.waiting.remove(row, world_.demand.types[incident(row).type].priority);
  task.waiting = false;
  task.lacking_cars = task.lacking_officers = 0;
  task.lacks_capability = false;
  finish(row, Fate::cancelled);
  if (task.attending == 0) return;
  for (const UnitId unit : world_.force.units.ids()) {
    if (state_.units.incident[unit] != row) continue;
    const Place here = place_of(unit);
    if (narrator_) narrator_->called_off(state_, unit);
    take_off(unit, JobEnd::called_off);
    stand_at(unit, here);
    next_task(unit);
  }
}

}  // namespace kredsim
