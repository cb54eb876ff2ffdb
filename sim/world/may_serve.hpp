#pragma once

#include "sim/world/world.hpp"

namespace kredsim {

/// Whether cars of this group may be sent to incidents of this priority at all, somewhere and at some time: what its
/// ring-fence leaves.
inline bool may_serve(const Group& group, Priority priority) {
  using Rule = scenario::RingFence::Rule;
  if (!group.ring_fence) return true;
  switch (group.ring_fence->rule) {
    case Rule::never: return false;
    case Rule::urgent_only:
    case Rule::own_area_urgent_only:
    case Rule::when_nearer: return priority == Priority::urgent;
    case Rule::own_area:
    case Rule::always: break;
  }
  return true;
}

}  // namespace kredsim
