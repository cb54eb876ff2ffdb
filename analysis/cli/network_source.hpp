#pragma once

#include <string>

#include "sim/road/travel_profiles.hpp"

namespace kredsim::cli {

/// A network that somebody wants to look at, and how patrols drive on it.
struct SeenNetwork {
  Network network;
  TravelProfiles profiles;  ///< those of a new scenario for a folder
  SimTime start;            ///< of the scenario's period; for a folder any time, as all hours are alike
  bool has_hours = false;   ///< it is of a scenario, which knows a time
};

/// From a folder that `network import` wrote, or from the scenario in a file.
/// @throws InputError, ScenarioError.
SeenNetwork see_network(const std::string& folder_or_scenario);

}  // namespace kredsim::cli
