#include <algorithm>
#include <limits>
#include <utility>

#include "sim/road/label_query.hpp"

namespace kredsim {

namespace {

constexpr std::size_t heat = 8;       ///< so many contenders are located at once
constexpr std::int64_t rounding = 2;  ///< times to two points of an edge are rounded each
constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::min();

}  // namespace

/// A unit under way has passed the node at the beginning of its step `left` ago, and cannot reach anything sooner than
/// from there less `left`. Most units are out of the race by that alone; the others are located, the most promising
/// first.
std::optional<TravelTimes::Nearest> LabelQuery::nearest(std::span<const Whereabouts> candidates, Place to,
                                                        ProfileId profile, SimTime now) {
  const LabelProfile& of = index_.of(profile);
  target_.set(of, to);
  std::optional<TravelTimes::Nearest> best;
  const auto wins = [&](std::int64_t time, std::size_t index) {
    return !best || std::pair{Milliseconds{time}, index} < std::pair{best->time, best->index};
  };
  const auto race = [&] {
    times_.resize(places_.size());
    times_to_target(of, places_, times_);
    for (std::size_t i = 0; i < places_.size(); ++i)
      if (times_[i] < no_way && wins(times_[i], owners_[i]))
        best = TravelTimes::Nearest{owners_[i], to_milliseconds(times_[i])};
  };

  sort_candidates(candidates, profile, now);
  race();
  bound_contenders(of);
  for (std::size_t next = 0; next < contenders_.size();) {
    units_.clear();
    places_.clear();
    owners_.clear();
    for (; next < contenders_.size() && units_.size() < heat; ++next) {
      if (!wins(contenders_[next].bound, contenders_[next].index)) {
        next = contenders_.size();
        break;
      }
      units_.push_back(contenders_[next].where);
      owners_.push_back(contenders_[next].index);
    }
    descend(units_);
    for (const OnStep& unit : units_) places_.push_back(place(unit));
    race();
  }
  return best;
}

/// Units whose place is known at once into places_, those within a shortcut into contenders_.
void LabelQuery::sort_candidates(std::span<const Whereabouts> candidates, ProfileId profile, SimTime now) {
  places_.clear();
  owners_.clear();
  contenders_.clear();
  for (const auto& [route, departed] : candidates)
    if (route != nullptr) __builtin_prefetch(route->packed.data());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Route* const route = candidates[i].route;
    if (route == nullptr) continue;
    const Milliseconds elapsed = now - candidates[i].departed;
    if (elapsed > Milliseconds{0} && elapsed < route->duration) {
      const OnStep unit = on_step(*route, elapsed);
      if ((unit.step & road_flag) == 0) {
        const bool bounded = index_.never_slower(profile, route->profile);
        contenders_.push_back({bounded ? 0 : no_bound, i, unit});
        continue;
      }
      places_.push_back(place(unit));
    } else {
      places_.push_back(elapsed > Milliseconds{0} ? route->to : route->from);
    }
    owners_.push_back(i);
  }
}

void LabelQuery::bound_contenders(const LabelProfile& profile) {
  askers_.clear();
  for (std::size_t i = 0; i < contenders_.size(); ++i)
    askers_.push_back({contenders_[i].where.route->packed[contenders_[i].where.item].node, 0, i, 0, nullptr});
  times_.assign(contenders_.size(), no_way);
  if (target_.entries().size() > 0) ask(profile, askers_, times_);
  for (std::size_t i = 0; i < contenders_.size(); ++i)
    if (contenders_[i].bound != no_bound)
      contenders_[i].bound = std::int64_t{times_[i]} - contenders_[i].where.left - rounding;
  std::sort(contenders_.begin(), contenders_.end(), [](const Contender& a, const Contender& b) {
    return std::pair{a.bound, a.index} < std::pair{b.bound, b.index};
  });
}

}  // namespace kredsim
