#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "sim/road/label_query.hpp"

namespace kredsim {

namespace {

constexpr std::size_t heat = 8;       ///< so many contenders are located at once
constexpr std::int64_t rounding = 2;  ///< times to two points of an edge are rounded each
constexpr std::size_t steps_a_line = 64 / sizeof(PackedStep);
constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::min();

}  // namespace

/// A unit under way has passed the node at the beginning of its step `left` ago, and cannot reach anything sooner than
/// from there less `left`. Most units are out of the race by that alone; the others are located, the most promising
/// first.
std::size_t LabelQuery::first(std::span<const Whereabouts> candidates, Place to, ProfileId profile, SimTime now,
                              std::span<TravelTimes::Nearest> first) {
  const LabelProfile& of = index_.of(profile);
  target_.set(of, to);
  std::size_t count = 0;
  const auto enter = [&](const TravelTimes::Nearest& there) {
    if (count == first.size()) {
      if (count == 0 || !there.before(first[count - 1])) return;
      --count;
    }
    std::size_t place = count++;
    for (; place > 0 && there.before(first[place - 1]); --place) first[place] = first[place - 1];
    first[place] = there;
  };
  const auto race = [&] {
    for (const Place& place : places_) of.edges.prefetch(place);
    times_.resize(places_.size());
    times_to_target(of, places_, times_);
    for (std::size_t i = 0; i < places_.size(); ++i)
      if (times_[i] < no_way) enter({owners_[i], to_milliseconds(times_[i])});
  };

  sort_candidates(candidates, profile, now);
  race();
  bound_contenders(of);
  while (!promises_.empty()) {
    units_.clear();
    places_.clear();
    owners_.clear();
    while (!promises_.empty() && units_.size() < heat) {
      std::pop_heap(promises_.begin(), promises_.end(), std::greater{});
      const Promise& next = promises_.back();
      if (count == first.size() && next.bound > first[count - 1].time.count()) {
        promises_.clear();
        break;
      }
      units_.push_back(contenders_[next.contender].where);
      owners_.push_back(contenders_[next.contender].index);
      promises_.pop_back();
    }
    descend(units_);
    for (const OnStep& unit : units_) places_.push_back(place(unit));
    race();
  }
  return count;
}

/// Units whose place is known at once into places_, those within a shortcut into contenders_. What is needed of all of
/// them is asked of memory before it is used of one.
void LabelQuery::sort_candidates(std::span<const Whereabouts> candidates, ProfileId profile, SimTime now) {
  places_.clear();
  owners_.clear();
  units_.clear();
  contenders_.clear();
  for (const auto& [route, departed] : candidates) {
    if (route == nullptr) continue;
    for (std::size_t i = 0; i < route->packed.size(); i += steps_a_line) __builtin_prefetch(&route->packed[i]);
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Route* const route = candidates[i].route;
    if (route == nullptr) continue;
    const Milliseconds elapsed = now - candidates[i].departed;
    if (elapsed > Milliseconds{0} && elapsed < route->duration) {
      const OnStep unit = on_step(*route, elapsed);
      if ((unit.step & road_flag) == 0) {
        contenders_.push_back({index_.never_slower(profile, route->profile), i, unit});
      } else {
        index_.of(route->profile).edges.prefetch({edge_of(unit.step & ~road_flag), {}});
        units_.push_back(unit);
        owners_.push_back(i);
      }
    }
  }
  for (const OnStep& unit : units_)
    index_.of(unit.route->profile).edges.prefetch_marks({edge_of(unit.step & ~road_flag), {}});
  for (const OnStep& unit : units_) places_.push_back(place(unit));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Route* const route = candidates[i].route;
    if (route == nullptr) continue;
    const Milliseconds elapsed = now - candidates[i].departed;
    if (elapsed > Milliseconds{0} && elapsed < route->duration) continue;
    places_.push_back(elapsed > Milliseconds{0} ? route->to : route->from);
    owners_.push_back(i);
  }
}

void LabelQuery::bound_contenders(const LabelProfile& profile) {
  const auto node = [](const Contender& contender) { return contender.where.route->packed[contender.where.item].node; };
  times_.assign(contenders_.size(), no_way);
  if (target_.entries().size() > 0) {
    for (const Contender& contender : contenders_) index_.tree().prefetch(node(contender));
    for (std::size_t i = 0; i < contenders_.size(); ++i) {
      const std::uint32_t at = node(contenders_[i]);
      add_asker(profile.from.of(index_.tree(), at), at, {any_depth, 0, i});
      target_.prepare();
      if (group_is_full()) answer(times_);
    }
    if (asker_count_ > 0) answer(times_);
  }
  promises_.clear();
  for (std::uint32_t i = 0; i < contenders_.size(); ++i) {
    const Contender& contender = contenders_[i];
    promises_.push_back({contender.bounded ? std::int64_t{times_[i]} - contender.where.left - rounding : no_bound, i});
  }
  std::make_heap(promises_.begin(), promises_.end(), std::greater{});
}

}  // namespace kredsim
