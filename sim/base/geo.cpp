#include "sim/base/geo.hpp"

#include <cmath>
#include <numbers>

#include "sim/base/pinned_math.hpp"

namespace kredsim {

double distance_m(Position a, Position b) {
  constexpr double radians = std::numbers::pi / 180.0;
  const double dlat = pinned::sin((b.lat - a.lat) * radians / 2);
  const double dlon = pinned::sin((b.lon - a.lon) * radians / 2);
  const double h = dlat * dlat + pinned::cos(a.lat * radians) * pinned::cos(b.lat * radians) * dlon * dlon;
  return 2 * earth_radius_m * pinned::asin(std::sqrt(h < 1 ? h : 1));
}

}  // namespace kredsim
