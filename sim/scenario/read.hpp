#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace kredsim::scenario {

/// `key.path=value` from the command line.
using Setting = std::string;

/// Reads, merges (`extends`, `district`, settings) and checks a scenario.
/// @throws ScenarioError with every problem found; InputError if `file` cannot be read.
/// @param input_set a file of an ensemble: its keys lie directly on top of the file that it extends; none if empty
Scenario read(const std::string& file, const std::vector<Setting>& settings = {}, const std::string& input_set = "");

}  // namespace kredsim::scenario
