#pragma once

#include <vector>

#include "sim/base/geo.hpp"
#include "sim/road/geojson.hpp"
#include "sim/road/osm_extract.hpp"

namespace kredsim {

/// The part of the map that an import is asked for: a box, or the polygons of a file. Asks about millions of positions
/// cost what the boundary's points near their latitude cost.
class Clip {
 public:
  explicit Clip(const Box& box);
  explicit Clip(Boundary boundary);

  /// Whether `position` lies inside, or at most `buffer_m` metres outside.
  [[nodiscard]] bool contains(Position position, double buffer_m) const;

 private:
  [[nodiscard]] std::size_t row(double lat) const;

  /// Sides of the rings that begin or end in a row of latitudes, or cross it.
  struct Side {
    Position a, b;
  };
  std::vector<std::vector<Side>> rows_;
  double south_ = 0;
  double row_degrees_ = 1;
  Box extent_;
};

namespace osm {

/// Keeps the ways that come within `buffer_m` of the clip, whole: what crosses the border is not cut at it. A way is
/// looked at at its nodes, and every 100 m between them. @return how many ways were left out.
std::size_t keep_inside(const Clip& clip, double buffer_m, Extract& extract);

}  // namespace osm

}  // namespace kredsim
