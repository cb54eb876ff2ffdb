// Who is sent, when, and from where: days that an officer could follow with a finger on the map.

#include <catch2/catch.hpp>

#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;
using Catch::Contains;

TEST_CASE("the nearest unit is the nearest by road: a one-way street counts", "[engine]") {
  // `near` is 1 km from the fight, but that street leads away from it; `far` is 5 km away.
  const auto day = day_on_which(R"(kredsim: 1
title: A one-way street
period: {start: 2019-01-07, length: 1 day}
network:
  nodes: {fight: {at: [55.00, 11.0]}, near: {at: [55.01, 11.0], weight: 0}, far: {at: [55.05, 11.0], weight: 0}}
  edges:
    - {from: fight, to: near, length: 1 km, speed: 60 km/h, one_way: true}
    - {from: near, to: far, length: 4 km, speed: 60 km/h}
    - {from: far, to: fight, length: 5 km, speed: 60 km/h}
driving: {emergency: {factor: 1}, normal: {factor: 1}}
areas: {town: {name: Town}}
stations: {near: {at: near}, far: {at: far}}
incidents: {fight: {label: Fight, priority: urgent, per_day: 1, on_scene: {distribution: constant, value: 10 min}}}
force: {cars: {label: Cars, always_on_duty: {near: 1, far: 1}}}
)");
  CHECK(day.unit("fight") == "far car 1");
  CHECK(travel(day.job("fight")) == 5min);
  CHECK(day.job("fight").distance == Millimetres{5'000'000});
  CHECK_THAT(day.words(), Contains("far car 1 is sent to incident 1 (Fight, Town)") &&
                              Contains("nearest of 2 free, 5 min and 5.0 km away"));
}

TEST_CASE("of two units equally near the first on the roster goes", "[engine]") {
  const std::string fight = incident("fight", "urgent", "middle", 8, "30 min");
  CHECK(day_on_which(one_road(fight, always + "west: 1, east: 1}}\n")).unit("fight") == "west car 1");
  CHECK(day_on_which(one_road(fight, always + "east: 1, west: 1}}\n")).unit("fight") == "east car 1");
  CHECK(day_on_which(one_road(fight, always + "east: 2}}\n")).unit("fight") == "east car 1");
}

TEST_CASE("whoever waits is served by priority, then by the time of the report", "[engine]") {
  const std::string incidents =
      incident("accident", "urgent", "middle", 8, "4 h") + incident("noise", "when possible", "middle", 9, "10 min") +
      incident("theft", "soon", "middle", 10, "10 min") + incident("dispute", "soon", "middle", 11, "10 min") +
      incident("robbery", "urgent", "middle", 11, "10 min");
  const auto day = day_on_which(one_road(incidents, always + "middle: 1}}\n"));
  // The accident keeps the only car until noon or later.
  CHECK(day.job("robbery").dispatched == day.job("accident").cleared);
  CHECK(day.job("theft").dispatched == day.job("robbery").cleared);
  CHECK(day.job("dispute").dispatched == day.job("theft").cleared);
  CHECK(day.job("noise").dispatched == day.job("dispute").cleared);
  CHECK_THAT(day.words(), Contains("waits: no unit is free; 4 waiting"));
}

