#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;

namespace {

bool same(const Outcome& a, const Outcome& b) {
  const auto equal_incident = [](const IncidentRecord& x, const IncidentRecord& y) {
    return x.key == y.key && x.type == y.type && x.point == y.point && x.fate == y.fate && x.created == y.created &&
           x.dispatched == y.dispatched && x.first_arrival == y.first_arrival && x.cleared == y.cleared &&
           x.first_unit == y.first_unit;
  };
  const auto equal_assignment = [](const AssignmentRecord& x, const AssignmentRecord& y) {
    return x.incident == y.incident && x.unit == y.unit && x.dispatched == y.dispatched && x.arrived == y.arrived &&
           x.cleared == y.cleared && x.distance == y.distance && x.choice == y.choice;
  };
  return std::equal(a.incidents.begin(), a.incidents.end(), b.incidents.begin(), b.incidents.end(), equal_incident) &&
         std::equal(a.assignments.begin(), a.assignments.end(), b.assignments.begin(), b.assignments.end(),
                    equal_assignment);
}

/// How many legs - drives and jobs, each rounded to a millisecond - decide the response to each incident: those of the
/// unit since it last stood at its station, where nothing of its past matters any more.
std::vector<int> legs_behind_responses(const Outcome& outcome, const World& world) {
  constexpr Milliseconds longest_drive_home = std::chrono::minutes{40};
  std::vector<int> legs(outcome.incidents.size(), 0);
  Column<UnitId, int> behind(world.force.units.size(), 0);
  Column<UnitId, SimTime> cleared(world.force.units.size(), SimTime::min());
  for (const AssignmentRecord& job : outcome.assignments) {
    const IncidentRecord& incident = outcome.incidents[job.incident];
    const bool rested =
        incident.dispatched == incident.created &&
        (cleared[job.unit] == SimTime::min() || job.dispatched - cleared[job.unit] > longest_drive_home);
    behind[job.unit] = rested ? 1 : behind[job.unit] + 3;  // the job before it, the way home, the way out
    cleared[job.unit] = job.cleared;
    legs[job.incident] = behind[job.unit];
  }
  return legs;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace

TEST_CASE("every incident is recorded exactly once, with its times in order", "[property]") {
  const auto world = world_of(small_kreds);
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const Outcome outcome = play(*world, replication);
    std::set<std::uint64_t> keys;
    SimTime last = SimTime::min();
    for (const IncidentRecord& incident : outcome.incidents) {
      REQUIRE(keys.insert(incident.key).second);
      REQUIRE(last <= incident.created);
      last = incident.created;
      REQUIRE(incident.created <= incident.dispatched);
      REQUIRE(incident.dispatched <= incident.first_arrival);
      REQUIRE(incident.first_arrival <= incident.cleared);
      REQUIRE((incident.fate == Fate::cleared) == (incident.cleared != never));
      REQUIRE((incident.first_arrival != never) == incident.first_unit.valid());
      if (incident.measured) REQUIRE(incident.fate == Fate::cleared);  // nothing is open 24 h after the period here
    }
    std::map<std::uint32_t, int> sent;
    for (const AssignmentRecord& assignment : outcome.assignments) ++sent[assignment.incident];
    for (std::uint32_t row = 0; row < outcome.incidents.size(); ++row)
      REQUIRE(sent[row] == (outcome.incidents[row].dispatched != never ? 1 : 0));
  }
}

TEST_CASE("a unit is never in two places, and works on duty only", "[property]") {
  const auto world = world_of(small_kreds);
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const Outcome outcome = play(*world, replication);
    Column<UnitId, SimTime> busy_until(world->force.units.size(), SimTime::min());
    for (const AssignmentRecord& assignment : outcome.assignments) {
      REQUIRE(busy_until[assignment.unit] <= assignment.dispatched);
      busy_until[assignment.unit] = assignment.cleared;
      const bool on_duty = std::any_of(outcome.duties.begin(), outcome.duties.end(), [&](const DutyRecord& duty) {
        return duty.unit == assignment.unit && duty.from <= assignment.dispatched && assignment.dispatched <= duty.to &&
               assignment.dispatched <= duty.planned_to;
      });
      REQUIRE(on_duty);
    }
    Column<UnitId, SimTime> duty_until(world->force.units.size(), SimTime::min());
    auto duties = outcome.duties;
    std::stable_sort(duties.begin(), duties.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    for (const DutyRecord& duty : duties) {
      REQUIRE(duty_until[duty.unit] <= duty.from);
      REQUIRE(duty.from <= duty.to);
      duty_until[duty.unit] = duty.to;
    }
  }
}

TEST_CASE("no incident waits while a unit stands idle on these connected roads", "[property]") {
  const auto world = world_of(small_kreds);
  const Outcome outcome = play(*world, 3);
  for (const IncidentRecord& incident : outcome.incidents) {
    if (incident.dispatched == incident.created || incident.dispatched == never) continue;
    // Every unit on duty when the incident came was on a job that began before and ended after.
    for (const DutyRecord& duty : outcome.duties) {
      if (!(duty.from < incident.created && incident.created < std::min(duty.to, duty.planned_to))) continue;
      const bool busy =
          std::any_of(outcome.assignments.begin(), outcome.assignments.end(), [&](const AssignmentRecord& job) {
            return job.unit == duty.unit && job.dispatched <= incident.created && incident.created <= job.cleared;
          });
      REQUIRE(busy);
    }
  }
}

TEST_CASE("renaming the stations changes nothing", "[property]") {
  const auto world = world_of(small_kreds);
  const auto renamed = world_of(replaced(replaced(small_kreds, "nord:", "zebra:"), "syd:", "aardvark:"));
  for (std::uint64_t replication = 0; replication < 5; ++replication)
    CHECK(same(play(*world, replication), play(*renamed, replication)));
}

TEST_CASE("a type with a rate of zero changes nothing", "[property]") {
  const auto world = world_of(small_kreds);
  const auto more = world_of(
      replaced(small_kreds, "hours:\n  nights:",
               "  silence: {label: Silence, priority: urgent, per_year: 0, on_scene: 5 min}\nhours:\n  nights:"));
  CHECK(same(play(*world), play(*more)));
}

TEST_CASE("plans meet the same incidents whoever comes", "[property]") {
  const auto world = world_of(small_kreds);
  const auto plan = world_of(small_kreds, {"force.motorcycle.always_on_duty.nord=3"});
  const Outcome a = play(*world, 2);
  const Outcome b = play(*plan, 2);
  std::map<std::uint64_t, const IncidentRecord*> in_plan;
  for (const IncidentRecord& incident : b.incidents) in_plan[incident.key] = &incident;
  for (const IncidentRecord& incident : a.incidents) {
    if (incident.created >= a.measured_to) continue;  // how long arrivals go on after the period depends on the plan
    REQUIRE(in_plan.contains(incident.key));
    CHECK(in_plan[incident.key]->created == incident.created);
    CHECK(in_plan[incident.key]->point == incident.point);
  }
  CHECK_FALSE(same(a, b));
}

TEST_CASE("halving every duration and doubling rates and speeds halves every response", "[property]") {
  const std::string slow = R"(kredsim: 1
title: Scaled time
period: {start: 2019-01-07, length: 60 days, warm_up: 2 days, finish_within: 24 h}
seed: 5
rate_step: 0.01 /h
network:
  nodes: {a: {weight: 2}, b: {}, c: {}, d: {}}
  edges:
    - {from: a, to: b, length: 9 km, speed: 60 km/h}
    - {from: b, to: c, length: 6 km, speed: 50 km/h}
    - {from: c, to: d, length: 8 km, speed: 70 km/h}
    - {from: d, to: a, length: 5 km, speed: 40 km/h}
stations: {west: {at: a}, east: {at: c}}
incidents:
  robbery: {label: Robbery, priority: urgent, per_hour: 0.5, on_scene: {distribution: lognormal, mean: 40 min, sd: 30 min}}
  noise: {label: Noise, priority: soon, per_hour: 1.5, on_scene: {distribution: exponential, mean: 30 min}}
force: {response: {label: Response, crew: 2, always_on_duty: {west: 1, east: 2}}}
)";
  std::string fast = slow;
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"length: 60 days", "length: 30 days"},
                                                        {"warm_up: 2 days", "warm_up: 1 day"},
                                                        {"finish_within: 24 h", "finish_within: 12 h"},
                                                        {"rate_step: 0.01 /h", "rate_step: 0.02 /h"},
                                                        {"speed: 60 km/h", "speed: 120 km/h"},
                                                        {"speed: 50 km/h", "speed: 100 km/h"},
                                                        {"speed: 70 km/h", "speed: 140 km/h"},
                                                        {"speed: 40 km/h", "speed: 80 km/h"},
                                                        {"per_hour: 0.5", "per_hour: 1"},
                                                        {"per_hour: 1.5", "per_hour: 3"},
                                                        {"mean: 40 min, sd: 30 min", "mean: 20 min, sd: 15 min"},
                                                        {"mean: 30 min", "mean: 15 min"}})
    fast = replaced(fast, from, to);

  const auto whole = world_of(slow);
  const auto half = world_of(fast);
  for (std::uint64_t replication = 0; replication < 3; ++replication) {
    const Outcome a = play(*whole, replication);
    const Outcome b = play(*half, replication);
    REQUIRE(a.incidents.size() >= 2500);
    const std::vector<int> legs = legs_behind_responses(a, *whole);
    const std::size_t both = std::min(a.incidents.size(), b.incidents.size());
    std::size_t compared = 0;
    for (std::size_t i = 0; i < both; ++i) {
      if (!a.incidents[i].measured || !b.incidents[i].measured) continue;
      const auto response_a = (a.incidents[i].first_arrival - a.incidents[i].created).count();
      const auto response_b = (b.incidents[i].first_arrival - b.incidents[i].created).count();
      REQUIRE(std::llabs(response_a - 2 * response_b) <= 2 * legs[i]);
      ++compared;
    }
    CHECK(std::count(legs.begin(), legs.end(), 1) > 500);
    CHECK(compared > 2000);
  }
}
