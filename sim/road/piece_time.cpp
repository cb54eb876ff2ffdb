#include <cmath>

#include "sim/road/travel_times.hpp"

namespace kredsim {

Milliseconds piece_time(const Piece& piece, const scenario::SpeedProfile& profile) {
  const auto& of_class = profile.by_class[static_cast<std::size_t>(piece.road_class)];
  const double factor = of_class.value_or(profile.factor);
  if (piece.fixed_time >= Milliseconds{0})
    return Milliseconds{std::llround(static_cast<double>(piece.fixed_time.count()) / factor)};
  // 1 km/h is 1/3.6 mm a millisecond.
  return Milliseconds{
      std::llround(static_cast<double>(piece.length.count()) * 3.6 / (static_cast<double>(piece.speed_kmh) * factor))};
}

}  // namespace kredsim
