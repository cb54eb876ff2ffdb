#pragma once

#include <vector>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// Strong components with their sizes. The main one has the most road inside it (not the most nodes: contraction leaves
/// a ring road one node only).
struct ComponentSizes {
  Column<NodeId, std::uint32_t> of_node;
  std::vector<std::size_t> nodes;   ///< by component
  std::vector<Millimetres> inside;  ///< length of the edges with both ends in the component
  std::uint32_t main = 0;

  /// The component that holds both ends of an edge is worth keeping beside the main one, or is the main one.
  [[nodiscard]] bool large(std::uint32_t component, std::size_t least_nodes) const {
    return component == main || nodes[component] >= least_nodes;
  }
};
ComponentSizes component_sizes(const RoadGraph& graph, scenario::Driving driving);

}  // namespace kredsim
