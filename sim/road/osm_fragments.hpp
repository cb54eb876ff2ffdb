#pragma once

#include "sim/road/road_graph.hpp"

namespace kredsim::osm {

struct FragmentTally {
  std::size_t parts_dropped = 0;  ///< strong components too small to keep
  Millimetres length_dropped;     ///< in those parts
  Millimetres bridges_dropped;    ///< roads from one strong component to another
  std::size_t parts_kept = 0;
};

/// `graph` without what cannot be reached and left under emergency driving: an edge stays if both its ends lie in one
/// strong component that has the most road or at least `least_nodes` nodes. What becomes of degree two is contracted.
RoadGraph drop_fragments(const RoadGraph& graph, std::size_t least_nodes, FragmentTally& tally);

}  // namespace kredsim::osm
