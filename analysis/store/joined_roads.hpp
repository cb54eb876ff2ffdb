#pragma once

#include <vector>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// Edges joined end to end, drawn as one.
struct JoinedRoad {
  RoadClass road_class;  ///< of its first edge
  std::vector<Position> line;
};

/// The kind of road that an edge of this class is drawn as; below 0: it is not drawn. Only edges of one kind are
/// joined.
using RoadKind = int (*)(RoadClass road_class);

/// All roads of a network, each edge once, joined as long as they go on; in the order of their first edges.
std::vector<JoinedRoad> joined_roads(const RoadGraph& graph, RoadKind kind);

}  // namespace kredsim
