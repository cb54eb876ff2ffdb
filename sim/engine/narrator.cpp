#include "sim/engine/narrator.hpp"

#include <cstdio>
#include <string>

namespace kredsim {

namespace {

std::string kilometres(Millimetres length) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f km", metres(length) / 1000);
  return text;
}

std::string overtime(const State& state, UnitId unit) {
  const Milliseconds over = state.now - state.units.shift_ends[unit];
  return over > Milliseconds{0} ? " after " + to_text(over) + " of overtime" : "";
}

/// Where nobody is free, or those who are cannot get there (a road that only emergency driving may use, say).
const char* why_nobody_comes(const State& state) {
  return state.available.empty() ? "no unit is free" : "no free unit may go or can get there";
}

}  // namespace

std::ostream& Narrator::line(const State& state) { return out_ << to_text(state.now) << "  "; }

std::string Narrator::unit_name(UnitId unit) const { return world_.force.units[unit].name; }

std::string Narrator::incident_name(const State& state, IncidentRow incident) const {
  const IncidentRecord& record = state.outcome.incidents[incident];
  return "incident " + std::to_string(incident + 1) + " (" + world_.demand.types[record.type].label.en + ", " +
         world_.district.areas[world_.district.municipality(record.point)].name + ")";
}

void Narrator::reported(const State& state, IncidentRow incident) {
  const auto& type = world_.demand.types[state.outcome.incidents[incident].type];
  line(state) << incident_name(state, incident) << (world_.scenario.control_centre ? " happens, " : " is reported, ")
              << scenario::name(type.priority) << "\n";
}

std::string Narrator::caller_name(const State& state, std::uint32_t call) const {
  const CallRecord& record = state.outcome.calls[call];
  const std::string line = record.line == scenario::Line::alarm_centre ? "112" : "114";
  if (record.incident == no_incident) return "a caller on " + line;
  return std::string{record.second ? "a second caller" : "the caller"} + " on " + line + " about " +
         incident_name(state, record.incident);
}

void Narrator::rings(const State& state, std::uint32_t call) { line(state) << caller_name(state, call) << " rings\n"; }

void Narrator::answered(const State& state, std::uint32_t call) {
  const Milliseconds waited = state.now - state.outcome.calls[call].rang;
  line(state) << caller_name(state, call) << " is answered "
              << (waited > Milliseconds{0} ? "after " + to_text(waited) : std::string{"at once"}) << "\n";
}

void Narrator::hangs_up(const State& state, std::uint32_t call) {
  line(state) << caller_name(state, call) << " hangs up after " << to_text(state.now - state.outcome.calls[call].rang)
              << "\n";
}

void Narrator::settled(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << " is settled by telephone\n";
}

void Narrator::waits_for_dispatcher(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << " waits for a dispatcher; " << state.centre.dispatch.waiting()
              << " waiting\n";
}

void Narrator::ready(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << " is ready for dispatch, "
              << to_text(state.now - state.outcome.incidents[incident].created) << " after the first ring\n";
}

void Narrator::waits(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << " waits: " << why_nobody_comes(state) << "; " << state.waiting.size()
              << " waiting\n";
}

void Narrator::lost(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << " is lost: " << why_nobody_comes(state)
              << ", and this scenario lets none wait\n";
}

void Narrator::sent(const State& state, UnitId unit, const Candidate& candidate, std::size_t candidates) {
  const Route& route = state.units.route[unit];
  const IncidentRow incident = state.units.incident[unit];
  std::ostream& out = line(state);
  out << unit_name(unit) << " is sent to " << incident_name(state, incident) << ": ";
  switch (candidate.source) {
    case Source::free: out << candidate.rule << " of " << candidates << " free"; break;
    case Source::under_way: out << "under way to less urgent work"; break;
    case Source::at_desk: out << "no car is free"; break;
    case Source::at_work: out << "no car is free, and its work can be interrupted"; break;
  }
  out << ", " << to_text(route.duration) << " and " << kilometres(route.length) << " away\n";
}

void Narrator::diverted(const State& state, UnitId unit, const Candidate& candidate, IncidentRow next) {
  line(state) << unit_name(unit) << " is diverted from " << incident_name(state, state.units.incident[unit]) << " to "
              << incident_name(state, next) << ": "
              << (candidate.nearer_by == unreachable ? "no car is free" : "nearer by " + to_text(candidate.nearer_by))
              << "\n";
}

