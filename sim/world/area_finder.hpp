#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// The areas of any place: those of the nearest point of demand, as the crow flies. A grid over the points, built once;
/// a question costs well under a microsecond where points are dense.
class AreaFinder {
 public:
  explicit AreaFinder(const World& world);
  [[nodiscard]] AreasOfPlace at(Position position) const;
  [[nodiscard]] AreasOfPlace at(Place place) const { return at(world_.network.graph.position(place)); }

 private:
  struct Site {
    double east;
    double north;
    PointId point;
  };
  [[nodiscard]] Site on_plane(Position position) const;
  [[nodiscard]] std::int64_t column(double east) const;
  [[nodiscard]] std::int64_t row(double north) const;

  const World& world_;
  Position origin_;
  double metres_a_degree_east_ = 0;
  double cell_m_ = 1;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_;  ///< of each cell's sites, and one past the end
  std::vector<Site> sites_;
};

}  // namespace kredsim
