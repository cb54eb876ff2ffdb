#include "analysis/store/joined_roads.hpp"

#include <optional>

namespace kredsim {

namespace {

class Joiner {
 public:
  Joiner(const RoadGraph& graph, RoadKind kind)
      : graph_{graph}, kinds_(graph.edge_count()), used_(graph.edge_count()), at_(graph.node_count()) {
    for (std::uint32_t i = 0; i < graph.edge_count(); ++i) {
      const EdgeId edge{i};
      kinds_[i] = kind(graph.pieces(edge).front().road_class);
      used_[i] = kinds_[i] < 0;
      if (used_[i]) continue;
      at_[graph.edge(edge).tail.index()].push_back(edge);
      at_[graph.edge(edge).head.index()].push_back(edge);
    }
  }

  std::vector<JoinedRoad> roads() {
    std::vector<JoinedRoad> result;
    for (std::uint32_t i = 0; i < graph_.edge_count(); ++i) {
      if (used_[i]) continue;
      used_[i] = true;
      const EdgeId edge{i};
      const auto shape = graph_.shape(edge);
      JoinedRoad& road =
          result.emplace_back(JoinedRoad{graph_.pieces(edge).front().road_class, {shape.begin(), shape.end()}});
      for (NodeId end = graph_.edge(edge).head; const auto next = unused(end, kinds_[i]);)
        end = go_on(road.line, *next, end);
    }
    return result;
  }

 private:
  std::optional<EdgeId> unused(NodeId node, int kind) const {
    for (const EdgeId edge : at_[node.index()])
      if (!used_[edge.index()] && kinds_[edge.index()] == kind) return edge;
    return std::nullopt;
  }
  NodeId go_on(std::vector<Position>& line, EdgeId edge, NodeId from) {
    used_[edge.index()] = true;
    const auto shape = graph_.shape(edge);
    if (graph_.edge(edge).tail == from) {
      line.insert(line.end(), shape.begin() + 1, shape.end());
      return graph_.edge(edge).head;
    }
    line.insert(line.end(), shape.rbegin() + 1, shape.rend());
    return graph_.edge(edge).tail;
  }

  const RoadGraph& graph_;
  std::vector<int> kinds_;
  std::vector<bool> used_;
  std::vector<std::vector<EdgeId>> at_;
};

}  // namespace

std::vector<JoinedRoad> joined_roads(const RoadGraph& graph, RoadKind kind) { return Joiner{graph, kind}.roads(); }

}  // namespace kredsim
