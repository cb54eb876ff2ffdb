#pragma once

namespace kredsim {

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

/// Great-circle distance in metres on a sphere of radius 6,371,008.8 m (the mean radius of WGS 84).
/// The same bits on every x86-64 (uses sim/base/pinned_math.hpp).
double distance_m(Position a, Position b);

}  // namespace kredsim
