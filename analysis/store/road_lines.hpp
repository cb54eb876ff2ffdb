#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// Roads of one rank of importance, to be drawn under something else.
struct RoadLines {
  std::string_view rank;  ///< "motorway", "primary", "secondary", "tertiary", "minor", "access" or "ferry"
  std::string lines;      ///< compact_lines
};

/// The network from its largest roads to its smallest, for a page: ranks are left out, the smallest first, where all
/// together would take more than `most_bytes`; `left_out` names them.
struct RoadBackground {
  std::vector<RoadLines> ranks;
  std::vector<std::string_view> left_out;
};
RoadBackground road_background(const RoadGraph& graph, std::size_t most_bytes);

}  // namespace kredsim
