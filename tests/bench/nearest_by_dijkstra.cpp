#include "tests/bench/nearest_by_dijkstra.hpp"

// The order of the next two is Boost 1.74's: the CSR graph otherwise hides the property map that the search needs.
// clang-format off
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
// clang-format on

namespace kredsim::bench {

namespace {

using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, std::uint32_t>;
constexpr std::uint32_t far = ~0U;

struct Found {
  std::uint32_t node;
};

struct StopAtFirst : boost::default_dijkstra_visitor {
  void discover_vertex(std::size_t node, const Csr&) { touched->push_back(node); }
  void finish_vertex(std::size_t node, const Csr&) {
    if ((*wanted)[node]) throw Found{static_cast<std::uint32_t>(node)};
  }
  std::vector<std::size_t>* touched = nullptr;
  const std::vector<bool>* wanted = nullptr;
};

}  // namespace

struct NearestByDijkstra::Search {
  Search(const RoadGraph& graph, const scenario::SpeedProfile& profile)
      : edges{graph, TravelProfiles{{scenario::SpeedProfile{}, profile}}.all()[1], own_names(graph)},
        distance(graph.node_count(), far),
        wanted(graph.node_count(), false) {
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<std::uint32_t> weights;
    for (Arc arc = 0; arc < edges.arc_count(); ++arc) {
      if (!edges.open(arc)) continue;
      ends.emplace_back(edges.head(arc), edges.tail(arc));
      weights.push_back(edges.time(arc));
    }
    reverse = Csr{boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), weights.begin(), graph.node_count()};
  }

  EdgeTimes edges;
  Csr reverse;
  std::vector<std::uint32_t> distance;
  std::vector<bool> wanted;
  std::vector<std::size_t> touched;
};

NearestByDijkstra::NearestByDijkstra(const RoadGraph& graph, const scenario::SpeedProfile& profile)
    : search_{std::make_unique<Search>(graph, profile)} {}
NearestByDijkstra::~NearestByDijkstra() = default;

std::uint32_t NearestByDijkstra::node_left(Place place) const { return search_->edges.exits(place)[0].node; }
std::uint32_t NearestByDijkstra::node_entered(Place place) const { return search_->edges.entries(place)[0].node; }

std::uint32_t NearestByDijkstra::nearest(const std::vector<std::uint32_t>& units, std::uint32_t incident) {
  auto& [edges, reverse, distance, wanted, touched] = *search_;
  for (const std::uint32_t node : units) wanted[node] = true;
  distance[incident] = 0;
  touched.assign(1, incident);
  StopAtFirst visitor;
  visitor.touched = &touched;
  visitor.wanted = &wanted;
  const auto vertices = boost::get(boost::vertex_index, reverse);
  boost::two_bit_color_map<decltype(vertices)> colour{distance.size(), vertices};
  std::uint32_t time = far;
  try {
    boost::dijkstra_shortest_paths_no_init(reverse, std::size_t{incident}, boost::dummy_property_map{},
                                           boost::make_iterator_property_map(distance.begin(), vertices),
                                           boost::get(boost::edge_bundle, reverse), vertices, std::less<>{},
                                           boost::closed_plus<std::uint32_t>{far}, 0U, visitor, colour);
  } catch (const Found& found) {
    time = distance[found.node];
  }
  for (const std::size_t node : touched) distance[node] = far;
  for (const std::uint32_t node : units) wanted[node] = false;
  return time;
}

}  // namespace kredsim::bench
