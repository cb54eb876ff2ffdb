#pragma once

#include <cstdint>

#include "sim/base/time.hpp"

namespace kredsim::scenario {

/// When a group of local officers may be sent to incidents that are not its own planned work.
struct RingFence {
  enum class Rule : std::uint8_t { never, own_area, urgent_only, own_area_urgent_only, when_nearer, always };
  Rule rule = Rule::always;
  Milliseconds nearer_by{0};  ///< when nearer: than the free car that would go otherwise
};

}  // namespace kredsim::scenario
