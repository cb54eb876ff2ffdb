#include "sim/road/component_sizes.hpp"

#include <algorithm>

namespace kredsim {

ComponentSizes component_sizes(const RoadGraph& graph, scenario::Driving driving) {
  ComponentSizes sizes{strong_components(graph, driving), {}, {}, 0};
  for (const std::uint32_t c : sizes.of_node) {
    if (c >= sizes.nodes.size()) sizes.nodes.resize(c + 1, 0);
    ++sizes.nodes[c];
  }
  sizes.inside.resize(sizes.nodes.size());
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const RoadGraph::Edge& edge = graph.edge(EdgeId{i});
    if (sizes.of_node[edge.tail] == sizes.of_node[edge.head]) sizes.inside[sizes.of_node[edge.tail]] += edge.length;
  }
  // The first of equals: strong components come with the most nodes first.
  sizes.main =
      static_cast<std::uint32_t>(std::max_element(sizes.inside.begin(), sizes.inside.end()) - sizes.inside.begin());
  return sizes;
}

}  // namespace kredsim
