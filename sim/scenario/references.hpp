#pragma once

#include <string>
#include <vector>

#include "sim/scenario/reading.hpp"
#include "sim/scenario/scenario.hpp"

namespace kredsim::scenario {

/// Names that are used but not there, and names that mean two things. `tree` tells where things were written.
void check_references(const Scenario& scenario, const Yaml& tree, Reading& reading);

/// Whether the whole is of a size that can be run.
void check_bounds(const Scenario& scenario, const Yaml& tree, Reading& reading);

/// Whether all places lie in one part of the world: finds latitude and longitude swapped.
void check_places(const Scenario& scenario, const Yaml& tree, Reading& reading);

/// Where the value at this path was written; if it was not, where the nearest map above it was.
Origin origin_of(const Yaml& tree, const std::vector<std::string>& path);

}  // namespace kredsim::scenario
