#include "sim/world/tour.hpp"

#include <algorithm>
#include <limits>

namespace kredsim {

std::size_t Tour::leg_at(Milliseconds since_beginning) const {
  std::size_t leg = leg_at_[slice(since_beginning)];
  while (begins_[leg + 1] <= since_beginning) ++leg;
  return leg;
}

Millimetres Tour::driven(Milliseconds since_beginning) const {
  const std::int64_t rounds = since_beginning / period_;
  const Milliseconds time = since_beginning - rounds * period_;
  const auto next = std::upper_bound(marks_.begin(), marks_.end(), time,
                                     [](Milliseconds t, const Mark& mark) { return t < mark.begins; });
  const Mark& from = *(next - 1);  // there is always a next one: the last mark is the end of the tour
  const std::int64_t within =
      (next->driven - from.driven).count() * (time - from.begins).count() / (next->begins - from.begins).count();
  return Millimetres{rounds * length_.count() + from.driven.count() + within};
}

Tour::Beginning Tour::on_plane(Position position) const {
  constexpr double metres_a_degree_north = 111'195;
  return {(position.lon - origin_.lon) * metres_a_degree_east_, (position.lat - origin_.lat) * metres_a_degree_north,
          0};
}

std::size_t Tour::leg_nearest(Position position) const {
  const Beginning here = on_plane(position);
  std::size_t nearest = 0;
  double least = std::numeric_limits<double>::infinity();
  for (const Beginning& beginning : beginnings_) {
    const double east = beginning.east - here.east;
    const double north = beginning.north - here.north;
    const double square = east * east + north * north;
    if (square >= least) continue;
    least = square;
    nearest = beginning.leg;
  }
  return nearest;
}

}  // namespace kredsim
