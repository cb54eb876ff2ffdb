// Every rule of the police at work switched on or off at random, all at once: whatever they do to each other, nothing
// is lost, nobody is in two places, and every run ends.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/random/stream.hpp"
#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

/// Draws from all values of a key and its default.
class Draw {
 public:
  explicit Draw(std::uint64_t number) : chance_{7, number, Purpose::needs, stable_key("random rules")} {}
  bool happens(double probability) { return chance_.uniform() < probability; }
  void one_of(const std::string& key, const std::vector<std::string>& values) {
    const auto drawn = static_cast<std::size_t>(chance_.uniform() * static_cast<double>(values.size() + 1));
    if (drawn < values.size()) say(key, values[drawn]);  // else its default
  }
  void say(const std::string& key, const std::string& value) { settings.push_back(key + "=" + value); }
  [[nodiscard]] bool said(const std::string& key) const {
    return std::any_of(settings.begin(), settings.end(),
                       [&](const std::string& s) { return s.starts_with(key + "="); });
  }

  std::vector<std::string> settings;

 private:
  Stream chance_;
};

/// What a force may have beside its rosters: local police, loans, absence, places to wait at.
void more_of_the_force(Draw& draw) {
  draw.one_of("force.motorcycle.ring_fence",
              {"never", "own area", "urgent only", "\"own area, urgent only\"", "when nearer by 5 min", "always"});
  if (draw.happens(0.4))
    draw.say("force.response.roster",
             "[{shift: day, from: \"07:00\", length: 12 h, cars: {nord: 2, syd: 1}, stagger: 45 min}, {shift: night, "
             "from: \"18:30\", length: 12 h, cars: {syd: 2}, stagger: 20 min}]");
  draw.one_of("force.response.lent",
              {"{border: {from: 2019-01-08, length: 2 days, posts: [nord response day car 1]}}"});
  if (draw.happens(0.2)) {
    draw.say("force.response.officers", "as rostered");
    draw.say("force.response.lent", "{border: {from: 2019-01-08, length: 3 days, officers: 3}}");
  }
  draw.one_of("force.response.short_notice_absence", {"20 %"});
  draw.one_of("force.motorcycle.capabilities", {"[dog]"});
  if (draw.said("force.motorcycle.capabilities")) draw.one_of("incidents.traffic.capabilities", {"[dog]"});
  if (draw.happens(0.3)) {
    draw.say("force.response.idle", "stand by");
    draw.say("force.response.standby", "{square: {at: middle}, pier: {at: hamlet}}");
  }
  if (draw.happens(0.3)) {
    draw.say("force.motorcycle.idle", "patrol hotspots");
    draw.say("force.motorcycle.hotspots", "{square: {at: middle, stay: 10 min}, pier: {at: hamlet, weight: 2}}");
  }
  draw.one_of("planned_tasks.visit",
              {"{label: Visit, by: [response], per_year: 3000, lasts: 40 min, deadline: 1 day, interruptible: urgent}",
               "{label: Visit, by: [motorcycle, response], per_year: 3000, lasts: 40 min, deadline: 3 h, when_late: "
               "drop it, interruptible: always, who: anybody}",
               "{label: Visit, by: [motorcycle], per_year: 1000, lasts: 40 min, deadline: 1 day}"});
  draw.one_of(
      "planned_tasks.post",
      {"{label: Mobile post, by: [motorcycle], outings: [{at: hamlet, days: [mon, wed], from: \"10:00\", length: 3 "
       "h}], interruptible: urgent}"});
}

/// What a control centre has beside its lines, and what demand may do.
void more_of_the_work(Draw& draw) {
  for (const std::string type : {"robbery", "noise", "traffic"})
    if (!draw.said("incidents." + type + ".backup_on_scene"))
      draw.one_of("incidents." + type + ".on_scene_drawn", {"once"});
  draw.one_of("demand.surges",
              {"{festival: {from: 2019-01-08, length: 3 days, factor: 300 %, types: [noise], areas: [upper]}}"});
  if (!draw.said("dispatch.policy") && draw.happens(0.3)) {
    draw.say("dispatch.policy", "preference");
    draw.say("dispatch.preference", "{upper: [motorcycle, nord], lower: [syd]}");
  }
  draw.one_of("dispatch.compare", {"arrival"});
  draw.one_of("results.reachable", {"{within: 10 min}"});
  if (draw.said("control_centre.alarm_centre")) {
    draw.one_of("control_centre.caller_location", {"{share: 60 %, locating: 2 s}"});
    draw.one_of("incidents.robbery.calls", {"{second_caller: 50 %, second_caller_after: 1 min}"});
  }
  if (draw.said("control_centre.service_line"))
    draw.one_of("incidents.noise.calls", {"{settled_by_telephone: 30 %}", "{line: none}"});
  draw.one_of("control_centre.reports", {"{per_year: 20000, work: 30 min, officers: 1}"});
}

