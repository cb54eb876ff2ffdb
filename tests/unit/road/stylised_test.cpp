#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "sim/road/networks.hpp"
#include "tests/unit/road/shortest_way.hpp"

using namespace kredsim;
using scenario::RoadClass;

namespace {

scenario::Reference ref(const std::string& name) {
  return {name, {"district.yaml", 7, 9}, "network.stylised.roads[0].via[0]"};
}

std::vector<scenario::Reference> via(std::initializer_list<const char*> names) {
  std::vector<scenario::Reference> result;
  for (const char* name : names) result.push_back(ref(name));
  return result;
}

/// Two islands: three towns on the western, one on the eastern, a bridge and a motorway between them.
scenario::StylisedNetwork two_islands(double detail) {
  scenario::StylisedNetwork network;
  network.detail = detail;
  network.local_nodes_per_inhabitant = 0.45;
  const auto town = [&](const char* key, Position at, double population, const char* municipality) {
    network.towns.emplace_back(key, scenario::Town{key, at, population, ref(municipality)});
  };
  town("vest", {55.00, 11.00}, 8000, "a");
  town("nord", {55.10, 11.05}, 2000, "a");
  town("midt", {55.00, 11.15}, 3000, "a");
  town("oest", {55.00, 11.40}, 5000, "b");
  network.points = {{"bridge_w", {55.00, 11.20}},
                    {"bridge_e", {55.00, 11.26}},
                    {"ramp_w", {55.03, 11.15}},
                    {"ramp_e", {55.03, 11.38}}};
  network.roads = {{"1", RoadClass::primary, 80, via({"vest", "midt", "bridge_w", "bridge_e", "oest"})},
                   {"2", RoadClass::secondary, 80, via({"vest", "nord", "ramp_w", "midt"})},
                   {"3", RoadClass::secondary, 80, via({"oest", "ramp_e"})},
                   {"E1", RoadClass::motorway, 130, via({"ramp_w", "ramp_e"})}};
  return network;
}

scenario::Named<scenario::Area> two_municipalities() {
  scenario::Area a;
  a.name = "A";
  a.population = 20000;
  scenario::Area b = a;
  b.name = "B";
  b.population = 6000;
  return {{"a", a}, {"b", b}};
}

double kilometres(const Network& network, RoadClass road_class) {
  double sum = 0;
  for (std::size_t i = 0; i < network.graph.edge_count(); ++i)
    for (const Piece& piece : network.graph.pieces(EdgeId{i}))
      if (piece.road_class == road_class) sum += metres(piece.length) / 1000;
  return sum;
}

}  // namespace

TEST_CASE("a stylised network has about as many nodes as its inhabitants ask for", "[road]") {
  const auto full = build_stylised(two_islands(1), two_municipalities());
  CHECK(static_cast<double>(full.graph.node_count()) == Approx(26000 * 0.45).epsilon(0.1));
  const auto tenth = build_stylised(two_islands(0.1), two_municipalities());
  CHECK(static_cast<double>(tenth.graph.node_count()) == Approx(2600 * 0.45).epsilon(0.35));
}

TEST_CASE("every place of a stylised network can be reached from every other, however patrols drive", "[road]") {
  for (const double detail : {1.0, 0.1, 0.001}) {
    const auto network = build_stylised(two_islands(detail), two_municipalities());
    for (const auto driving : {scenario::Driving::normal, scenario::Driving::emergency})
      for (const auto component : strong_components(network.graph, driving)) REQUIRE(component == 0);
  }
}

TEST_CASE("the points of each municipality house its inhabitants, town and country", "[road]") {
  for (const double detail : {1.0, 0.05}) {
    const auto network = build_stylised(two_islands(detail), two_municipalities());
    std::map<std::string, double> people;
    for (const auto& point : network.points) {
      CHECK(point.weight > 0);
      people[point.area] += point.weight;
    }
    CHECK(people.size() == 2);
    CHECK(people["a"] == Approx(20000));
    CHECK(people["b"] == Approx(6000));
  }
}

