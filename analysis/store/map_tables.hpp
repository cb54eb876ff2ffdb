#pragma once

#include "analysis/store/database.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// Fills the tables `stations`, `roads` and `demand`: what a map of the district shows beside its areas.
void write_map(Database& database, const World& world);

}  // namespace kredsim