/// Settings of one draw of rules, from the keys' own names. `number` is the draw: the same settings on every machine.
std::vector<std::string> rules_of(std::uint64_t number) {
  Draw draw{number};
  auto& settings = draw.settings;
  const auto one_of = [&](const std::string& key, const std::vector<std::string>& values) { draw.one_of(key, values); };
  if (draw.happens(0.4)) {
    settings.push_back("dispatch.policy=own area first");
    one_of("dispatch.own_area_margin", {"10 min"});
  }
  one_of("dispatch.reserve", {"1", "3"});
  one_of("dispatch.send", {"all at once"});
  if (draw.happens(0.2)) {
    settings.push_back("dispatch.when_all_busy=lose");
  } else {
    one_of("dispatch.queue", {"strict"});
    if (draw.happens(0.6)) {
      settings.push_back("dispatch.diversion=for more urgent");
      one_of("dispatch.diversion", {"for urgent"});
      one_of("dispatch.diversion_margin", {"3 min"});
    }
    one_of("dispatch.preemption", {"for urgent", "for more urgent", "for more urgent"});
  }
  for (const std::string type : {"robbery", "noise", "traffic"}) {
    const std::string of = "incidents." + type + ".";
    one_of(of + "cars", {"2", "{1: 60, 2: 30, 3: 10}"});
    one_of(of + "officers_required", {"2", "{1: 50, 3: 50}"});
    one_of(of + "solo", {"hold until second arrives", "never"});
    one_of(of + "hold_at_most", {"5 min", "0 min"});
    if (draw.happens(0.5)) {
      one_of(of + "interruption", {"resume", "repeat"});
    } else {
      one_of(of + "release", {"together", "leading unit stays"});
    }
    one_of(of + "backup_on_scene", {"{distribution: exponential, mean: 8 min}", "0 min"});
    one_of(of + "escalation", {"{probability: 40 %, after: {distribution: exponential, mean: 10 min}}"});
    one_of(of + "cancellation", {"{probability: 30 %, after: {distribution: exponential, mean: 15 min}}"});
    one_of(of + "arrest", {"{probability: 20 %, booking: 25 min}"});
    one_of(of + "report", {"{time: 20 min, where: at the station, interruptible: true}",
                           "{time: 20 min, probability: 50 %, interruptible: true}", "{time: 30 min}"});
  }
  for (const std::string group : {"response", "motorcycle"}) {
    const std::string of = "force." + group + ".";
    one_of(of + "turnout_at_station", {"{distribution: exponential, mean: 90 s}"});
    one_of(of + "turnout_mobile", {"20 s"});
    one_of(of + "way_home", {"not available", "takes no time"});
    one_of(of + "idle", {"stay at scene", "patrol own area", "keep coverage"});
    one_of(of + "begins", {"anywhere"});
    one_of(of + "own_work",
           {"{per_idle_hour: 1, interruptible: always, lasts: {distribution: exponential, mean: 12 min}}",
            "{per_idle_hour: 0.5, interruptible: urgent, lasts: 10 min}", "{per_idle_hour: 0.5, lasts: 10 min}"});
  }
  one_of("force.response.break", {"{after: 3 h, length: 30 min}"});
  one_of("force.response.hand_over", {"15 min"});
  one_of("force.response.only_urgent_in_last", {"30 min"});
  one_of("force.response.shift_end", {"any free car leaves"});
  one_of("incidents.noise.follow_on",
         {"{robbery: {probability: 20 %, delay: {distribution: exponential, mean: 30 min}}}"});
  one_of("demand.day_effect", {"{sd: 40 %}"});
  one_of("control_centre.alarm_centre",
         {"{call_takers: 1, handling: {distribution: exponential, mean: 3 min}, locating: 20 s, "
          "patience: {distribution: exponential, mean: 30 s}}"});
  one_of("control_centre.service_line", {"{call_takers: 1, handling: {distribution: exponential, mean: 10 min}}"});
  one_of("control_centre.dispatch", {"{dispatchers: 1, handling: {distribution: exponential, mean: 4 min}}"});
  more_of_the_force(draw);
  more_of_the_work(draw);
  if (draw.happens(0.5)) {
    settings.push_back(
        "neighbours.next.helps={cars: {syd: 2}, available: 60 %, crew: 1, "
        "to_border: {distribution: exponential, mean: 8 min}}");
    one_of("neighbours.next.helps.with", {"any", "urgent and soon"});
    one_of("neighbours.next.helps.nearer_by", {"0 min", "4 min"});
    one_of("neighbours.next.helps.ask_again", {"10 min"});
    settings.push_back("neighbours.other.helps={cars: {nord: 1}, available: 30 %, with: any, when: weekdays 08-20}");
  }
  if (draw.happens(0.5)) {
    settings.push_back(
        "neighbours.next.asks={per_day: 6, hours: nights, lasts: {distribution: exponential, mean: 90 min}, "
        "at: [{at: hamlet}, {at: north, weight: 3}]}");
    one_of("neighbours.next.asks.refused_below", {"2"});
    one_of("neighbours.next.asks.priority", {"soon"});
  }
  return settings;
}

