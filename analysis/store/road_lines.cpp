#include "analysis/store/road_lines.hpp"

#include <optional>

#include "analysis/store/compact_lines.hpp"

namespace kredsim {

namespace {

struct Rank {
  std::string_view name;
  double tolerance_m;
};
constexpr std::array ranks{Rank{"ferry", 50},    Rank{"motorway", 15}, Rank{"primary", 15}, Rank{"secondary", 15},
                           Rank{"tertiary", 15}, Rank{"minor", 12},    Rank{"access", 12}};

std::size_t rank_of(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::ferry: return 0;
    case RoadClass::motorway:
    case RoadClass::motor_road: return 1;
    case RoadClass::primary: return 2;
    case RoadClass::secondary: return 3;
    case RoadClass::tertiary: return 4;
    case RoadClass::unclassified:
    case RoadClass::residential:
    case RoadClass::living_street: return 5;
    case RoadClass::service:
    case RoadClass::track: return 6;
  }
  return 6;
}

/// Joins the edges of one rank end to end as long as they go on.
class Joiner {
 public:
  Joiner(const RoadGraph& graph, std::size_t rank) : graph_{graph}, used_(graph.edge_count()), at_(graph.node_count()) {
    for (std::uint32_t i = 0; i < graph.edge_count(); ++i) {
      const EdgeId edge{i};
      used_[i] = rank_of(graph.pieces(edge).front().road_class) != rank;
      if (used_[i]) continue;
      at_[graph.edge(edge).tail.index()].push_back(edge);
      at_[graph.edge(edge).head.index()].push_back(edge);
    }
  }

  std::vector<std::vector<Position>> lines() {
    std::vector<std::vector<Position>> result;
    for (std::uint32_t i = 0; i < graph_.edge_count(); ++i) {
      if (used_[i]) continue;
      used_[i] = true;
      const auto shape = graph_.shape(EdgeId{i});
      auto& line = result.emplace_back(shape.begin(), shape.end());
      for (NodeId end = graph_.edge(EdgeId{i}).head; const auto next = unused(end);) end = go_on(line, *next, end);
    }
    return result;
  }

 private:
  std::optional<EdgeId> unused(NodeId node) const {
    for (const EdgeId edge : at_[node.index()])
      if (!used_[edge.index()]) return edge;
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
  std::vector<bool> used_;
  std::vector<std::vector<EdgeId>> at_;
};

}  // namespace

RoadBackground road_background(const RoadGraph& graph, std::size_t most_bytes) {
  RoadBackground background;
  std::size_t bytes = 0;
  for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
    const auto lines = Joiner{graph, rank}.lines();
    if (lines.empty()) continue;
    std::string text = compact_lines(lines, ranks[rank].tolerance_m);
    if (!background.left_out.empty() || bytes + text.size() > most_bytes) {
      background.left_out.push_back(ranks[rank].name);
      continue;
    }
    bytes += text.size();
    background.ranks.push_back({ranks[rank].name, std::move(text)});
  }
  return background;
}

}  // namespace kredsim
