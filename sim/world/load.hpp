#pragma once

#include <string>
#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// Where the work that comes in over a usual week is more than the people or units on duty can do, whatever the chance:
/// one sentence each, in both languages; what types need at once but the roster never has; planned tasks that nobody
/// can do; and surges and loans that lie outside the run. Driving is left out, so a load just below what can be done is
/// not named. Such a run is played all the same; `period.most_waiting` ends it.
std::vector<scenario::Text> load_warnings(const World& world);

}  // namespace kredsim
