#pragma once

#include <algorithm>

#include "sim/base/time.hpp"

namespace kredsim {

/// The part of a replication that counts: [from, to).
struct MeasuredTime {
  SimTime from;
  SimTime to;
  [[nodiscard]] bool meets(SimTime begin, SimTime end) const { return std::max(begin, from) < std::min(end, to); }
};

}  // namespace kredsim
