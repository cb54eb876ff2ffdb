#include "sim/world/tour.hpp"

#include <algorithm>
#include <limits>

namespace kredsim {

std::size_t Tour::leg_at(Milliseconds since_beginning) const {
  const auto next = std::upper_bound(legs_.begin(), legs_.end(), since_beginning,
                                     [](Milliseconds time, const Leg& leg) { return time < leg.begins; });
  return static_cast<std::size_t>(next - legs_.begin()) - 1;
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
  return {(position.lon - origin_.lon) * metres_a_degree_east_, (position.lat - origin_.lat) * metres_a_degree_north};
}

std::size_t Tour::leg_nearest(Position position) const {
  const Beginning here = on_plane(position);
  std::size_t nearest = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < beginnings_.size(); ++i) {
    const double east = beginnings_[i].east - here.east;
    const double north = beginnings_[i].north - here.north;
    const double square = east * east + north * north;
    if (square >= least) continue;
    least = square;
    nearest = i;
  }
  return nearest;
}

}  // namespace kredsim
