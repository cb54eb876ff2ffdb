// What the rules of driving do to a played day: hours, ferries, the chance of a trip.

#include <cmath>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"

using namespace kredsim;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// A town with the only cars and an island half an hour of sailing away. All drives take time over the ferry only.
const std::string island = R"(kredsim: 1
title: An island
period: {start: 2019-01-07, length: 4 weeks}
seed: 5
network:
  nodes:
    town: {at: [55.0, 11.8]}
    island: {at: [55.0, 11.9]}
    village: {at: [55.0, 11.7], weight: 0}
  edges:
    - {from: town, to: village, length: 10 km, time: 10 min}
ferries:
  boat: {from: town, to: island, crossing: 30 min, every: 20 min}
areas:
  a: {name: A}
stations:
  station: {name: Station, at: village}
incidents:
  noise: {priority: urgent, per_day: 12, on_scene: 1 min}
force:
  response:
    always_on_duty: {station: 40}
)";

bool on_island(const World& world, const AssignmentRecord& sent, const Outcome& outcome) {
  const Place scene = world.district.points[outcome.incidents[sent.incident].point].place;
  return world.network.graph.position(scene).lon > 11.85;
}

}  // namespace

TEST_CASE("an incident on an island waits until the first ferry, and no longer", "[engine]") {
  const auto world = test::world_of(island, {"ferries.boat.no_service=23-05"});
  const Outcome outcome = test::play(*world);
  std::set<SimTime> clearings;
  for (const AssignmentRecord& sent : outcome.assignments) clearings.insert(sent.cleared);
  std::size_t waited = 0;
  for (const AssignmentRecord& sent : outcome.assignments) {
    const IncidentRecord& incident = outcome.incidents[sent.incident];
    const int reported = hour_of_day(incident.created);
    const bool stranded = on_island(*world, sent, outcome) && (reported >= 23 || reported < 5);
    if (!stranded) {
      CHECK(sent.dispatched == incident.created);
      continue;
    }
    // Some car may be over there already, or clear there.
    if (sent.dispatched == incident.created || clearings.contains(sent.dispatched)) continue;
    ++waited;
    CHECK(hour_of_day(sent.dispatched) == 5);
    CHECK(sent.dispatched == floor<hours>(sent.dispatched));
  }
  CHECK(waited > 20);
  for (const IncidentRecord& incident : outcome.incidents)
    CHECK((incident.fate == Fate::cleared || !incident.measured));
}

TEST_CASE("who is stranded on an island goes home with the first ferry", "[engine]") {
  const auto world = test::world_of(island, {"ferries.boat.no_service=23-05", "incidents.noise.per_day=40"});
  const std::string story = test::story(*world);
  CHECK(story.find(" 05:00:00  station car 1 returns to Station") != std::string::npos);
}

TEST_CASE("a variation slows the trips that depart in its hours", "[engine]") {
  const auto world = test::world_of(island, {"driving.emergency.hours={rush: {when: weekdays 07-09, factor: 50 %}}",
                                             "incidents.noise.on_scene=28 days",
                                             "force.response.always_on_duty={station: 500}", "period.at_end=cut"});
  const Outcome outcome = test::play(*world);
  std::size_t slow = 0;
  for (const AssignmentRecord& sent : outcome.assignments) {
    if (sent.arrived == never) continue;
    const int hour = hour_of_day(sent.dispatched);
    const bool rush = kredsim::weekday(sent.dispatched) < 5 && (hour == 7 || hour == 8);
    const minutes aboard{on_island(*world, sent, outcome) ? 40 : 0};
    CHECK(sent.arrived - sent.dispatched == minutes{rush ? 20 : 10} + aboard);
    slow += rush ? 1 : 0;
  }
  CHECK(slow > 10);
}

TEST_CASE("neutral rules change nothing", "[engine]") {
  const auto plain = test::world_of(island);
  const auto neutral =
      test::world_of(island, {"driving.emergency.hours={day: {when: 07-19, factor: 100 %, junction_delay: 0 s}}",
                              "driving.trip_multiplier={distribution: lognormal, sd: 0 %}"});
  CHECK(test::story(*plain) == test::story(*neutral));
}

TEST_CASE("a trip's multiplier has mean 1 and belongs to the incident, whatever the plan", "[engine]") {
  // Every incident takes a fresh car from the station for good, so that each way is known.
  const std::vector<std::string> spread{"driving.trip_multiplier={distribution: lognormal, sd: 30 %}",
                                        "incidents.noise.per_day=45", "incidents.noise.on_scene=28 days",
                                        "force.response.always_on_duty={station: 1500}", "period.at_end=cut"};
  const auto chance = [](const std::vector<std::string>& settings, double town_s, double ferry_s) {
    const auto world = test::world_of(island, settings);
    const Outcome outcome = test::play(*world);
    std::map<std::uint64_t, double> multipliers;
    for (const AssignmentRecord& sent : outcome.assignments) {
      const IncidentRecord& incident = outcome.incidents[sent.incident];
      CHECK(incident.first_arrival == sent.arrived);
      if (sent.arrived == never) continue;
      const double expected = town_s + (on_island(*world, sent, outcome) ? ferry_s : 0);
      multipliers[incident.key] = kredsim::seconds(sent.arrived - sent.dispatched) / expected;
    }
    return multipliers;
  };
  const auto base = chance(spread, 600, 2400);
  REQUIRE(base.size() > 1'000);
  double sum = 0;
  double squares = 0;
  for (const auto& [key, multiplier] : base) {
    sum += multiplier;
    squares += multiplier * multiplier;
  }
  const double count = static_cast<double>(base.size());
  const double mean = sum / count;
  CHECK(std::fabs(mean - 1) < 4 * 0.3 / std::sqrt(count));
  CHECK(std::fabs(std::sqrt(squares / count - mean * mean) - 0.3) < 0.04);

  std::vector<std::string> slower = spread;
  slower.push_back("driving.emergency.factor=50 %");
  const auto other = chance(slower, 1200, 2400);
  REQUIRE(other.size() > 1'000);
  for (const auto& [key, multiplier] : other) CHECK(multiplier == Approx(base.at(key)).margin(1e-5));
}

TEST_CASE("times stay in order however large the spread, and a busy car is asked where it is", "[engine]") {
  const auto world = test::world_of(
      island, {"driving.trip_multiplier={distribution: lognormal, sd: 200 %}", "incidents.noise.per_day=300"});
  const Outcome outcome = test::play(*world);
  REQUIRE(outcome.assignments.size() > 5'000);
  for (const AssignmentRecord& sent : outcome.assignments) {
    CHECK(sent.choice >= 0);
    CHECK(outcome.incidents[sent.incident].created <= sent.dispatched);
    CHECK(sent.dispatched <= sent.arrived);
    CHECK(sent.arrived <= sent.cleared);
  }
}
