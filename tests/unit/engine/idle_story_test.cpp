// What a car does that has no task: days that an officer could follow.

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"
#include "tests/support/street_grid.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

std::string cars(const std::string& idle, const std::string& stations) {
  return "  cars: {label: Cars, idle: " + idle + ", always_on_duty: {" + stations + "}}\n";
}

const std::string fight_in_east = incident("fight", "urgent", "east", 12, "10 min");

}  // namespace

TEST_CASE("a car that stands by waits at its post and is sent from there", "[engine]") {
  const auto day = day_on_which(one_road(fight_in_east, cars("stand by, standby: {kiosk: {at: middle}}", "west: 1")));
  CHECK(day.job("fight").distance == Millimetres{10'000'000});
  CHECK_THAT(day.words(),
             Contains("2019-01-07 00:00:00  west car 1 goes to stand by at kiosk, 10.0 km, there at 00:10:00"));
  REQUIRE(day.outcome().idling.size() >= 2);
  CHECK(day.outcome().idling[0].from == day.world().scenario.period.start + 10min);
  CHECK(day.outcome().idling[0].to == day.job("fight").dispatched);
  // From the scene it drives back to its post.
  CHECK(day.outcome().idling[1].from == day.job("fight").cleared + 10min);
}

TEST_CASE("each next car stands by where the fewest do", "[engine]") {
  const auto day = day_on_which(
      one_road(fight_in_east, cars("stand by, standby: {kiosk: {at: middle}, harbour: {at: east}}", "west: 3")));
  CHECK_THAT(day.words(), Contains("west car 1 goes to stand by at kiosk") &&
                              Contains("west car 2 goes to stand by at harbour") &&
                              Contains("west car 3 goes to stand by at kiosk"));
  CHECK(day.unit("fight") == "west car 2");
  CHECK(day.job("fight").distance == Millimetres{0});
}

TEST_CASE("a hotspot is patrolled in its hours, and the car goes home after them", "[engine]") {
  const std::string rules = "patrol hotspots, hotspots: {square: {at: east, when: every day 12-14, stay: 30 min}}";
  const auto in_time = [](const ScriptedDay& day) {
    return day.incident("fight").created > day.world().scenario.period.start + 12h + 25min;
  };
  const auto day = day_on_which(one_road(fight_in_east, cars(rules, "west: 1")), in_time);
  CHECK(day.job("fight").distance == Millimetres{0});
  CHECK_THAT(day.words(),
             Contains("2019-01-07 12:00:00  west car 1 goes on patrol in the hotspots, on its tour of 0.0 km "
                      "from 12:20:00"));
  CHECK_THAT(day.words(), Contains("2019-01-07 14:00:00  west car 1 returns to West, 20.0 km, there at 14:20:00"));
  REQUIRE(day.outcome().idling.size() == 2);
  CHECK(day.outcome().idling[0].from == day.world().scenario.period.start + 12h + 20min);
  CHECK(day.outcome().idling[1].to == day.world().scenario.period.start + 14h);
}

TEST_CASE("hotspots are visited in proportion to their weights, each spread over the tour", "[engine]") {
  const auto world =
      world_of(street_grid(6, cars("patrol hotspots, hotspots: {square: {at: n1_1, weight: 3, stay: 5 min}, "
                                   "harbour: {at: n4_4, weight: 1, stay: 10 min, as: parked}}",
                                   "a: 1")));
  REQUIRE(world->idle.tours.size() == 1);
  std::vector<Milliseconds> stays;
  for (const Tour::Leg& leg : world->idle.tours[TourId{0}].legs())
    if (leg.presence != Presence::passing) stays.push_back(leg.lasts);
  CHECK(stays == std::vector<Milliseconds>{5min, 5min, 10min, 5min});
}

TEST_CASE("a car that leaves a post of the coverage table is followed by the car of its last post", "[engine]") {
  // Each car covers the place where it stands. The first post is the station's, then come the others in turn.
  const std::string rules =
      "keep coverage, standby: {kiosk: {at: middle}, harbour: {at: east}}, coverage: {within: 5 min, busy: 30 %}";
  const std::string theft_in_west = incident("theft", "urgent", "west", 12, "30 min");
  const auto day = day_on_which(one_road(theft_in_west, cars(rules, "west: 3")));
  CHECK_THAT(day.words(), Contains("00:00:00  west car 1 goes to stand by at West") &&
                              Contains("00:00:00  west car 2 goes to stand by at kiosk") &&
                              Contains("00:00:00  west car 3 goes to stand by at harbour"));
  CHECK(day.unit("theft") == "west car 1");
  const std::string when = to_text(day.job("theft").dispatched);
  CHECK_THAT(day.words(), Contains(when + "  west car 3 goes to stand by at West, 20.0 km"));
  // Who clears takes the post that is open now.
  CHECK_THAT(day.words(), Contains(to_text(day.job("theft").cleared) + "  west car 1 goes to stand by at harbour"));
}

