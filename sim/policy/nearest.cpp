#include "sim/policy/nearest.hpp"

namespace kredsim {

std::optional<DispatchPolicy::Choice> Nearest::choose(const Outlook& outlook, const Call& call) const {
  const ProfileId profile = outlook.world.travel->profile(call.driving, outlook.now);
  const auto nearest = outlook.travel.nearest(outlook.whereabouts, call.place, profile, outlook.now);
  if (!nearest) return std::nullopt;
  return Choice{nearest->index, nearest->time, "nearest"};
}

}  // namespace kredsim