/// Each yes of a neighbour is a car that came, each request a task that one car of ours does or nobody.
void check_neighbours(const Outcome& outcome, const World& world, int& came, int& lent) {
  std::map<std::uint32_t, int> yes;
  for (const HelpRecord& answer : outcome.help)
    if (answer.sent) ++yes[answer.incident];
  std::map<std::uint32_t, int> cars;
  for (const AssignmentRecord& job : outcome.assignments) {
    const IncidentType& type = world.demand.types[outcome.incidents[job.incident].type];
    if (!world.force.is_neighbours(job.unit)) continue;
    REQUIRE(type.is_incident());
    ++cars[job.incident];
    ++came;
  }
  REQUIRE(yes == cars);
  std::set<std::uint32_t> requests;
  for (const RequestRecord& request : outcome.requests) {
    REQUIRE(requests.insert(request.incident).second);
    const auto& jobs = outcome.assignments;
    const auto sent = std::count_if(jobs.begin(), jobs.end(), [&](const AssignmentRecord& job) {
      REQUIRE((job.incident != request.incident || job.how == JobEnd::cleared || job.how == JobEnd::open));
      return job.incident == request.incident;
    });
    REQUIRE(sent == (request.refused ? 0 : 1));
    lent += static_cast<int>(sent);
  }
  for (std::uint32_t row = 0; row < outcome.incidents.size(); ++row)
    REQUIRE(requests.contains(row) == world.demand.types[outcome.incidents[row].type].for_neighbour);
  for (const DutyRecord& duty : outcome.duties) REQUIRE_FALSE(world.force.is_neighbours(duty.unit));
}

