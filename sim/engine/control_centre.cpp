#include "sim/engine/control_centre.hpp"

#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

using scenario::Line;

namespace {

/// The second call about an incident has numbers of its own.
std::uint64_t call_key(std::uint64_t incident, bool second) { return second ? combine(incident, 2) : incident; }

/// Calls about no incident, by hour of the week.
scenario::HourProfile other_calls_rate(const scenario::Scenario& scenario, const scenario::CallDesk& desk) {
  scenario::HourProfile rate;
  rate.fill(1);
  for (const auto& [name, profile] : scenario.hours)
    if (desk.other_calls_hours && desk.other_calls_hours->name == name) rate = profile.hours;
  for (double& hour : rate) hour *= desk.other_calls_per_hour;
  return rate;
}

}  // namespace

const scenario::CallDesk& Replication::call_desk(Line line) const {
  return line == Line::alarm_centre ? world_.scenario.control_centre->alarm_centre
                                    : world_.scenario.control_centre->service_line;
}

void Replication::open_control_centre() {
  if (!world_.scenario.control_centre) return;
  const scenario::ControlCentre& rules = *world_.scenario.control_centre;
  const auto staff = [](const std::optional<scenario::Staff>& of) { return of ? &*of : nullptr; };
  state_.centre.calls = {DeskQueue{staff(rules.alarm_centre.call_takers)},
                         DeskQueue{staff(rules.service_line.call_takers)}};
  state_.centre.dispatch = DeskQueue{staff(rules.dispatch.dispatchers)};
  schedule_staff_change();
  for (const Line line : {Line::alarm_centre, Line::service_line}) {
    if (!(call_desk(line).other_calls_per_hour > 0)) continue;
    const auto index = static_cast<std::size_t>(line);
    scenario::HourProfile& rate = state_.centre.other_rate[index];
    rate = other_calls_rate(world_.scenario, call_desk(line));
    state_.centre.other_highest[index] = *std::max_element(rate.begin(), rate.end());
    schedule_other_call(line, state_.now);
  }
}

// --- an incident is reported -----------------------------------------------------------------------------------------

/// Somebody rings about a new incident; or it comes to the dispatchers by itself.
void Replication::ring(IncidentRow row) {
  const IncidentRecord& record = incident(row);
  const IncidentType& type = world_.demand.types[record.type];
  state_.centre.callers.resize(state_.outcome.incidents.size(), 0);
  if (type.line == Line::none) {
    incident(row).answered = state_.now;
    return receive(row);
  }
  state_.centre.callers[row] = 1;
  if (type.calls.second_caller > 0) {
    Stream chance{setup_.seed, setup_.replication, Purpose::second_caller, record.key};
    if (chance.uniform() < type.calls.second_caller) {
      ++state_.centre.callers[row];
      state_.events.push(state_.now + type.calls.second_caller_after.sample(chance), EventKind::second_call, UnitId{},
                         row);
    }
  }
  new_call(type.line, row, false);
}

void Replication::second_call(IncidentRow row) { new_call(world_.demand.types[incident(row).type].line, row, true); }

void Replication::new_call(Line line, IncidentRow row, bool second) {
  CallRecord call;
  call.line = line;
  call.incident = row;
  call.second = second;
  call.rang = state_.now;
  call.measured = state_.now >= state_.outcome.measured_from && state_.now < state_.outcome.measured_to;
  const auto number = static_cast<std::uint32_t>(state_.outcome.calls.size());
  state_.outcome.calls.push_back(call);
  DeskQueue& desk = state_.centre.desk(line);
  if (narrator_) narrator_->rings(state_, number);
  if (desk.somebody_is_free(hour_of_week(state_.now))) return answer(number);
  desk.push(number, 0);
  note_waiting(desk.waiting());
  const auto& patience = call_desk(line).patience;
  if (!patience) return;
  Stream waits{setup_.seed, setup_.replication, Purpose::call, combine(key_of_call(number), 1)};
  state_.events.push(state_.now + patience->sample(waits), EventKind::caller_hangs_up, UnitId{}, number);
}

std::uint64_t Replication::key_of_call(std::uint32_t number) const {
  const CallRecord& call = state_.outcome.calls[number];
  if (call.incident != no_incident) return call_key(state_.outcome.incidents[call.incident].key, call.second);
  const auto ms = static_cast<std::uint64_t>(call.rang.time_since_epoch().count());
  return combine(stable_key(call.line == Line::alarm_centre ? "112" : "114"), ms);
}

/// Locating, unless the network has done it, and then what the caller has to say.
void Replication::answer(std::uint32_t number) {
  CallRecord& call = state_.outcome.calls[number];
  const scenario::CallDesk& rules = call_desk(call.line);
  const std::uint64_t key = key_of_call(number);
  call.answered = state_.now;
  state_.centre.desk(call.line).begin();
  Stream talk{setup_.seed, setup_.replication, Purpose::call, key};
  const bool of_incident = call.incident != no_incident;
  const auto& own =
      of_incident ? world_.demand.types[incident(call.incident).type].calls.handling : std::optional<Distribution>{};
  Milliseconds length = (own ? *own : rules.handling).sample(talk);
  if (of_incident) {
    Stream locate{setup_.seed, setup_.replication, Purpose::locating, key};
    const scenario::CallerLocation& automatic = world_.scenario.control_centre->caller_location;
    length += (locate.uniform() < automatic.share ? automatic.locating : rules.locating).sample(locate);
  }
  state_.events.push(state_.now + length, EventKind::call_ends, UnitId{}, number);
  if (narrator_) narrator_->answered(state_, number);
}