void Narrator::interrupted(const State& state, UnitId unit, IncidentRow next) {
  line(state) << unit_name(unit) << " leaves " << incident_name(state, state.units.incident[unit])
              << " unfinished: " << incident_name(state, next) << " is more urgent, and no car is free\n";
}

void Narrator::called_from_desk(const State& state, UnitId unit) {
  const bool rests = state.units.duty[unit] == Duty::on_break;
  line(state) << unit_name(unit) << " is called from its " << (rests ? "break" : "report") << ": no car is free\n";
}

void Narrator::holds(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " waits outside for a second officer\n";
}

void Narrator::cancelled(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << " is cancelled before anybody is there\n";
}

void Narrator::escalated(const State& state, UnitId unit, int more) {
  line(state) << unit_name(unit) << " calls for " << more << " more at "
              << incident_name(state, state.units.incident[unit]) << "\n";
}

void Narrator::transports(const State& state, UnitId unit, StationId station) {
  line(state) << unit_name(unit) << " drives a detainee to " << world_.district.stations[station].name
              << ", the nearest station with detention, " << to_text(state.units.drive[unit]) << " away\n";
}

void Narrator::books(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " books the detainee for "
              << to_text(state.units.stage_ends[unit] - state.units.stage_began[unit]) << "\n";
}

void Narrator::writes(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " has " << to_text(state.units.to_write[unit]) << " of report to write"
              << (state.units.writes_at_station[unit] != 0 ? " at its station" : " in the car") << "\n";
}

void Narrator::rests(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " takes its break of " << to_text(state.units.to_rest[unit]) << "\n";
}

void Narrator::swaps(const State& state, UnitId busy, UnitId other) {
  line(state) << unit_name(other) << " is free and goes home in the place of " << unit_name(busy)
              << ", which is busy when its shift ends\n";
}

void Narrator::arrived(const State& state, UnitId unit) {
  const IncidentRow incident = state.units.incident[unit];
  line(state) << unit_name(unit) << " is on scene at " << incident_name(state, incident) << ", "
              << to_text(state.now - state.outcome.incidents[incident].received) << " after the report\n";
}

void Narrator::cleared(const State& state, UnitId unit) {
  const AssignmentRecord& assignment = state.outcome.assignments[state.units.assignment[unit]];
  line(state) << unit_name(unit) << " clears " << incident_name(state, state.units.incident[unit]) << " after "
              << to_text(state.now - assignment.arrived) << " on scene\n";
}

void Narrator::returns(const State& state, UnitId unit) {
  const Route& route = state.units.route[unit];
  line(state) << unit_name(unit) << " returns to " << world_.district.stations[world_.force.units[unit].station].name
              << ", " << kilometres(route.length) << ", there at " << to_text(state.now + route.duration).substr(11)
              << " unless called\n";
}

void Narrator::goes_on_patrol(const State& state, UnitId unit, const Tour& tour) {
  line(state) << unit_name(unit) << " goes on patrol in " << tour.name() << ", on its tour of "
              << kilometres(tour.length()) << " from " << to_text(state.units.idling[unit].begins).substr(11) << "\n";
}

void Narrator::goes_to_post(const State& state, UnitId unit, const Post& post) {
  line(state) << unit_name(unit) << " goes to stand by at " << post.name << ", "
              << kilometres(state.units.route[unit].length) << ", there at "
              << to_text(state.units.idling[unit].begins).substr(11) << " unless called\n";
}

void Narrator::begins_own_work(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " stops for work of its own\n";
}

void Narrator::ends_own_work(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " ends its own work\n";
}

void Narrator::planned(const State& state, IncidentRow task) {
  const PlannedRecord& planned = state.outcome.planned[state.outcome.incidents[task].planned];
  line(state) << incident_name(state, task) << " is planned work of " << to_text(planned.lasts) << ", to begin by "
              << to_text(planned.deadline) << "\n";
}

void Narrator::planned_dropped(const State& state, IncidentRow task) {
  line(state) << incident_name(state, task) << " is dropped: nobody could begin it in time\n";
}

void Narrator::on_duty(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " comes on duty at "
              << world_.district.stations[world_.force.units[unit].station].name << "\n";
}

void Narrator::is_lent(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " is not manned: its crew is lent away\n";
}

void Narrator::off_duty(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " goes off duty" << overtime(state, unit) << "\n";
}

void Narrator::works_on(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << " is still out and works on in its next shift" << overtime(state, unit) << "\n";
}

}  // namespace kredsim
