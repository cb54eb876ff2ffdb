#include <cmath>

#include <catch2/catch.hpp>

#include "sim/base/pinned_math.hpp"
#include "sim/road/road_graph.hpp"

using namespace kredsim;

namespace {

Piece piece(Position a, Position b, RoadClass road_class = RoadClass::residential) {
  return {.length = Millimetres{std::llround(distance_m(a, b) * 1000)}, .road_class = road_class};
}

/// Numbers in [0, 1) from a fixed sequence.
class Sequence {
 public:
  double next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>(state_ >> 40) / 16777216.0;
  }

 private:
  std::uint64_t state_ = 42;
};

/// Streets between random neighbours, connected through node 0, about 20 km x 20 km, long and short ones.
RoadGraph random_graph(std::size_t nodes) {
  Sequence random;
  RoadGraphBuilder builder;
  std::vector<Position> at;
  for (std::size_t i = 0; i < nodes; ++i) {
    at.push_back({55 + 0.2 * random.next(), 12 + 0.3 * random.next()});
    builder.add_node(at.back());
  }
  for (std::size_t i = 1; i < nodes; ++i) {
    const auto j = static_cast<std::size_t>(random.next() * static_cast<double>(i));
    builder.add_link(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), piece(at[i], at[j]),
                     Access::everyone, Access::everyone);
  }
  return builder.build().graph;
}

/// The definition, without a grid.
double nearest_m(const RoadGraph& graph, Position p) {
  constexpr double degree = 6'371'008.8 * 3.14159265358979323846 / 180;
  const double east = degree * pinned::cos(p.lat * 3.14159265358979323846 / 180);
  double best = 1e18;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const auto shape = graph.shape(EdgeId{i});
    for (std::size_t s = 0; s + 1 < shape.size(); ++s) {
      const double ax = (shape[s].lon - p.lon) * east;
      const double ay = (shape[s].lat - p.lat) * degree;
      const double dx = (shape[s + 1].lon - shape[s].lon) * east;
      const double dy = (shape[s + 1].lat - shape[s].lat) * degree;
      const double t = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
      best = std::min(best, std::hypot(ax + t * dx, ay + t * dy));
    }
  }
  return best;
}

}  // namespace

TEST_CASE("the grid finds the same nearest road as looking at all of them", "[road]") {
  const RoadGraph graph = random_graph(300);
  const Snapper snapper{graph};
  Sequence random;
  for (int i = 0; i < 2000; ++i) {
    const Position p{54.9 + 0.4 * random.next(), 11.9 + 0.5 * random.next()};
    const Snapper::Snap snap = snapper.snap(p, 50'000);
    REQUIRE(snap.place.edge.valid());
    CHECK(snap.distance_m == Approx(nearest_m(graph, p)).margin(0.01));
    // The place is where the distance says, to a few per mille (plane against sphere).
    CHECK(distance_m(p, graph.position(snap.place)) == Approx(snap.distance_m).epsilon(0.01).margin(0.5));
  }
}

TEST_CASE("nothing within the limit is an invalid place", "[road]") {
  const RoadGraph graph = random_graph(100);
  const Snapper snapper{graph};
  CHECK_FALSE(snapper.snap({56, 12}).place.edge.valid());
  CHECK_FALSE(snapper.snap({-33, 151}).place.edge.valid());
  CHECK(snapper.snap({56, 12}, 200'000).place.edge.valid());
}

TEST_CASE("at equal distance the smallest edge wins", "[road]") {
  RoadGraphBuilder builder;
  const Position centre{55, 12};
  const Position north{55.001, 12};
  const Position south{54.999, 12};
  const Position east{55, 12.001};
  for (const Position p : {centre, north, south, east}) builder.add_node(p);
  builder.add_link(0, 1, piece(centre, north), Access::everyone, Access::everyone);
  builder.add_link(0, 2, piece(centre, south), Access::everyone, Access::everyone);
  builder.add_link(0, 3, piece(centre, east), Access::everyone, Access::everyone);
  const RoadGraph graph = builder.build().graph;
  const Snapper::Snap snap = Snapper{graph}.snap({55, 11.999});
  CHECK(snap.place == Place{EdgeId{0}, Millimetres{0}});
}

TEST_CASE("motorways, emergency roads and tiny parts hold no place", "[road]") {
  RoadGraphBuilder builder;
  const std::vector<Position> at{{55, 12}, {55, 12.01}, {55.01, 12}, {55.02, 12}, {55.03, 12}, {55.03, 12.01}};
  for (const Position p : at) builder.add_node(p);
  builder.add_link(0, 1, piece(at[0], at[1]), Access::everyone, Access::everyone);
  builder.add_link(0, 2, piece(at[0], at[2]), Access::everyone, Access::everyone);
  builder.add_link(2, 3, piece(at[2], at[3], RoadClass::motorway), Access::everyone, Access::everyone);
  builder.add_link(3, 0, piece(at[3], at[0]), Access::emergency_only, Access::emergency_only);
  builder.add_link(4, 5, piece(at[4], at[5]), Access::everyone, Access::everyone);
  const RoadGraph graph = builder.build().graph;
  const Snapper snapper{graph};
  const Snapper::Snap snap = snapper.snap({55.02, 12});
  REQUIRE(snap.place.edge.valid());
  CHECK(graph.position(snap.place) == at[2]);
  CHECK(snap.distance_m == Approx(1112).margin(1));
  CHECK(distance_m(graph.position(Snapper{graph, 1}.snap({55.03, 12}).place), at[4]) < 1);
}
