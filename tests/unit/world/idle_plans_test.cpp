#include <algorithm>
#include <limits>

#include <catch2/catch.hpp>

#include "sim/world/area_finder.hpp"
#include "sim/world/tour_builder.hpp"
#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"
#include "tests/support/street_grid.hpp"

using namespace kredsim;
using namespace kredsim::test;
using Catch::Contains;

namespace {

std::string message_of(const std::string& yaml, const std::vector<std::string>& settings = {}) {
  try {
    world_of(yaml, settings);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "no error";
}

std::string patrol(const std::string& rules) {
  return "  cars: {label: Cars, idle: patrol own area, patrol: {" + rules + "}, always_on_duty: {a: 2}}\n";
}

}  // namespace

TEST_CASE("a place lies in the areas of its nearest point of demand", "[world]") {
  const auto world = world_of(street_grid(9, patrol("points: 5")));
  const AreaFinder finder{*world};
  for (int i = 0; i < 400; ++i) {
    const Position at{54.995 + 0.0001 * (i * 37 % 400), 10.99 + 0.0002 * (i * 91 % 400)};
    double least = std::numeric_limits<double>::infinity();
    AreasOfPlace expected;
    for (const auto& point : world->district.points) {
      const double distance = distance_m(at, world->network.graph.position(point.place));
      if (distance >= least - 1) continue;  // on a plane, a metre may go either way
      least = distance;
      expected = point.areas;
    }
    CHECK(finder.at(at) == expected);
  }
}

TEST_CASE("a tour visits places in proportion to the inhabitants, or to the length of road", "[world]") {
  // All live in one corner of the western half; its roads are everywhere.
  std::string yaml = street_grid(8, patrol("points: 40"));
  for (std::size_t at = 0; (at = yaml.find("weight: ", at)) != std::string::npos; at += 8) yaml[at + 8] = '0';
  yaml.replace(yaml.find("weight: 0"), 9, "weight: 9");
  const auto by_people = world_of(yaml, {"incidents.fight.per_hour=0", "incidents.noise.per_hour=0"});
  REQUIRE(by_people->idle.tours.size() == 1);
  CHECK(by_people->idle.tours[TourId{0}].length() == Millimetres{0});
  CHECK(by_people->idle.tours[TourId{0}].legs().size() == 1);
  const auto by_road = world_of(street_grid(8, patrol("points: 40, by: road length")));
  CHECK(by_road->idle.tours[TourId{0}].length() > Millimetres{6'000'000});
  CHECK(by_road->idle.tours[TourId{0}].visits().front().areas[0].valid());
}

TEST_CASE("a short round is no longer than the order in which it was given", "[world]") {
  std::vector<Position> places;
  for (int i = 0; i < 40; ++i) places.push_back({55 + 0.01 * (i * 17 % 40), 11 + 0.01 * (i * 29 % 23)});
  const auto length = [&](const std::vector<std::size_t>& order) {
    double sum = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
      sum += distance_m(places[order[i]], places[order[(i + 1) % order.size()]]);
    return sum;
  };
  std::vector<std::size_t> given(places.size());
  for (std::size_t i = 0; i < given.size(); ++i) given[i] = i;
  const auto round = short_round(places);
  auto sorted = round;
  std::sort(sorted.begin(), sorted.end());
  CHECK(sorted == given);
  CHECK(length(round) < 0.35 * length(given));
}

TEST_CASE("a hotspot that no car can reach, and a post off the roads, are named with their place", "[world]") {
  const std::string island = R"(kredsim: 1
title: An island
period: {start: 2019-01-07, length: 1 day}
network:
  nodes: {town: {at: [55.0, 11.0], area: land}, port: {at: [55.0, 11.1], area: land}, isle: {at: [55.0, 11.2], area: isle}}
  edges: [{from: town, to: port, length: 6 km, speed: 60 km/h}]
ferries: {boat: {from: port, to: isle, crossing: 20 min, every: 1 h}}
areas: {land: {name: Land}, isle: {name: Isle}}
stations: {town: {at: town}, isle: {at: isle}}
incidents: {fight: {label: Fight, priority: urgent, per_day: 1, where: {land: 1}, on_scene: 10 min}}
force:
  cars:
)";
  CHECK_THAT(
      message_of(island + "    idle: patrol hotspots\n    hotspots: {beach: {at: isle}}\n"
                          "    always_on_duty: {town: 1}\n"),
      Contains(":14:23: force.cars.hotspots.beach: cannot be reached from `town` and left again (no drive without "
               "a ferry under normal driving; give the cars on that side a group of their own)"));
  CHECK_THAT(message_of(island + "    idle: stand by\n    standby: {beach: {at: [56.0, 11.0]}}\n"
                                 "    always_on_duty: {town: 1}\n"),
             Contains("force.cars.standby.beach.at: no road within 1 km (is it [latitude, longitude]?)"));
}

TEST_CASE("an own area without a road from the station is named", "[world]") {
  const std::string yaml = one_road(incident("fight", "urgent", "east", 8, "10 min"),
                                    "  cars: {label: Cars, idle: patrol own area, always_on_duty: {west: 1}}\n");
  CHECK(message_of(yaml) == "no error");
  const std::string by_road =
      one_road(incident("fight", "urgent", "east", 8, "10 min"),
               "  cars: {label: Cars, idle: patrol own area, patrol: {by: road length}, always_on_duty: {east: 1}}\n");
  CHECK_THAT(
      message_of(by_road),
      Contains("force.cars.idle: no road of `east` can be patrolled from `east` (no drive there and back without "
               "a ferry; let the group return to its station)"));
}
