#include "sim/policy/first_there.hpp"

#include <algorithm>
#include <utility>

namespace kredsim {

namespace {

bool same(const Whereabouts& a, const Whereabouts& b) { return a.route == b.route && a.departed == b.departed; }

/// Whether the ranking was made in this search and of these units.
bool knows_next(const PolicyScratch::Ranking& ranking, const Search& search, std::span<const Whereabouts> units,
                Place to) {
  return ranking.search == search.number && ranking.to == to && !ranking.in_order.empty() &&
         std::equal(units.begin(), units.end(), ranking.asked.begin(), ranking.asked.end(), same);
}

/// The first of the ranking goes: those behind it move up.
TravelTimes::Nearest take_first(PolicyScratch::Ranking& ranking) {
  const TravelTimes::Nearest first = ranking.in_order.front();
  ranking.in_order.erase(ranking.in_order.begin());
  ranking.asked.erase(ranking.asked.begin() + static_cast<std::ptrdiff_t>(first.index));
  for (TravelTimes::Nearest& later : ranking.in_order) later.index -= later.index > first.index ? 1 : 0;
  return first;
}

/// By driving alone, and in a search for several units all of them at once.
std::optional<TravelTimes::Nearest> nearest_of(const Comparing& comparing, std::span<const Whereabouts> units,
                                               Place to) {
  const Search& search = comparing.search;
  PolicyScratch::Ranking& ranking = comparing.scratch.ranking;
  if (search.number != 0 && knows_next(ranking, search, units, to)) return take_first(ranking);
  if (search.number == 0 || search.units < 2)
    return comparing.travel.nearest(units, to, comparing.profile, comparing.now);
  ranking.search = search.number;
  ranking.to = to;
  ranking.asked.assign(units.begin(), units.end());
  ranking.in_order.resize(search.units);
  ranking.in_order.resize(comparing.travel.first(units, to, comparing.profile, comparing.now, ranking.in_order));
  if (ranking.in_order.empty()) return std::nullopt;
  return take_first(ranking);
}

}  // namespace

std::optional<TravelTimes::Nearest> first_there(const Comparing& comparing, std::span<const Whereabouts> units,
                                                std::span<const Milliseconds> turnout, Place to) {
  const auto nearest = [&](std::span<const Whereabouts> some) {
    return comparing.travel.nearest(some, to, comparing.profile, comparing.now);
  };
  if (turnout.empty()) return nearest_of(comparing, units, to);
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
