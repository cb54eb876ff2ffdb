#include <catch2/catch.hpp>

#include "sim/road/route_steps.hpp"

using namespace kredsim;

TEST_CASE("a route is told road by road, with lengths and times that add up whichever way it is driven", "[road]") {
  RoadGraphBuilder builder;
  for (int i = 0; i < 4; ++i) builder.pin(builder.add_node({55, 12 + i * 0.01}));
  builder.set_names({"Storegade", "Lillegade"});
  const auto street = [](std::uint16_t name, std::int64_t m) {
    return Piece{.length = Millimetres{m * 1000}, .name = name, .speed_kmh = 50};
  };
  builder.add_link(0, 1, street(1, 700), Access::everyone, Access::everyone);
  builder.add_link(1, 2, street(1, 333), Access::everyone, Access::everyone);
  builder.add_link(2, 3, street(2, 600), Access::everyone, Access::everyone);
  const RoadGraph graph = builder.build().graph;
  TravelProfiles profiles;
  const auto travel = make_dijkstra_travel_times(graph, profiles);
  const auto query = travel->query();
  const Place west{EdgeId{0}, Millimetres{100'001}};
  const Place east{EdgeId{2}, Millimetres{599'998}};
  for (const bool eastward : {true, false}) {
    Route route;
    REQUIRE(query->route(eastward ? west : east, eastward ? east : west, ProfileId{1}, route));
    const auto steps = route_steps(graph, *query, route, profiles.all()[1]);
    REQUIRE(steps.size() == 2);
    CHECK(steps[eastward ? 0 : 1].name == "Storegade");
    CHECK(steps[eastward ? 1 : 0].name == "Lillegade");
    CHECK(steps[eastward ? 1 : 0].length == Millimetres{599'998});
    CHECK(steps[0].length + steps[1].length == route.length);
    CHECK(steps[0].time + steps[1].time == route.duration);
    CHECK(steps[0].points.back() == steps[1].points.front());
    CHECK(distance_m(steps[0].points.front(), graph.position(route.from)) < 0.1);
    CHECK(distance_m(steps[1].points.back(), graph.position(route.to)) < 0.1);
  }
}

TEST_CASE("a junction's delay is told with the roads that meet there, half with each", "[road]") {
  RoadGraphBuilder builder;
  for (const double lon : {12.0, 12.01, 12.02}) builder.add_node({55, lon});
  builder.add_node({55.01, 12.01});
  builder.set_names({"Storegade", "Lillegade"});
  const auto street = [](std::uint16_t name) {
    return Piece{.length = Millimetres{500'000}, .name = name, .speed_kmh = 50};
  };
  builder.add_link(0, 1, street(1), Access::everyone, Access::everyone);
  builder.add_link(1, 2, street(2), Access::everyone, Access::everyone);
  builder.add_link(1, 3, street(0), Access::everyone, Access::everyone);
  const RoadGraph graph = builder.build().graph;
  scenario::SpeedProfile speeds;
  speeds.junction_delay = Milliseconds{6'000};
  const TravelProfiles profiles{{speeds, speeds}};
  const auto travel = make_dijkstra_travel_times(graph, profiles);
  const auto query = travel->query();
  Route route;
  REQUIRE(query->route({EdgeId{0}, Millimetres{0}}, {EdgeId{1}, Millimetres{500'000}}, ProfileId{0}, route));
  const auto steps = route_steps(graph, *query, route, profiles.all()[0]);
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].time == Milliseconds{36'000 + 3'000});
  CHECK(steps[1].time == Milliseconds{36'000 + 3'000});
  CHECK(steps[0].time + steps[1].time == route.duration);
}
