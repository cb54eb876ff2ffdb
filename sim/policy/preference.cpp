#include "sim/policy/preference.hpp"

#include <utility>

namespace kredsim {

std::optional<DispatchPolicy::Choice> Preference::choose(const Outlook& outlook, const Call& call) const {
  const World& world = outlook.world;
  const ProfileId profile = world.travel->profile(call.driving, outlook.now);
  const auto& ranks = world.force.preference[world.district.municipality(call.point)];
  const auto position = [&](std::size_t i) { return std::pair{ranks[outlook.available[i].index()], i}; };
  std::optional<std::size_t> tried;
  // One round as a rule: another only where no road leads from the preferred unit to the scene.
  for (std::size_t round = 0; round < outlook.available.size(); ++round) {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < outlook.available.size(); ++i)
      if ((!tried || position(*tried) < position(i)) && (!first || position(i) < position(*first))) first = i;
    if (!first) break;
    const auto there = outlook.travel.nearest(outlook.whereabouts.subspan(*first, 1), call.place, profile, outlook.now);
    const Milliseconds turnout = outlook.turnout.empty() ? Milliseconds{0} : outlook.turnout[*first];
    if (there) return Choice{*first, there->time + turnout, "first on the list of the area"};
    tried = first;
  }
  return std::nullopt;
}

}  // namespace kredsim