/// Fails naming the rules, so that the draw can be played alone.
void check(const Outcome& outcome, const World& world) {
  std::set<std::uint64_t> keys;
  std::map<std::uint32_t, SimTime> first_there;
  Column<UnitId, SimTime> busy_until(world.force.units.size(), SimTime::min());
  std::vector<std::vector<const AssignmentRecord*>> sent(outcome.incidents.size());
  for (const AssignmentRecord& job : outcome.assignments) {
    REQUIRE(busy_until[job.unit] <= job.dispatched);
    const SimTime until = job.how == JobEnd::open ? outcome.ended : job.ended;
    REQUIRE(until != never);
    busy_until[job.unit] = until;
    REQUIRE(job.dispatched <= job.departed);
    if (job.how != JobEnd::open) REQUIRE(job.departed <= job.ended);
    if (job.arrived != never) REQUIRE(job.departed <= job.arrived);
    REQUIRE((job.how == JobEnd::cleared) == (job.cleared != never));
    if (job.cleared != never) REQUIRE(job.arrived <= job.cleared);
    if (job.how == JobEnd::diverted || job.how == JobEnd::called_off) REQUIRE(job.arrived == never);
    REQUIRE(job.distance >= Millimetres{0});
    const bool on_duty = std::any_of(outcome.duties.begin(), outcome.duties.end(), [&](const DutyRecord& duty) {
      return duty.unit == job.unit && duty.from <= job.dispatched && until <= duty.to;
    });
    const bool over_a_hand_over =
        std::any_of(outcome.duties.begin(), outcome.duties.end(), [&](const DutyRecord& duty) {
          return duty.unit == job.unit && duty.from <= job.dispatched && job.dispatched <= duty.to;
        });
    REQUIRE((on_duty || over_a_hand_over || world.force.is_neighbours(job.unit)));
    sent[job.incident].push_back(&job);
  }
  for (std::uint32_t row = 0; row < outcome.incidents.size(); ++row) {
    const IncidentRecord& incident = outcome.incidents[row];
    REQUIRE(keys.insert(incident.key).second);
    SimTime first = never;
    std::set<int> ranks;
    for (const AssignmentRecord* job : sent[row]) {
      REQUIRE(incident.dispatched <= job->dispatched);
      if (job->arrived != never) first = std::min(first, job->arrived);
      REQUIRE(ranks.insert(job->rank).second);
    }
    REQUIRE(incident.first_arrival == first);
    REQUIRE((incident.dispatched == never) == sent[row].empty());
    if (incident.enough_there != never) REQUIRE(incident.first_arrival <= incident.enough_there);
    switch (incident.fate) {
      case Fate::cleared:
        REQUIRE(incident.first_arrival != never);
        REQUIRE(incident.cleared != never);
        for (const AssignmentRecord* job : sent[row]) {
          REQUIRE(job->how != JobEnd::open);
          REQUIRE(job->ended <= incident.cleared);
        }
        break;
      case Fate::cancelled:
        REQUIRE(incident.first_arrival == never);
        for (const AssignmentRecord* job : sent[row]) REQUIRE(job->how != JobEnd::open);
        break;
      case Fate::lost: REQUIRE(incident.first_arrival == never); break;
      default: break;
    }
    REQUIRE((incident.cleared == never) == (incident.fate == Fate::unserved));
    SimTime before = incident.created;
    for (const SimTime time : {incident.answered, incident.received, incident.ready, incident.dispatched}) {
      REQUIRE((time == never || before <= time));
      if (time != never) before = time;
    }
    if (incident.fate == Fate::abandoned || incident.fate == Fate::settled) REQUIRE(sent[row].empty());
    if (incident.escalated) REQUIRE(incident.first_arrival != never);
  }
  Column<UnitId, SimTime> rests_until(world.force.units.size(), SimTime::min());
  for (const ActivityRecord& activity : outcome.activities) {
    REQUIRE(rests_until[activity.unit] <= activity.from);
    REQUIRE(activity.from < activity.to);
    rests_until[activity.unit] = activity.to;
    for (const AssignmentRecord& job : outcome.assignments) {
      if (job.unit != activity.unit) continue;
      const SimTime until = job.how == JobEnd::open ? outcome.ended : job.ended;
      REQUIRE((until <= activity.from || activity.to <= job.dispatched));
    }
  }
}

/// Rows that are no incidents: planned tasks, calls, desks, work of crews' own, patrols, breaks.
void check_other_rows(const Outcome& outcome) {
  for (const PlannedRecord& task : outcome.planned) {
    const IncidentRecord& incident = outcome.incidents[task.incident];
    REQUIRE_FALSE(incident.measured);
    REQUIRE(task.arose <= task.deadline);
    if (task.dropped) REQUIRE((incident.first_arrival == never && incident.fate == Fate::cancelled));
    if (task.packs_up != never && incident.cleared != never) REQUIRE(incident.cleared <= task.packs_up + 3h);
  }
  for (const CallRecord& call : outcome.calls) {
    if (call.abandoned) REQUIRE(call.answered == never);
    if (call.answered != never) REQUIRE(call.rang <= call.answered);
    if (call.answered != never && call.ended != never) REQUIRE(call.answered <= call.ended);
  }
  Milliseconds backlog{0};
  for (const DeskDay& day : outcome.desk_days) {
    REQUIRE(day.backlog == backlog + day.work - day.done);
    REQUIRE(day.backlog >= Milliseconds{0});
    backlog = day.backlog;
  }
  for (const OwnWorkRecord& work : outcome.own_work)
    if (work.to != never) REQUIRE(work.from <= work.to);
  for (const IdleRecord& idle : outcome.idling) REQUIRE(idle.from < idle.to);
  for (const LostBreakRecord& rest : outcome.lost_breaks) {
    REQUIRE(rest.lost > Milliseconds{0});
    REQUIRE(rest.lost <= 30min);
  }
  for (const ReachRecord& question : outcome.reach) REQUIRE(question.travel >= Milliseconds{-1});
}

