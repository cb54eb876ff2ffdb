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
  const auto travel = make_dijkstra_travel_times(graph, {});
  const auto query = travel->query();
  const Place west{EdgeId{0}, Millimetres{100'001}};
  const Place east{EdgeId{2}, Millimetres{599'998}};
  for (const bool eastward : {true, false}) {
    Route route;
    REQUIRE(query->route(eastward ? west : east, eastward ? east : west, ProfileId{1}, route));
    const auto steps = route_steps(graph, *query, route, {});
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