TEST_CASE("a unit that is called while it drives home starts from where it is", "[engine]") {
  // West has the car. It clears in East at 8:50 at the earliest and needs 20 minutes home.
  const std::string incidents =
      incident("theft", "urgent", "east", 8, "30 min") + incident("fight", "urgent", "west", 9, "10 min");
  const auto under_way = [](const ScriptedDay& day) {
    const Milliseconds driven = day.incident("fight").created - day.incident("theft").cleared;
    return driven > 3min && driven < 9min;
  };
  const auto day = day_on_which(one_road(incidents, always + "west: 1}}\n"), under_way);
  const Milliseconds driven = day.job("fight").dispatched - day.job("theft").cleared;
  CHECK(day.job("fight").dispatched == day.incident("fight").created);
  // A place is a whole millimetre and a time a whole millisecond: 1 ms of driving is 16.7 mm.
  CHECK(std::abs((travel(day.job("fight")) - (20min - driven)).count()) <= 1);
  CHECK(std::abs((day.job("fight").distance.count() - (20'000'000 - driven.count() * 1'000'000 / 60'000))) <= 20);
  CHECK_THAT(day.words(), Contains("west car 1 returns to West, 20.0 km, there at "));
}

TEST_CASE("a unit that has come home stands at its station", "[engine]") {
  const std::string incidents =
      incident("theft", "urgent", "east", 8, "30 min") + incident("fight", "urgent", "west", 12, "10 min");
  const auto day = day_on_which(one_road(incidents, always + "west: 1}}\n"));
  CHECK(travel(day.job("theft")) == 20min);
  CHECK(travel(day.job("fight")) == 0min);
}

TEST_CASE("a group that stays at the scene is sent from there", "[engine]") {
  const std::string incidents =
      incident("theft", "urgent", "east", 8, "30 min") + incident("fight", "urgent", "west", 12, "10 min");
  const auto day =
      day_on_which(one_road(incidents, "  cars: {label: Cars, idle: stay at scene, always_on_duty: {west: 1}}\n"));
  CHECK(travel(day.job("fight")) == 20min);
  CHECK_THAT(day.words(), !Contains("returns to"));
}

TEST_CASE("a unit that clears goes straight on to who waits, from the scene", "[engine]") {
  const std::string incidents =
      incident("theft", "urgent", "east", 8, "2 h") + incident("fight", "urgent", "middle", 9, "10 min");
  const auto day = day_on_which(one_road(incidents, always + "west: 1}}\n"));
  CHECK(day.job("fight").dispatched == day.job("theft").cleared);
  CHECK(travel(day.job("fight")) == 10min);
  // Only after the second does it drive home.
  CHECK(day.words().find("returns to West, 20.0 km") == std::string::npos);
  CHECK_THAT(day.words(), Contains("returns to West, 10.0 km"));
}

TEST_CASE("of two units that become free at the same moment the nearer one goes, whoever is first on the roster",
          "[engine]") {
  const std::string incidents = incident("theft", "urgent", "east", 8, "10 min");
  const auto day = day_on_which(one_road(incidents,
                                         "  cars: {label: Cars, roster: [{shift: day, from: \"12:00\", length: 8 h, "
                                         "cars: {west: 1, middle: 1, east: 1}}]}\n"));
  CHECK(day.unit("theft") == "east day car 1");
  CHECK(travel(day.job("theft")) == 0min);
}

TEST_CASE("an incident is lost instead of waiting where the scenario says so", "[engine]") {
  const std::string incidents =
      incident("accident", "urgent", "middle", 8, "4 h") + incident("theft", "soon", "middle", 10, "10 min");
  const auto day =
      day_on_which(one_road(incidents, always + "middle: 1}}\n", "length: 1 day", "dispatch: {when_all_busy: lose}\n"));
  CHECK(day.incident("theft").fate == Fate::lost);
  CHECK(day.incident("theft").dispatched == never);
  CHECK_FALSE(day.sent("theft"));
  CHECK(day.incident("accident").fate == Fate::cleared);
  CHECK_THAT(day.words(), Contains("(theft, Middle) is lost: no unit is free"));
}

TEST_CASE("the choice rank counts the units, busy or free, that could have been there earlier", "[engine]") {
  const std::string incidents =
      incident("accident", "urgent", "middle", 8, "4 h") + incident("theft", "soon", "middle", 10, "10 min");
  const auto day = day_on_which(one_road(incidents, always + "east: 1, middle: 1}}\n"));
  CHECK(day.unit("accident") == "middle car 1");
  CHECK(day.job("accident").choice == 0);
  CHECK(day.unit("theft") == "east car 1");
  CHECK(day.job("theft").choice == 1);
}

TEST_CASE("units of a shift that has not begun are no choice", "[engine]") {
  const std::string incidents = incident("theft", "soon", "middle", 10, "10 min");
  const auto day = day_on_which(one_road(incidents,
                                         "  cars: {label: Cars, always_on_duty: {east: 1}, roster: [{shift: late, "
                                         "from: \"15:00\", length: 8 h, cars: {middle: 1}}]}\n"));
  CHECK(day.unit("theft") == "east car 1");
  CHECK(day.job("theft").choice == 0);
}
