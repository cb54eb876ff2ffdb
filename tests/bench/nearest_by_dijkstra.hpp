#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/road/edge_times.hpp"

namespace kredsim::bench {

/// The yardstick: Boost.Graph's Dijkstra on its compressed sparse row graph, backward from an incident, given up as
/// soon as the nearest unit is found. Places count as the first node by which they are left or entered.
class NearestByDijkstra {
 public:
  NearestByDijkstra(const RoadGraph& graph, const scenario::SpeedProfile& profile);
  ~NearestByDijkstra();
  NearestByDijkstra(const NearestByDijkstra&) = delete;
  NearestByDijkstra& operator=(const NearestByDijkstra&) = delete;

  [[nodiscard]] std::uint32_t node_left(Place place) const;
  [[nodiscard]] std::uint32_t node_entered(Place place) const;
  /// Milliseconds to the incident from the nearest of these nodes.
  std::uint32_t nearest(const std::vector<std::uint32_t>& units, std::uint32_t incident);

 private:
  struct Search;
  std::unique_ptr<Search> search_;
};

}  // namespace kredsim::bench
