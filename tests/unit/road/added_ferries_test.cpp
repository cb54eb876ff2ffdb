#include <algorithm>
#include <memory>

#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/networks.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/scenario/landing.hpp"
#include "sim/scenario/units.hpp"

using namespace kredsim;
using scenario::Driving;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

using namespace std::chrono_literals;
const SimTime sailing_monday{std::chrono::local_days{2019y / std::chrono::January / 7}};

/// Two islands as an import leaves them: a road of 36 s each from west to east, 20 m a second, and a slow ferry of the
/// map between their eastern ends.
Network linked_islands() {
  RoadGraphBuilder builder;
  builder.set_names({"Havnen - Øen"});
  const Piece road{.length = Millimetres{360'000}, .speed_kmh = 72};
  RoadGraphBuilder::MapNode ends[2];
  Network network;
  for (const double lat : {55.0, 55.1}) {
    const auto west = builder.add_node({lat, 12.0});
    const auto bend = builder.add_node({lat, 12.00564});
    const auto east = builder.add_node({lat, 12.01128});
    builder.add_link(west, bend, road, Access::everyone, Access::everyone);
    builder.add_link(bend, east, road, Access::everyone, Access::everyone);
    ends[lat > 55.05 ? 1 : 0] = east;
  }
  for (const auto end : ends) builder.pin(end);
  builder.add_link(
      ends[0], ends[1],
      {.length = Millimetres{11'000'000}, .road_class = RoadClass::ferry, .name = 1, .fixed_time = minutes{90}},
      Access::everyone, Access::everyone);
  auto built = builder.build();
  network.graph = std::move(built.graph);
  for (std::size_t i = 0; i < built.place_of.size(); ++i) network.points.push_back({built.place_of[i], 1, "", ""});
  // Half-way along the first road's first half.
  const Place bend = built.place_of[1];
  network.points.push_back({{bend.edge, Millimetres{180'000}}, 1, "", ""});
  return network;
}

/// From a quarter along the southern road to three quarters along the northern one.
scenario::Ferry boat() {
  scenario::Ferry ferry;
  ferry.from = scenario::landing_at({55.0, 12.00282}, {}, "ferries.boat.from");
  ferry.to = scenario::landing_at({55.1, 12.00846}, {}, "ferries.boat.to");
  ferry.crossing = minutes{30};
  ferry.every = minutes{20};
  ferry.no_service = std::get<scenario::WeekHours>(scenario::parse_week_hours("22-06"));
  return ferry;
}

std::int64_t trip_ms(const Network& network, const scenario::Scenario& s, Place from, Place to, SimTime departure) {
  std::int64_t answers[2];
  for (const bool kernel : {false, true}) {
    const auto index = kernel ? make_label_travel_times(network.graph, TravelProfiles{s})
                              : make_dijkstra_travel_times(network.graph, TravelProfiles{s});
    Milliseconds answer{0};
    index->query()->times({&from, 1}, to, index->profile(Driving::normal, departure), {&answer, 1});
    answers[kernel ? 1 : 0] = answer == unreachable ? -1 : answer.count();
  }
  CHECK(answers[0] == answers[1]);
  return answers[1];
}

}  // namespace

TEST_CASE("a landing by position is kept to the last digit", "[road]") {
  const Position position{55.123456789012345, -12.987654321098765};
  const auto back = scenario::position_of(scenario::landing_at(position, {}, ""));
  REQUIRE(back);
  CHECK(back->lat == position.lat);
  CHECK(back->lon == position.lon);
  CHECK_FALSE(scenario::position_of({"Havnen", {}, ""}));
}

TEST_CASE("a ferry between positions of an imported network cuts its roads at the landings", "[road]") {
  Network network = linked_islands();
  const auto before = network;
  scenario::Scenario s;
  s.ferries = {{"boat", boat()}};
  add_ferries(network, s.ferries);
  CHECK(network.graph.node_count() == before.graph.node_count() + 2);
  CHECK(network.graph.edge_count() == before.graph.edge_count() + 3);
  for (std::size_t i = 0; i < network.points.size(); ++i) {
    const Position was = before.graph.position(before.points[i].place);
    const Position is = network.graph.position(network.points[i].place);
    CHECK(distance_m(was, is) < 0.01);
  }
  // From the western end of one road to the eastern end of the other: 9 s, crossing and half a headway, 9 s.
  const Place west = network.points[0].place;
  const Place east = network.points[5].place;
  const std::int64_t crossing = 40 * 60'000;
  CHECK(std::abs(trip_ms(network, s, west, east, sailing_monday + hours{12}) - (crossing + 18'000)) <= 60);
  // Along the road nothing has changed but what the cut rounds.
  CHECK(std::abs(trip_ms(network, s, west, network.points[2].place, sailing_monday) - 36'000) <= 1);
  // At night the ferry of the map sails on.
  CHECK(std::abs(trip_ms(network, s, west, east, sailing_monday + hours{23}) - (90 * 60'000 + 36'000)) <= 2);
}

TEST_CASE("a ferry takes the place of those of the map that have its name", "[road]") {
  Network network = linked_islands();
  scenario::Scenario s;
  s.ferries = {{"boat", boat()}};
  s.ferries[0].second.name = "Havnen - Øen";
  add_ferries(network, s.ferries);
  CHECK(trip_ms(network, s, network.points[0].place, network.points[5].place, sailing_monday + hours{12}) > 0);
  CHECK(trip_ms(network, s, network.points[0].place, network.points[5].place, sailing_monday + hours{23}) == -1);
}

TEST_CASE("a landing far from any road, or at the other one, is refused with its key", "[road]") {
  Network network = linked_islands();
  scenario::Named<scenario::Ferry> ferries{{"boat", boat()}};
  ferries[0].second.to = scenario::landing_at({55.2, 12.0}, {}, "ferries.boat.to");
  CHECK_THROWS_WITH(add_ferries(network, ferries), Catch::Contains("ferries.boat.to") && Catch::Contains("no road"));
  ferries[0].second.to = ferries[0].second.from;
  CHECK_THROWS_AS(add_ferries(network, ferries), ScenarioError);
}