/// The call that is first to its end reports the incident; another one about it ends with nothing new.
void Replication::call_ends(std::uint32_t number) {
  CallRecord& call = state_.outcome.calls[number];
  call.ended = state_.now;
  state_.centre.desk(call.line).end();
  if (call.incident != no_incident) {
    --state_.centre.callers[call.incident];
    IncidentRecord& record = incident(call.incident);
    if (record.answered == never) {
      record.answered = call.answered;
      Stream chance{setup_.seed, setup_.replication, Purpose::settled, record.key};
      if (chance.uniform() < world_.demand.types[record.type].calls.settled_by_telephone) {
        if (narrator_) narrator_->settled(state_, call.incident);
        finish(call.incident, Fate::settled);
      } else {
        receive(call.incident);
      }
    }
  }
  answer_waiting(state_.outcome.calls[number].line);
}

void Replication::caller_hangs_up(std::uint32_t number) {
  CallRecord& call = state_.outcome.calls[number];
  if (call.answered != never) return;
  call.abandoned = true;
  call.ended = state_.now;
  if (narrator_) narrator_->hangs_up(state_, number);
  if (call.incident == no_incident) return;
  const bool last = --state_.centre.callers[call.incident] == 0;
  if (last && incident(call.incident).answered == never) finish(call.incident, Fate::abandoned);
}

void Replication::answer_waiting(Line line) {
  DeskQueue& desk = state_.centre.desk(line);
  while (!desk.empty() && desk.somebody_is_free(hour_of_week(state_.now))) {
    const std::uint32_t number = desk.pop();
    if (!state_.outcome.calls[number].abandoned) answer(number);
  }
}

// --- the dispatchers -------------------------------------------------------------------------------------------------

/// The kreds' control centre has the report: the published clock starts.
void Replication::receive(IncidentRow row) {
  IncidentRecord& record = incident(row);
  record.received = state_.now;
  Stream late{setup_.seed, setup_.replication, Purpose::arrival_report, record.key};
  record.arrival_report = world_.scenario.control_centre->arrival_report.sample(late);
  DeskQueue& desk = state_.centre.dispatch;
  if (desk.somebody_is_free(hour_of_week(state_.now))) return dispatcher_begins(row);
  desk.push(row, static_cast<std::size_t>(world_.demand.types[record.type].priority));
  note_waiting(desk.waiting());
  if (narrator_) narrator_->waits_for_dispatcher(state_, row);
}

void Replication::dispatcher_begins(IncidentRow row) {
  state_.centre.dispatch.begin();
  Stream work{setup_.seed, setup_.replication, Purpose::dispatcher, incident(row).key};
  const Milliseconds length = world_.scenario.control_centre->dispatch.handling.sample(work);
  state_.events.push(state_.now + length, EventKind::dispatcher_done, UnitId{}, row);
}

void Replication::dispatcher_done(IncidentRow row) {
  state_.centre.dispatch.end();
  incident(row).ready = state_.now;
  if (narrator_) narrator_->ready(state_, row);
  if (!state_.just_cleared.empty()) dispatch_waiting();  // whoever waits goes first to who clears at this very moment
  ready_for_dispatch(row);
  dispatch_reports();
}

void Replication::dispatch_reports() {
  DeskQueue& desk = state_.centre.dispatch;
  while (!desk.empty() && desk.somebody_is_free(hour_of_week(state_.now))) dispatcher_begins(desk.pop());
}

// --- staff and other calls -------------------------------------------------------------------------------------------

/// The next full hour at which some desk has more people; fewer need no event: they finish their calls.
void Replication::schedule_staff_change() {
  auto hour = std::chrono::floor<std::chrono::hours>(state_.now);
  const std::array<const scenario::Staff*, 3> desks{state_.centre.calls[0].staff(), state_.centre.calls[1].staff(),
                                                    state_.centre.dispatch.staff()};
  for (int ahead = 0; ahead < hours_of_week; ++ahead) {
    const auto before = static_cast<std::size_t>(hour_of_week(hour));
    hour += std::chrono::hours{1};
    const auto after = static_cast<std::size_t>(hour_of_week(hour));
    const bool more = std::any_of(desks.begin(), desks.end(), [&](const scenario::Staff* staff) {
      return staff != nullptr && (*staff)[after] > (*staff)[before];
    });
    if (!more) continue;
    state_.events.push(hour, EventKind::staff_changes, UnitId{}, 0);
    return;
  }
}

void Replication::staff_changes() {
  schedule_staff_change();
  answer_waiting(Line::alarm_centre);
  answer_waiting(Line::service_line);
  dispatch_reports();
}

/// Thinning against the highest hour; each candidate draws from a stream of its own number.
void Replication::schedule_other_call(Line line, SimTime after) {
  const auto index = static_cast<std::size_t>(line);
  const double highest = state_.centre.other_highest[index];
  for (;;) {
    Stream chance{setup_.seed, setup_.replication, Purpose::other_calls,
                  combine(stable_key(line == Line::alarm_centre ? "112" : "114"), state_.centre.other[index]++)};
    after += from_seconds(3600 * standard_exponential(chance) / highest);
    const auto hour = static_cast<std::size_t>(hour_of_week(after));
    if (chance.uniform() * highest < state_.centre.other_rate[index][hour]) break;
  }
  state_.events.push(after, EventKind::other_call, UnitId{}, static_cast<std::uint32_t>(index));
}

void Replication::other_call(std::uint32_t line) {
  new_call(static_cast<Line>(line), no_incident, false);
  schedule_other_call(static_cast<Line>(line), state_.now);
}

}  // namespace kredsim
