#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// The network without directions, loops and parallel edges: who is whose neighbour, sorted.
struct Neighbours {
  explicit Neighbours(const RoadGraph& graph);
  [[nodiscard]] std::size_t node_count() const { return first.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
    return std::span{heads}.subspan(first[node], first[node + 1] - first[node]);
  }
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> heads;
};

/// Nodes in the order in which a contraction hierarchy takes them away, the most important last: nested dissection by
/// METIS, one component after another. Depends on the graph only, but nothing may depend on the order: another build of
/// METIS may find another one. Cost: about 1.5 s for 250,000 nodes.
std::vector<std::uint32_t> dissection_order(const Neighbours& graph);

}  // namespace kredsim
