#include "sim/engine/narrator.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

namespace kredsim {

namespace {

/// Danish has a comma where English has a point, and hours are "t".
std::string in_danish(std::string text) {
  for (char& letter : text)
    if (letter == '.') letter = ',';
  if (const auto hours = text.find(" h"); hours != std::string::npos) text.replace(hours, 2, " t");
  return text;
}

}  // namespace

std::string Narrator::say(Milliseconds duration) const {
  std::string text = duration < std::chrono::seconds{1} && duration >= Milliseconds{0} ? "0 s" : to_text(duration);
  return language_ == StoryLanguage::da ? in_danish(std::move(text)) : text;
}

std::string Narrator::clock(SimTime time) const {
  std::string text = to_text(time).substr(11);
  if (language_ == StoryLanguage::da) std::replace(text.begin(), text.end(), ':', '.');
  return text;
}

std::string Narrator::moment(SimTime time) const {
  if (language_ == StoryLanguage::en) return to_text(time);
  const std::string text = to_text(time);
  return std::to_string(std::stoi(text.substr(8, 2))) + "/" + std::to_string(std::stoi(text.substr(5, 2))) + " kl. " +
         clock(time);
}

std::string Narrator::say(Millimetres length) const {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f km", metres(length) / 1000);
  return language_ == StoryLanguage::da ? in_danish(text) : text;
}

std::string_view Narrator::rule_name(std::string_view rule) const {
  if (language_ == StoryLanguage::en) return rule;
  if (rule == "nearest") return "nærmest";
  if (rule == "own area first") return "eget område først";
  if (rule == "nearest (its own area is too far behind)") return "nærmest (områdets egen er for langt borte)";
  if (rule == "planned work, nearest") return "planlagt arbejde, nærmest";
  if (rule == "ring-fenced, but nearer by its margin") return "øremærket, men tilstrækkeligt meget nærmere";
  if (rule == "ring-fenced, but no other car is free; nearest") return "øremærket, men ingen anden er ledig; nærmest";
  if (rule == "first on the list of the area") return "først på områdets liste";
  return rule;
}

std::string_view Narrator::priority_name(Priority priority) const {
  switch (priority) {
    case Priority::urgent: return say("urgent", "haster");
    case Priority::soon: return say("soon", "snarest");
    case Priority::when_possible: return say("when possible", "når det er muligt");
    case Priority::planned: return say("planned", "planlagt");
  }
  return "";
}

std::string Narrator::overtime(const State& state, UnitId unit) const {
  const Milliseconds over = state.now - state.units.shift_ends[unit];
  if (over <= Milliseconds{0}) return "";
  return std::string{say(" after ", " efter ")} + say(over) + std::string{say(" of overtime", " overarbejde")};
}

/// Where nobody is free, or those who are stay where they are: kept for urgent work, without what it needs, at the
/// beginning or end of their shift, too few to begin, or without a road that leads there.
std::string Narrator::why_nobody_comes(const State& state, IncidentRow incident) const {
  const auto free = state.available.size();
  if (free == 0) return std::string{say("no unit is free", "ingen patrulje er ledig")};
  const IncidentType& type = world_.demand.types[state.outcome.incidents[incident].type];
  const auto& rules = world_.scenario.dispatch;
  const Task& task = state.tasks[incident];
  if (type.priority != Priority::urgent && free <= static_cast<std::size_t>(rules.reserve))
    return std::string{say("the last ", "de sidste ")} + std::to_string(free) +
           std::string{say(" free are kept for urgent work", " ledige holdes tilbage til det, der haster")};
  const bool capable = std::any_of(state.available.begin(), state.available.end(), [&](UnitId unit) {
    return has_all(world_.force.groups[world_.force.units[unit].group].capabilities, type.capabilities);
  });
  if (task.lacks_capability && !capable)
    return std::string{say("no free unit has what it needs", "ingen ledig patrulje har det, den kræver")};
  if (rules.send == scenario::Send::all_at_once || type.attendance.solo == scenario::Solo::never)
    return std::string{say("too few free units to send together", "for få ledige patruljer til at sende samlet")};
  return std::string{say("no free unit can or may go there", "ingen ledig patrulje kan eller må køre derhen")};
}

std::ostream& Narrator::line(const State& state) {
  if (log_ != nullptr) {
    told_ = state.now >= log_->told_from && state.now < log_->to;
    if (!told_) return silence_;
    log_->lines.push_back({state.now, static_cast<std::size_t>(out_.tellp()), {}, {}});
  }
  return out_ << to_text(state.now) << "  ";
}

std::string Narrator::unit_name(UnitId unit) const {
  if (told_) log_->lines.back().units.push_back(unit);
  return world_.force.units[unit].name;
}

std::string Narrator::incident_name(const State& state, IncidentRow incident) const {
  const IncidentRecord& record = state.outcome.incidents[incident];
  if (told_) log_->lines.back().incidents.push_back(incident);
  return std::string{say("incident ", "opgave ")} + std::to_string(incident + 1) + " (" +
         say(world_.demand.types[record.type].label) + ", " +
         world_.district.areas[world_.district.municipality(record.point)].name + ")";
}

void Narrator::reported(const State& state, IncidentRow incident) {
  const auto& type = world_.demand.types[state.outcome.incidents[incident].type];
  line(state) << incident_name(state, incident)
              << (world_.scenario.control_centre ? say(" happens, ", " sker, ") : say(" is reported, ", " meldes, "))
              << priority_name(type.priority) << "\n";
}

std::string Narrator::caller_name(const State& state, std::uint32_t call) const {
  const CallRecord& record = state.outcome.calls[call];
  const std::string line = record.line == scenario::Line::alarm_centre ? "112" : "114";
  if (record.incident == no_incident) return std::string{say("a caller on ", "en anmelder på ")} + line;
  return std::string{record.second ? say("a second caller on ", "endnu en anmelder på ")
                                   : say("the caller on ", "anmelderen på ")} +
         line + std::string{say(" about ", " om ")} + incident_name(state, record.incident);
}

void Narrator::rings(const State& state, std::uint32_t call) {
  line(state) << caller_name(state, call) << say(" rings\n", " ringer\n");
}

void Narrator::answered(const State& state, std::uint32_t call) {
  const Milliseconds waited = state.now - state.outcome.calls[call].rang;
  std::ostream& out = line(state);
  out << caller_name(state, call) << say(" is answered ", " får svar ");
  if (waited > Milliseconds{0})
    out << say("after ", "efter ") << say(waited) << "\n";
  else
    out << say("at once\n", "straks\n");
}

void Narrator::hangs_up(const State& state, std::uint32_t call) {
  line(state) << caller_name(state, call) << say(" hangs up after ", " lægger på efter ")
              << say(state.now - state.outcome.calls[call].rang) << "\n";
}

void Narrator::settled(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << say(" is settled by telephone\n", " klares i telefonen\n");
}

void Narrator::waits_for_dispatcher(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << say(" waits for a dispatcher; ", " venter på en disponent; ")
              << state.centre.dispatch.waiting() << say(" waiting\n", " venter\n");
}

void Narrator::ready(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << say(" is ready for dispatch, ", " er klar til afsendelse, ")
              << say(state.now - state.outcome.incidents[incident].created)
              << say(" after the first ring\n", " efter det første opkald\n");
}

void Narrator::waits(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << say(" waits: ", " venter: ") << why_nobody_comes(state, incident)
              << "; " << state.waiting.size() << say(" waiting\n", " venter\n");
}

void Narrator::lost(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident) << say(" is lost: ", " går tabt: ") << why_nobody_comes(state, incident)
              << say(", and this scenario lets none wait\n", ", og i dette scenarie venter ingen\n");
}

