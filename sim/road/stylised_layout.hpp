#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/road/networks.hpp"
#include "sim/road/road_graph.hpp"

/// The parts from which build_stylised lays out a network. Only the stylised*.cpp files include this.
namespace kredsim::stylised {

using MapNode = RoadGraphBuilder::MapNode;

/// Metres east and north of the middle of the network.
struct Point {
  double x = 0;
  double y = 0;
};
double distance(Point a, Point b);

/// An equirectangular plane: true to a few parts in a thousand over a kreds. Lengths are taken on the sphere, not here.
class Plane {
 public:
  explicit Plane(Position middle);
  [[nodiscard]] Point flat(Position at) const;
  [[nodiscard]] Position position(Point at) const;

 private:
  Position middle_;
  double metres_per_lon_;
};

/// Which things hang together.
class UnionFind {
 public:
  explicit UnionFind(std::size_t size);
  std::size_t find(std::size_t a);
  /// @return false if they already were together.
  bool join(std::size_t a, std::size_t b);

 private:
  std::vector<std::size_t> parent_;
};

/// Land that hangs together without a bridge, a motorway or a ferry. Side roads stay on one island.
using Island = std::uint32_t;
inline constexpr Island water = 0xffffffffU;

/// A point of an ordinary main road, where side roads may join (never on `water`).
struct Sample {
  Point at;
  MapNode node = 0;
  Island island = water;
};

/// Finds main-road points near a place; built once.
class SampleIndex {
 public:
  explicit SampleIndex(std::vector<Sample> samples);
  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }
  /// The nearest point within `limit_m`, the first of equals.
  [[nodiscard]] const Sample* nearest(Point at, double limit_m) const;
  /// All points within `limit_m`, in their order.
  [[nodiscard]] std::vector<const Sample*> within(Point at, double limit_m) const;

 private:
  [[nodiscard]] const std::vector<std::uint32_t>* cell(std::int64_t x, std::int64_t y) const;
  std::vector<Sample> samples_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

/// A town or a hamlet around which local streets grow.
struct Settlement {
  std::string key;  ///< names its random streams
  std::string municipality;
  Point centre;
  MapNode node = 0;  ///< on a main road or a country road
  Island island = 0;
  double population = 0;
  double radius_m = 0;
};

/// A demand point before contraction.
struct DraftPoint {
  MapNode node;
  double weight;
  std::string municipality;
};

/// The network under construction.
struct Draft {
  explicit Draft(Position middle) : plane{middle} {}

  MapNode add_node(Point at);
  /// A straight two-way road between two nodes, as long as it is on the sphere.
  void add_link(MapNode a, MapNode b, RoadClass road_class, double speed_kmh, SpeedSource source);
  [[nodiscard]] Point at(MapNode node) const { return points[node]; }

  Plane plane;
  RoadGraphBuilder builder;
  std::vector<Point> points;  ///< of the map nodes
  std::vector<Position> positions;
  std::vector<DraftPoint> demand;
};

/// Radius in metres of a town that houses so many at a density per square kilometre, or of a hamlet.
double town_radius(double population, double per_km2);
double hamlet_radius(double population);

struct MainRoads {
  std::vector<std::pair<std::string, MapNode>> named;  ///< towns first, then points, in the order of the file
  std::vector<Settlement> towns;
  SampleIndex index;
};
MainRoads build_main_roads(const scenario::StylisedNetwork& network, Draft& draft);

/// Hamlets over the land along and between the main roads and the country roads that join them; their populations are
/// still 0.
std::vector<Settlement> build_country_roads(const MainRoads& roads, Draft& draft);

/// Local streets with about `nodes` junctions and dead ends, and the demand points on them.
void grow_streets(const Settlement& settlement, double nodes, const SampleIndex& index, Draft& draft);

}  // namespace kredsim::stylised
