#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/road/networks.hpp"

namespace kredsim {

/// Road length by what matters to a reader.
struct RoadTally {
  Millimetres whole;
  std::array<Millimetres, scenario::road_classes> by_class{};
  std::array<Millimetres, 5> by_speed_source{};  ///< by SpeedSource
  Millimetres one_way;                           ///< open to someone in one direction only
  Millimetres emergency_only;                    ///< closed to normal driving both ways
};
RoadTally tally_roads(const RoadGraph& graph);

/// "signed 380.1 km (15.2 %), zone ..." for the report and the info.
std::string speed_sources_text(const RoadTally& tally);

/// What a network holds, one line a subject: size, extent, length by class, components under both ways of driving,
/// speed sources, demand points. Cost: two passes of strong components.
std::vector<std::string> network_info(const Network& network);

}  // namespace kredsim