void Narrator::sent(const State& state, UnitId unit, const Candidate& candidate, std::size_t candidates) {
  const Route& route = state.units.route[unit];
  const IncidentRow incident = state.units.incident[unit];
  std::ostream& out = line(state);
  out << unit_name(unit) << say(" is sent to ", " sendes til ") << incident_name(state, incident) << ": ";
  switch (candidate.source) {
    case Source::free:
      out << rule_name(candidate.rule) << say(" of ", " af ") << candidates << say(" free", " ledige");
      break;
    case Source::under_way: out << say("under way to less urgent work", "på vej til noget mindre hastende"); break;
    case Source::at_desk: out << say("no car is free", "ingen vogn er ledig"); break;
    case Source::neighbour:
      out << say("help from ", "hjælp fra ") << say(world_.force.groups[world_.force.units[unit].group].label) << ", ";
      if (candidate.nearer_by == unreachable)
        out << say("no car of ours can go", "ingen egen vogn kan sendes");
      else
        out << say("nearer by ", "nærmere med ") << say(candidate.nearer_by);
      if (candidate.to_border > Milliseconds{0})
        out << ", " << say(candidate.to_border) << say(" to the border", " til grænsen");
      break;
    case Source::at_work:
      out << say("no car is free, and its work can be interrupted",
                 "ingen vogn er ledig, og dens arbejde kan afbrydes");
      break;
  }
  out << ", " << say(route.duration) << say(" and ", " og ") << say(route.length) << say(" away\n", " borte\n");
}

