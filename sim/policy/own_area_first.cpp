#include "sim/policy/own_area_first.hpp"

#include <algorithm>

#include "sim/policy/first_there.hpp"

namespace kredsim {

std::optional<DispatchPolicy::Choice> OwnAreaFirst::choose(const Outlook& outlook, const Call& call) const {
  const World& world = outlook.world;
  const auto nearest = first_there(outlook, call);
  if (!nearest) return std::nullopt;

  const auto& areas = world.district.points[call.point].areas;
  auto& [own_whereabouts, own_indices] = outlook.scratch.own;
  auto& own_turnout = outlook.scratch.own_turnout;
  own_whereabouts.clear();
  own_indices.clear();
  own_turnout.clear();
  for (std::size_t i = 0; i < outlook.available.size(); ++i) {
    const AreaId own = world.district.stations[world.force.units[outlook.available[i]].station].area;
    if (!own.valid() || std::find(areas.begin(), areas.end(), own) == areas.end()) continue;
    own_whereabouts.push_back(outlook.whereabouts[i]);
    own_indices.push_back(i);
    if (!outlook.turnout.empty()) own_turnout.push_back(outlook.turnout[i]);
  }
  const ProfileId profile = world.travel->profile(call.driving, outlook.now);
  const auto own =
      first_there({outlook.travel, profile, outlook.now, outlook.scratch}, own_whereabouts, own_turnout, call.place);
  if (own && own->time <= nearest->time + margin_) return Choice{own_indices[own->index], own->time, "own area first"};
  return Choice{nearest->index, nearest->time, own ? "nearest (its own area is too far behind)" : "nearest"};
}

}  // namespace kredsim
