#include "sim/road/osm_fragments.hpp"

#include <algorithm>
#include <limits>

namespace kredsim::osm {

namespace {

RoadGraph with_edges(const RoadGraph& graph, const std::vector<bool>& kept) {
  using MapNode = RoadGraphBuilder::MapNode;
  constexpr MapNode none = std::numeric_limits<MapNode>::max();
  RoadGraphBuilder builder;
  Column<NodeId, MapNode> map_node(graph.node_count(), none);
  const auto end = [&](NodeId node) {
    if (map_node[node] == none) map_node[node] = builder.add_node(graph.position(node));
    return map_node[node];
  };
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    const auto pieces = graph.pieces(EdgeId{i});
    const auto shape = graph.shape(EdgeId{i});
    MapNode here = end(edge.tail);
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      const MapNode next = p + 1 == pieces.size() ? end(edge.head) : builder.add_node(shape[p + 1]);
      builder.add_link(here, next, pieces[p], edge.forward, edge.backward);
      here = next;
    }
  }
  return builder.build().graph;
}

}  // namespace

RoadGraph drop_fragments(const RoadGraph& graph, std::size_t least_nodes, FragmentTally& tally) {
  const auto component = strong_components(graph, scenario::Driving::emergency);
  std::vector<std::size_t> size;
  for (const std::uint32_t c : component) {
    if (c >= size.size()) size.resize(c + 1, 0);
    ++size[c];
  }
  const auto large = [&](std::uint32_t c) { return c == 0 || size[c] >= least_nodes; };
  std::vector<bool> kept(graph.edge_count());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    const bool inside = component[edge.tail] == component[edge.head];
    kept[i] = inside && large(component[edge.tail]);
    if (!inside)
      tally.bridges_dropped += edge.length;
    else if (!kept[i])
      tally.length_dropped += edge.length;
  }
  for (std::uint32_t c = 0; c < size.size(); ++c) ++(large(c) ? tally.parts_kept : tally.parts_dropped);
  return with_edges(graph, kept);
}

}  // namespace kredsim::osm