/// Nobody begins an incident while it works on its own, patrols or is away.
void check_one_place(const Outcome& outcome, const World& world) {
  std::vector<std::vector<std::pair<SimTime, SimTime>>> stretches(world.force.units.size());
  for (const AssignmentRecord& job : outcome.assignments)
    stretches[job.unit.index()].emplace_back(job.dispatched, job.how == JobEnd::open ? outcome.ended : job.ended);
  for (const OwnWorkRecord& work : outcome.own_work)
    stretches[work.unit.index()].emplace_back(work.from, work.to == never ? outcome.ended : work.to);
  for (const IdleRecord& idle : outcome.idling)
    if (idle.tour.valid()) stretches[idle.unit.index()].emplace_back(idle.from, idle.to);
  for (auto& of_unit : stretches) {
    std::sort(of_unit.begin(), of_unit.end());
    for (std::size_t i = 1; i < of_unit.size(); ++i) REQUIRE(of_unit[i - 1].second <= of_unit[i].first);
  }
}

}  // namespace

TEST_CASE("whatever rules are on together, each incident ends once and nobody is in two places", "[property]") {
  constexpr std::uint64_t draws = 120;
  std::map<Fate, int> fates;
  std::map<JobEnd, int> ends;
  int came = 0;
  int lent = 0;
  for (std::uint64_t number = 0; number < draws; ++number) {
    auto settings = rules_of(number);
    std::string said;
    for (const std::string& setting : settings) said += " --set '" + setting + "'";
    INFO("draw " << number << ":" << said);
    for (const std::string of : {"nord.detention=true", "nord.area=upper", "syd.area=lower"})
      settings.push_back("stations." + of);
    settings.push_back("period.length=1 week");
    const auto world = world_of(small_kreds, settings);
    const Outcome outcome = play(*world, number);
    check(outcome, *world);
    check_neighbours(outcome, *world, came, lent);
    check_other_rows(outcome);
    check_one_place(outcome, *world);
    if (outcome.unstable) continue;
    for (const IncidentRecord& incident : outcome.incidents) ++fates[incident.fate];
    for (const AssignmentRecord& job : outcome.assignments) ++ends[job.how];
  }
  // The draws reach what they are meant to reach.
  CHECK(fates[Fate::cleared] > 5'000);
  CHECK(fates[Fate::cancelled] > 200);
  CHECK(fates[Fate::lost] > 50);
  CHECK(fates[Fate::abandoned] > 30);
  CHECK(ends[JobEnd::diverted] > 200);
  CHECK(ends[JobEnd::interrupted] > 100);
  CHECK(ends[JobEnd::called_off] > 50);
  CHECK(came > 500);
  CHECK(lent > 500);
}

TEST_CASE("telling the story changes nothing, whatever rules are on", "[property]") {
  for (std::uint64_t number = 0; number < 30; ++number) {
    auto settings = rules_of(number);
    for (const char* more : {"stations.nord.detention=true", "stations.nord.area=upper", "stations.syd.area=lower",
                             "period.length=2 days"})
      settings.push_back(more);
    const auto world = world_of(small_kreds, settings);
    const std::string told = story(*world, number);
    const Outcome outcome = play(*world, number);
    // Each unit that came on duty in the run is told of.
    for (const DutyRecord& duty : outcome.duties)
      REQUIRE(told.find(world->force.units[duty.unit].name) != std::string::npos);
  }
}
