#include "sim/road/osm_fragments.hpp"

#include <limits>

#include "sim/road/component_sizes.hpp"

namespace kredsim::osm {

namespace {

RoadGraph with_edges(const RoadGraph& graph, const std::vector<bool>& kept) {
  using MapNode = RoadGraphBuilder::MapNode;
  constexpr MapNode none = std::numeric_limits<MapNode>::max();
  RoadGraphBuilder builder;
  builder.set_names(graph.names());
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
    // A ferry stays an edge of its own.
    if (pieces.front().road_class == RoadClass::ferry) builder.pin(here);
    if (pieces.back().road_class == RoadClass::ferry) builder.pin(end(edge.head));
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
  const ComponentSizes sizes = component_sizes(graph, scenario::Driving::emergency);
  std::vector<bool> kept(graph.edge_count());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    const std::uint32_t component = sizes.of_node[edge.tail];
    const bool inside = component == sizes.of_node[edge.head];
    kept[i] = inside && sizes.large(component, least_nodes);
    if (!inside)
      tally.bridges_dropped += edge.length;
    else if (!kept[i])
      tally.length_dropped += edge.length;
  }
  for (std::uint32_t c = 0; c < sizes.nodes.size(); ++c)
    ++(sizes.large(c, least_nodes) ? tally.parts_kept : tally.parts_dropped);
  return with_edges(graph, kept);
}

}  // namespace kredsim::osm
