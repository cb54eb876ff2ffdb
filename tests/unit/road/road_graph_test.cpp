#include <catch2/catch.hpp>

#include "sim/road/road_graph.hpp"

using namespace kredsim;

namespace {
Piece piece(std::int64_t metres) { return {.length = Millimetres{metres * 1000}}; }
}  // namespace

TEST_CASE("a bend is contracted away and stays as shape", "[road]") {
  RoadGraphBuilder builder;
  const auto a = builder.add_node({55, 12});
  const auto bend = builder.add_node({55.001, 12});
  const auto b = builder.add_node({55.001, 12.001});
  builder.add_link(a, bend, piece(100), Access::everyone, Access::everyone);
  builder.add_link(b, bend, piece(50), Access::everyone, Access::everyone);
  const auto [graph, place_of] = builder.build();
  REQUIRE(graph.node_count() == 2);
  REQUIRE(graph.edge_count() == 1);
  CHECK(graph.edge(EdgeId{0}).length == Millimetres{150'000});
  CHECK(graph.shape(EdgeId{0}).size() == 3);
  CHECK(place_of[bend] == Place{EdgeId{0}, Millimetres{100'000}});
  CHECK(graph.position(place_of[bend]) == Position{55.001, 12});
}

TEST_CASE("a node where a one-way street begins is kept", "[road]") {
  RoadGraphBuilder builder;
  const auto a = builder.add_node({55, 12});
  const auto middle = builder.add_node({55.001, 12});
  const auto b = builder.add_node({55.002, 12});
  builder.add_link(a, middle, piece(100), Access::everyone, Access::everyone);
  builder.add_link(middle, b, piece(100), Access::everyone, Access::closed);
  CHECK(builder.build().graph.node_count() == 3);
}

TEST_CASE("a ring road without a junction keeps one node", "[road]") {
  RoadGraphBuilder builder;
  const auto a = builder.add_node({55, 12});
  const auto b = builder.add_node({55.001, 12});
  const auto c = builder.add_node({55, 12.001});
  builder.add_link(a, b, piece(100), Access::everyone, Access::everyone);
  builder.add_link(b, c, piece(100), Access::everyone, Access::everyone);
  builder.add_link(c, a, piece(100), Access::everyone, Access::everyone);
  const auto graph = builder.build().graph;
  REQUIRE(graph.node_count() == 1);
  REQUIRE(graph.edge_count() == 1);
  CHECK(graph.edge(EdgeId{0}).length == Millimetres{300'000});
}

TEST_CASE("an island is a component of its own, the largest first", "[road]") {
  RoadGraphBuilder builder;
  const auto a = builder.add_node({55, 12});
  const auto b = builder.add_node({55.001, 12});
  builder.add_link(a, b, piece(100), Access::everyone, Access::everyone);
  const auto c = builder.add_node({56, 12});
  const auto d = builder.add_node({56.001, 12});
  const auto e = builder.add_node({56.002, 12.001});
  builder.pin(d);
  builder.add_link(c, d, piece(100), Access::everyone, Access::everyone);
  builder.add_link(d, e, piece(100), Access::everyone, Access::everyone);
  const auto graph = builder.build().graph;
  const auto component = strong_components(graph, scenario::Driving::normal);
  CHECK(component[NodeId{0}] == 1);
  CHECK(component[NodeId{2}] == 0);
}