TEST_CASE("expected coverage puts the second car where a second car is worth more than a first elsewhere", "[engine]") {
  // Ten inhabitants in the west, one in the middle: with q = 50 % the second car in the west adds 10 x 0.25, the first
  // in the middle 0.5.
  const std::string yaml = R"(kredsim: 1
title: Expected coverage
period: {start: 2019-01-07, length: 1 day}
network:
  nodes: {west: {at: [55.0, 11.0], weight: 10}, middle: {at: [55.0, 11.1], weight: 1}}
  edges: [{from: west, to: middle, length: 10 km, speed: 60 km/h}]
stations: {west: {at: west}, middle: {at: middle}}
incidents: {fight: {label: Fight, priority: urgent, per_day: 1, on_scene: {distribution: constant, value: 10 min}}}
force: {cars: {idle: keep coverage, coverage: {within: 2 min, busy: 50 %}, always_on_duty: {west: 4, middle: 1}}}
)";
  const auto names = [](const World& world) {
    std::vector<std::string> posts;
    for (const Post& post : world.idle.posts[GroupId{0}]) posts.push_back(post.name);
    return posts;
  };
  using List = std::vector<std::string>;
  // Two points of equal draw stand for the sample: the weights come back in its proportion.
  CHECK(names(*world_of(yaml, {"force.cars.coverage.busy=0 %"})) == List{"west", "middle", "west", "middle", "west"});
  CHECK(names(*world_of(yaml)).front() == "west");
}

TEST_CASE("own work is begun by cars without a task and can be broken off by rule", "[engine]") {
  const auto rules = [](const std::string& interruptible) {
    return cars(
        "return to station, own_work: {per_idle_hour: 60, lasts: {distribution: constant, value: 3 h}, "
        "interruptible: " +
            interruptible + "}",
        "east: 1");
  };
  const std::string incidents = fight_in_east + incident("noise", "when possible", "east", 15, "10 min");
  const auto begun = [](const ScriptedDay& day, SimTime at) {
    const auto& rows = day.outcome().own_work;
    return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.from < at && at < row.to; });
  };
  SECTION("never: the incident waits until it is done") {
    const auto day = day_on_which(one_road(incidents, rules("never")),
                                  [&](const ScriptedDay& d) { return begun(d, d.incident("fight").created); });
    CHECK(day.job("fight").dispatched > day.incident("fight").created);
    CHECK_THAT(day.words(), Contains("east car 1 stops for work of its own"));
    for (const OwnWorkRecord& row : day.outcome().own_work) CHECK(!row.broken_off);
  }
  SECTION("urgent: the fight breaks it off, the noise waits") {
    const auto day = day_on_which(one_road(incidents, rules("urgent")));
    CHECK(day.job("fight").dispatched == day.incident("fight").created);
    const auto& rows = day.outcome().own_work;
    CHECK(std::any_of(rows.begin(), rows.end(), [&](const OwnWorkRecord& row) {
      return row.broken_off && row.to == day.job("fight").dispatched;
    }));
    CHECK(std::any_of(rows.begin(), rows.end(), [&](const OwnWorkRecord& row) {
      return !row.broken_off && row.to == day.job("noise").dispatched;
    }));
  }
  SECTION("always: nobody waits") {
    const auto day = day_on_which(one_road(incidents, rules("always")));
    CHECK(day.job("fight").dispatched == day.incident("fight").created);
    CHECK(day.job("noise").dispatched == day.incident("noise").created);
  }
}

TEST_CASE("own work does not depend on the cars that a plan adds", "[engine]") {
  const std::string force =
      "  cars: {label: Cars, idle: stay at scene, own_work: {per_idle_hour: 0.5, lasts: {distribution: constant, "
      "value: "
      "10 min}}, always_on_duty: {west: 2}}\n";
  const std::string quiet = "  fight: {label: Fight, priority: urgent, per_year: 0, on_scene: 5 min}\n";
  const auto base = play(*world_of(one_road(quiet, force)));
  const auto plan = play(*world_of(one_road(quiet, force), {"force.cars.always_on_duty.west=3"}));
  REQUIRE(base.own_work.size() > 5);
  // Every moment at which work begins in the base is one in the plan too.
  int shared = 0;
  for (const OwnWorkRecord& row : base.own_work)
    shared +=
        std::any_of(plan.own_work.begin(), plan.own_work.end(), [&](const auto& r) { return r.from == row.from; });
  CHECK(shared == static_cast<int>(base.own_work.size()));
}
