#include "sim/policy/first_there.hpp"

#include <algorithm>
#include <utility>

namespace kredsim {

std::optional<TravelTimes::Nearest> first_there(const Comparing& comparing, std::span<const Whereabouts> units,
                                                std::span<const Milliseconds> turnout, Place to) {
  const auto nearest = [&](std::span<const Whereabouts> some) {
    return comparing.travel.nearest(some, to, comparing.profile, comparing.now);
  };
  if (turnout.empty()) return nearest(units);
  auto& [whereabouts, indices] = comparing.scratch.alike;
  std::optional<TravelTimes::Nearest> first;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (std::find(turnout.begin(), turnout.begin() + static_cast<std::ptrdiff_t>(i), turnout[i]) !=
        turnout.begin() + static_cast<std::ptrdiff_t>(i))
      continue;  // looked at with an earlier one
    whereabouts.clear();
    indices.clear();
    for (std::size_t j = i; j < units.size(); ++j) {
      if (turnout[j] != turnout[i]) continue;
      whereabouts.push_back(units[j]);
      indices.push_back(j);
    }
    const auto of_these = nearest(whereabouts);
    if (!of_these) continue;
    const TravelTimes::Nearest there{indices[of_these->index], of_these->time + turnout[i]};
    if (!first || std::pair{there.time, there.index} < std::pair{first->time, first->index}) first = there;
  }
  return first;
}

}  // namespace kredsim
