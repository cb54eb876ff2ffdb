#include <algorithm>
#include <numeric>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include "sim/road/road_graph.hpp"

namespace kredsim {

Column<NodeId, std::uint32_t> strong_components(const RoadGraph& graph, scenario::Driving driving) {
  const auto open = [&](Access access) {
    return access == Access::everyone || (access == Access::emergency_only && driving == scenario::Driving::emergency);
  };
  std::vector<std::pair<std::size_t, std::size_t>> arcs;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const auto& edge = graph.edge(EdgeId{i});
    if (open(edge.forward)) arcs.emplace_back(edge.tail.index(), edge.head.index());
    if (open(edge.backward)) arcs.emplace_back(edge.head.index(), edge.tail.index());
  }
  using Csr = boost::compressed_sparse_row_graph<boost::directedS>;
  const Csr csr{boost::edges_are_unsorted, arcs.begin(), arcs.end(), graph.node_count()};
  std::vector<std::size_t> component(graph.node_count());
  const std::size_t count = boost::strong_components(
      csr, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, csr)));

  std::vector<std::size_t> size(count, 0);
  for (const std::size_t c : component) ++size[c];
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size[a] > size[b]; });
  std::vector<std::uint32_t> rank(count);
  for (std::size_t i = 0; i < count; ++i) rank[order[i]] = static_cast<std::uint32_t>(i);
  Column<NodeId, std::uint32_t> result(graph.node_count());
  for (std::size_t i = 0; i < component.size(); ++i) result[NodeId{i}] = rank[component[i]];
  return result;
}

}  // namespace kredsim
