#pragma once

#include <string>
#include <vector>

#include "analysis/experiment/night.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// A plan and its night.
struct ShownNight {
  const World* world = nullptr;
  const Night* night = nullptr;
};

/// The data of a replay's page: roads, stations, and for each plan who was where when, what happened, and the story in
/// two languages; `<` is written so that no name can end the element that holds it. The plans share their district.
/// @param command_line how it was made
std::string replay_json(const std::vector<ShownNight>& plans, const std::vector<std::string>& command_line);

}  // namespace kredsim
