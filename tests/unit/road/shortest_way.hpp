#pragma once

#include <queue>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// Kilometres by the shortest way between the nodes behind two named places (each at an end of its edge).
inline double shortest_km(const Network& network, const std::string& from, const std::string& to) {
  const auto node = [&](const std::string& name) {
    for (const auto& [key, place] : network.named)
      if (key == name) {
        const auto& edge = network.graph.edge(place.edge);
        return place.along == Millimetres{0} ? edge.tail : edge.head;
      }
    FAIL("no place named " + name);
    return NodeId{};
  };
  std::vector<std::vector<std::pair<std::size_t, double>>> arcs(network.graph.node_count());
  for (std::size_t i = 0; i < network.graph.edge_count(); ++i) {
    const auto& edge = network.graph.edge(EdgeId{i});
    arcs[edge.tail.index()].emplace_back(edge.head.index(), metres(edge.length) / 1000);
    arcs[edge.head.index()].emplace_back(edge.tail.index(), metres(edge.length) / 1000);
  }
  std::vector<double> best(arcs.size(), 1e9);
  std::priority_queue<std::pair<double, std::size_t>> queue;
  best[node(from).index()] = 0;
  queue.emplace(0, node(from).index());
  while (!queue.empty()) {
    const auto [minus, at] = queue.top();
    queue.pop();
    if (-minus > best[at]) continue;
    for (const auto& [next, km] : arcs[at])
      if (best[at] + km < best[next]) {
        best[next] = best[at] + km;
        queue.emplace(-best[next], next);
      }
  }
  return best[node(to).index()];
}

}  // namespace kredsim
