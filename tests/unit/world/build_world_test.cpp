#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/networks.hpp"
#include "sim/scenario/read.hpp"
#include "sim/world/build.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using namespace kredsim::test;
using Catch::Contains;

namespace {

scenario::Scenario two_towns(const std::string& areas) {
  const TemporaryFolder folder;
  return scenario::read(folder.write("two_towns.yaml", R"(kredsim: 1
title: Two towns
period: {start: 2019-01-07, length: 1 day}
network:
  nodes: {north: {at: [55.4, 11.8], area: upper}, south: {at: [55.2, 11.8], area: upper}}
  edges: [{from: north, to: south, length: 10 km, speed: 60 km/h}]
areas: {)" + areas + R"(}
stations: {nord: {at: north}}
incidents: {theft: {label: Theft, priority: soon, per_day: 10, on_scene: {distribution: constant, value: 10 min}}}
force: {cars: {label: Cars, always_on_duty: {nord: 1}}}
)"),
                        {});
}

/// As addresses of an imported network come: with a place, and an area or a postcode if the network knows one.
Network network_of(const scenario::Scenario& scenario, const std::string& area_of_south,
                   const std::string& postcode_of_south = "") {
  Network network = build_inline(std::get<scenario::InlineNetwork>(scenario.network));
  for (PopulationPoint& point : network.points) point.area.clear();
  network.points.at(1).area = area_of_south;
  network.points.at(1).postcode = postcode_of_south;
  return network;
}

std::string areas_of_points(const scenario::Scenario& scenario, const Network& network) {
  const District district = build_district(scenario, network);
  std::string text;
  for (const PointId point : district.points.ids()) text += district.areas[district.municipality(point)].key + " ";
  return text;
}

}  // namespace

TEST_CASE("a place about which nothing is known is not given to the last municipality", "[world]") {
  const auto scenario = two_towns("upper: {name: Upper}, lower: {name: Lower}");
  try {
    build_district(scenario, network_of(scenario, "lower"));
    FAIL("no error");
  } catch (const ScenarioError& error) {
    CHECK_THAT(error.what(),
               Contains("areas: 1 place of demand belongs to none of the municipalities") && Contains("`centre`"));
  }
}

TEST_CASE("a place belongs to the area that the network names, its postcode, the nearest centre, or the only area",
          "[world]") {
  const auto centred = two_towns(
      "upper: {name: Upper, centre: [55.5, 11.8]}, lower: {name: Lower, centre: [55.1, 11.8], postcodes: [\"4700\"]}");
  CHECK(areas_of_points(centred, network_of(centred, "")) == "upper lower ");
  CHECK(areas_of_points(centred, network_of(centred, "upper")) == "upper upper ");
  const auto by_postcode =
      two_towns("upper: {name: Upper, centre: [55.1, 11.8]}, lower: {name: Lower, postcodes: [\"4700\"]}");
  CHECK(areas_of_points(by_postcode, network_of(by_postcode, "", "4700")) == "upper lower ");
  const auto alone = two_towns("upper: {name: Upper}");
  CHECK(areas_of_points(alone, network_of(alone, "")) == "upper upper ");
}

TEST_CASE("a part of the network that only a station without cars could serve is an error", "[world]") {
  const TemporaryFolder folder;
  const std::string yaml = R"(kredsim: 1
title: Two islands
period: {start: 2019-01-07, length: 1 day}
network:
  nodes: {a: {at: [55.4, 11.8]}, b: {at: [55.3, 11.8]}, c: {at: [55.0, 11.8]}, d: {at: [55.1, 11.8]}}
  edges: [{from: a, to: b, length: 10 km, speed: 60 km/h}, {from: c, to: d, length: 10 km, speed: 60 km/h}]
areas: {whole: {name: Whole}}
stations: {north: {at: a}, south: {at: c}}
incidents: {theft: {label: Theft, priority: soon, per_day: 10, on_scene: {distribution: constant, value: 10 min}}}
force: {cars: {label: Cars, always_on_duty: {north: 1}}}
)";
  try {
    build_world(scenario::read(folder.write("islands.yaml", yaml), {}));
    FAIL("no error");
  } catch (const ScenarioError& error) {
    CHECK_THAT(error.what(), Contains("areas.whole: 2 places of demand cannot be reached from any station with cars"));
  }
  CHECK(build_world(scenario::read(folder.path("islands.yaml"), {"force.cars.always_on_duty.south=1"})) != nullptr);
  // Posts that come and go with the officers count as they come and go.
  const auto with_officers = [&](const std::string& cars, const std::string& officers, const std::string& posts) {
    const std::string rostered = "force: {cars: {label: Cars, crew: 1, officers: {" + officers +
                                 ", source: count}, when_officers_change: {" + posts +
                                 "}, roster: [{shift: day, from: \"07:00\", length: 8 h, cars: {" + cars + "}}]}}\n";
    return build_world(
        scenario::read(folder.write("rostered.yaml", yaml.substr(0, yaml.find("force:")) + rostered), {}));
  };
  CHECK(with_officers("north: 1", "value: 2, change: 2", "add: [south day]") != nullptr);
  CHECK_THROWS_WITH(with_officers("north: 1, south: 1", "value: 4, change: -2", "drop: [south day]"),
                    Contains("cannot be reached from any station with cars"));
}
