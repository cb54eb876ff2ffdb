#pragma once

#include <numbers>

namespace kredsim {

inline constexpr double earth_radius_m = 6'371'008.8;                                 ///< the mean radius of WGS 84
inline constexpr double metres_per_degree = earth_radius_m * std::numbers::pi / 180;  ///< of latitude

/// A point on the earth in degrees, WGS 84.
struct Position {
  double lat = 0;
  double lon = 0;
  bool operator==(const Position&) const = default;
};

/// A part of the map in degrees; west is not east of east, so none crosses the antimeridian.
struct Box {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
};

/// Great-circle distance in metres on a sphere of the earth's radius.
/// The same bits on every x86-64 (uses sim/base/pinned_math.hpp).
double distance_m(Position a, Position b);

}  // namespace kredsim
