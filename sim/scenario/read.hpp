#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace kredsim::scenario {

/// `key.path=value` from the command line.
using Setting = std::string;

/// Reads, merges (`extends`, `district`, settings) and checks a scenario.
/// @throws ScenarioError with every problem found; InputError if `file` cannot be read.
Scenario read(const std::string& file, const std::vector<Setting>& settings = {});

}  // namespace kredsim::scenario