void Narrator::diverted(const State& state, UnitId unit, const Candidate& candidate, IncidentRow next) {
  line(state) << unit_name(unit) << say(" is diverted from ", " dirigeres om fra ")
              << incident_name(state, state.units.incident[unit]) << say(" to ", " til ") << incident_name(state, next)
              << ": "
              << (candidate.nearer_by == unreachable
                      ? std::string{say("no car is free", "ingen vogn er ledig")}
                      : std::string{say("nearer by ", "nærmere med ")} + say(candidate.nearer_by))
              << "\n";
}

void Narrator::interrupted(const State& state, UnitId unit, IncidentRow next) {
  line(state) << unit_name(unit) << say(" leaves ", " forlader ") << incident_name(state, state.units.incident[unit])
              << say(" unfinished: ", " uafsluttet: ") << incident_name(state, next)
              << say(" is more urgent, and no car is free\n", " haster mere, og ingen vogn er ledig\n");
}

void Narrator::called_from_desk(const State& state, UnitId unit) {
  const bool rests = state.units.duty[unit] == Duty::on_break;
  line(state) << unit_name(unit) << say(" is called from its ", " kaldes fra sin ")
              << (rests ? say("break", "pause") : say("report", "rapport"))
              << say(": no car is free\n", ": ingen vogn er ledig\n");
}

void Narrator::neighbour_refuses(const State& state, std::uint32_t neighbour, IncidentRow incident) {
  line(state) << say(world_.neighbours[neighbour].label)
              << say(" is asked for a car for ", " bliver bedt om en vogn til ") << incident_name(state, incident)
              << say(" and can spare none\n", " og kan ingen undvære\n");
}

void Narrator::neighbour_asks(const State& state, std::uint32_t neighbour, IncidentRow request) {
  line(state) << say(world_.neighbours[neighbour].label) << say(" asks for a car: ", " beder om en vogn: ")
              << incident_name(state, request) << "\n";
}

void Narrator::refuses_neighbour(const State& state, std::uint32_t neighbour, IncidentRow request) {
  line(state) << say(world_.neighbours[neighbour].label) << say(" gets none for ", " får ingen til ")
              << incident_name(state, request) << ": " << state.available.size() << say(" free\n", " ledige\n");
}

void Narrator::holds(const State& state, UnitId unit) {
  line(state) << unit_name(unit)
              << say(" waits outside for a second officer\n", " venter udenfor på endnu en betjent\n");
}

void Narrator::begins_alone(const State& state, UnitId unit) {
  line(state) << unit_name(unit)
              << say(" begins alone: nobody else has come in time\n",
                     " begynder alene: ingen anden er kommet i tide\n");
}

void Narrator::takes_up(const State& state, UnitId unit, Milliseconds left) {
  line(state) << unit_name(unit) << say(" takes up the interrupted work at ", " genoptager det afbrudte arbejde ved ")
              << incident_name(state, state.units.incident[unit]) << say(": ", ": ") << say(left)
              << say(" of it to do\n", " mangler\n");
}

void Narrator::called_off(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" is called off on its way to ", " afblæses på vej til ")
              << incident_name(state, state.units.incident[unit]) << "\n";
}

void Narrator::break_over(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" ends its break\n", " slutter sin pause\n");
}

void Narrator::cancelled(const State& state, IncidentRow incident) {
  line(state) << incident_name(state, incident)
              << say(" is cancelled before anybody is there\n", " afblæses, før nogen er fremme\n");
}

void Narrator::escalated(const State& state, UnitId unit, int more) {
  line(state) << unit_name(unit) << say(" calls for ", " beder om ") << more << say(" more at ", " mere til ")
              << incident_name(state, state.units.incident[unit]) << "\n";
}

void Narrator::transports(const State& state, UnitId unit, StationId station) {
  line(state) << unit_name(unit) << say(" drives a detainee to ", " kører en anholdt til ")
              << world_.district.stations[station].name
              << say(", the nearest station with detention, ", ", den nærmeste station med detention, ")
              << say(state.units.drive[unit]) << say(" away\n", " borte\n");
}

void Narrator::books(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" books the detainee for ", " indskriver den anholdte i ")
              << say(state.units.stage_ends[unit] - state.units.stage_began[unit]) << "\n";
}

void Narrator::writes(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" has ", " har ") << say(state.units.to_write[unit])
              << say(" of report to write", " rapport at skrive")
              << (state.units.writes_at_station[unit] != 0 ? say(" at its station", " på stationen")
                                                           : say(" in the car", " i vognen"))
              << "\n";
}

