#pragma once

#include <string>
#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// Warnings where what a type needs at once is never on duty at once, though the roster as a whole has it: such
/// incidents wait for ever, or for overtime. Without officers lent away. A few microseconds for each post and type.
std::vector<scenario::Text> never_met_warnings(const World& world);

}  // namespace kredsim