TEST_CASE("the same table gives the same network, and detail leaves main and country roads alone", "[road]") {
  const auto one = build_stylised(two_islands(0.3), two_municipalities());
  const auto same = build_stylised(two_islands(0.3), two_municipalities());
  REQUIRE(one.graph.edge_count() == same.graph.edge_count());
  for (std::size_t i = 0; i < one.graph.edge_count(); ++i) {
    REQUIRE(one.graph.edge(EdgeId{i}).length == same.graph.edge(EdgeId{i}).length);
    REQUIRE(one.graph.position(one.graph.edge(EdgeId{i}).tail) == same.graph.position(same.graph.edge(EdgeId{i}).tail));
  }
  const auto fine = build_stylised(two_islands(1), two_municipalities());
  for (const auto road_class : {RoadClass::motorway, RoadClass::primary, RoadClass::secondary, RoadClass::unclassified})
    CHECK(kilometres(one, road_class) == Approx(kilometres(fine, road_class)));
}

TEST_CASE("the way between towns hardly depends on detail", "[road]") {
  const auto coarse = build_stylised(two_islands(0.1), two_municipalities());
  const auto fine = build_stylised(two_islands(1), two_municipalities());
  for (const auto& [from, to] : {std::pair{"vest", "nord"}, {"vest", "oest"}, {"nord", "oest"}})
    CHECK(shortest_km(coarse, from, to) == Approx(shortest_km(fine, from, to)).epsilon(0.02));
}

TEST_CASE("without its bridge and motorway an island cannot be reached, and the error says which place", "[road]") {
  auto network = two_islands(0.1);
  network.roads[0].via = via({"vest", "midt", "bridge_w"});
  network.roads.pop_back();
  CHECK_THROWS_WITH(build_stylised(network, two_municipalities()), Catch::Contains("'oest' cannot be reached by road"));
}

TEST_CASE("a motorway is joined at its ramps only", "[road]") {
  const auto network = build_stylised(two_islands(1), two_municipalities());
  std::size_t edges = 0;
  for (std::size_t i = 0; i < network.graph.edge_count(); ++i)
    if (network.graph.pieces(EdgeId{i})[0].road_class == RoadClass::motorway) ++edges;
  CHECK(edges == 1);
}

TEST_CASE("no local or country road crosses the water beside a bridge", "[road]") {
  const auto network = build_stylised(two_islands(1), two_municipalities());
  for (std::size_t i = 0; i < network.graph.edge_count(); ++i) {
    const auto road_class = network.graph.pieces(EdgeId{i})[0].road_class;
    if (road_class == RoadClass::motorway || road_class == RoadClass::primary) continue;
    const double west = network.graph.shape(EdgeId{i}).front().lon;
    const double east = network.graph.shape(EdgeId{i}).back().lon;
    CHECK_FALSE((std::min(west, east) < 11.23 && std::max(west, east) > 11.23));
  }
}

TEST_CASE("a main road is driven at town speed inside a town", "[road]") {
  const auto network = build_stylised(two_islands(0.1), two_municipalities());
  bool slow = false;
  bool fast = false;
  for (std::size_t i = 0; i < network.graph.edge_count(); ++i)
    for (const Piece& piece : network.graph.pieces(EdgeId{i})) {
      if (piece.road_class == RoadClass::motorway) CHECK(piece.speed_kmh == 130);
      slow = slow || (piece.road_class == RoadClass::primary && piece.speed_kmh == 50);
      fast = fast || (piece.road_class == RoadClass::primary && piece.speed_kmh == 80);
    }
  CHECK(slow);
  CHECK(fast);
}

TEST_CASE("a town that no road names gets a road of its own", "[road]") {
  auto network = two_islands(0.1);
  network.towns.emplace_back("glemt", scenario::Town{"Glemt", {54.96, 11.08}, 500, ref("a")});
  CHECK(shortest_km(build_stylised(network, two_municipalities()), "glemt", "vest") < 15);
}

TEST_CASE("towns with more inhabitants than their municipality are refused", "[road]") {
  auto areas = two_municipalities();
  areas[1].second.population = 4000;
  CHECK_THROWS_WITH(build_stylised(two_islands(0.1), areas),
                    Catch::Contains("more inhabitants than the municipality (5000 against 4000)"));
}
