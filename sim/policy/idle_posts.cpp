#include <algorithm>
#include <vector>

#include "sim/policy/idle_policies.hpp"

namespace kredsim {

namespace {

/// How many units of the group, other than this one, hold each post.
std::vector<std::uint32_t> holders(const IdleOutlook& outlook) {
  const Column<UnitId, Unit>& units = outlook.world.force.units;
  const GroupId group = units[outlook.unit].group;
  std::vector<std::uint32_t> held(outlook.world.idle.posts[group].size(), 0);
  for (const UnitId other : outlook.available)
    if (other != outlook.unit && units[other].group == group && outlook.post_of[other] != no_post)
      ++held[outlook.post_of[other]];
  return held;
}

/// The post that the fewest hold; of equals the first.
PostNumber least_held(const IdleOutlook& outlook) {
  const auto held = holders(outlook);
  return static_cast<PostNumber>(std::min_element(held.begin(), held.end()) - held.begin());
}

}  // namespace

IdlePlan StandBy::plan(const IdleOutlook& outlook) const { return GoToPost{least_held(outlook)}; }

IdlePlan KeepCoverage::plan(const IdleOutlook& outlook) const { return GoToPost{least_held(outlook)}; }

/// n units hold the first n posts of the table. If one of them leaves, whoever holds the last moves up: one move at
/// most, because the tables for n and n - 1 units differ by their last post only.
std::optional<UnitId> KeepCoverage::who_moves_up(const IdleOutlook& outlook, PostNumber vacated) const {
  const Column<UnitId, Unit>& units = outlook.world.force.units;
  std::optional<UnitId> last;
  for (const UnitId other : outlook.available) {
    if (units[other].group != units[outlook.unit].group || outlook.post_of[other] == no_post) continue;
    if (outlook.post_of[other] == vacated) return std::nullopt;  // somebody holds it
    if (outlook.post_of[other] > vacated && (!last || outlook.post_of[other] > outlook.post_of[*last])) last = other;
  }
  return last;
}

}  // namespace kredsim
