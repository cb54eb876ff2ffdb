#pragma once

#include <array>
#include <string>

#include "sim/road/road_graph.hpp"

namespace kredsim::cli {

/// A network that somebody wants to look at, and how patrols drive on it.
struct SeenNetwork {
  Network network;
  std::array<scenario::SpeedProfile, 2> profiles;  ///< by scenario::Driving; those of a new scenario for a folder
};

/// From a folder that `network import` wrote, or from the scenario in a file.
/// @throws InputError, ScenarioError.
SeenNetwork see_network(const std::string& folder_or_scenario);

}  // namespace kredsim::cli