void Narrator::rests(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" takes its break of ", " holder pause i ") << say(state.units.to_rest[unit])
              << "\n";
}

void Narrator::swaps(const State& state, UnitId busy, UnitId other) {
  line(state) << unit_name(other)
              << say(" is free and goes home in the place of ", " er ledig og går hjem i stedet for ")
              << unit_name(busy)
              << say(", which is busy when its shift ends\n", ", som er optaget, da dens vagt slutter\n");
}

void Narrator::arrived(const State& state, UnitId unit) {
  const IncidentRow incident = state.units.incident[unit];
  line(state) << unit_name(unit) << say(" is on scene at ", " er fremme ved ") << incident_name(state, incident) << ", "
              << say(state.now - state.outcome.incidents[incident].received)
              << say(" after the report\n", " efter anmeldelsen\n");
}

void Narrator::cleared(const State& state, UnitId unit) {
  const AssignmentRecord& assignment = state.outcome.assignments[state.units.assignment[unit]];
  line(state) << unit_name(unit) << say(" clears ", " afslutter ") << incident_name(state, state.units.incident[unit])
              << say(" after ", " efter ") << say(state.now - assignment.arrived) << say(" on scene\n", " på stedet\n");
}

void Narrator::returns(const State& state, UnitId unit) {
  const Route& route = state.units.route[unit];
  line(state) << unit_name(unit) << say(" returns to ", " kører tilbage til ")
              << world_.district.stations[world_.force.units[unit].station].name << ", " << say(route.length)
              << say(", there at ", ", fremme kl. ") << clock(state.now + route.duration)
              << (world_.force.is_neighbours(unit) ? "\n" : say(" unless called\n", ", hvis ikke den kaldes\n"));
}

void Narrator::goes_on_patrol(const State& state, UnitId unit, const Tour& tour) {
  const std::string where = tour.name().empty() ? std::string{say("the hotspots", "sine hotspots")} : tour.name();
  line(state) << unit_name(unit)
              << say(" goes on patrol in ", tour.name().empty() ? " patruljerer " : " patruljerer i ") << where
              << say(", on its tour of ", ", på sin rute på ") << say(tour.length()) << say(" from ", " fra kl. ")
              << clock(state.units.idling[unit].begins) << "\n";
}

void Narrator::goes_to_post(const State& state, UnitId unit, const Post& post) {
  line(state) << unit_name(unit) << say(" goes to stand by at ", " kører til venteposten ") << post.name << ", "
              << say(state.units.route[unit].length) << say(", there at ", ", fremme kl. ")
              << clock(state.units.idling[unit].begins) << say(" unless called\n", ", hvis ikke den kaldes\n");
}

void Narrator::begins_own_work(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" stops for work of its own\n", " standser for noget, den selv har set\n");
}

void Narrator::ends_own_work(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" ends its own work\n", " er færdig med det, den selv tog op\n");
}

void Narrator::planned(const State& state, IncidentRow task) {
  const PlannedRecord& planned = state.outcome.planned[state.outcome.incidents[task].planned];
  line(state) << incident_name(state, task) << say(" is planned work of ", " er planlagt arbejde på ")
              << say(planned.lasts) << say(", to begin by ", ", der skal begyndes senest ") << moment(planned.deadline)
              << "\n";
}

void Narrator::planned_dropped(const State& state, IncidentRow task) {
  line(state) << incident_name(state, task)
              << say(" is dropped: nobody could begin it in time\n", " opgives: ingen kunne begynde i tide\n");
}

void Narrator::on_duty(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" comes on duty at ", " begynder vagten i ")
              << world_.district.stations[world_.force.units[unit].station].name << "\n";
}

void Narrator::is_lent(const State& state, UnitId unit) {
  line(state) << unit_name(unit)
              << say(" is not manned: its crew is lent away\n", " er ikke bemandet: besætningen er udlånt\n");
}

void Narrator::stays_empty(const State& state, UnitId unit) {
  line(state) << unit_name(unit)
              << say(" stays empty: its crew is absent at short notice\n", " står tom: besætningen er fraværende\n");
}

void Narrator::off_duty(const State& state, UnitId unit) {
  line(state) << unit_name(unit) << say(" goes off duty", " går af vagt") << overtime(state, unit) << "\n";
}

void Narrator::works_on(const State& state, UnitId unit) {
  line(state) << unit_name(unit)
              << say(" is still out and works on in its next shift", " er stadig ude og fortsætter i sin næste vagt")
              << overtime(state, unit) << "\n";
}

}  // namespace kredsim
