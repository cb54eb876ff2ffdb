#include "sim/road/label_travel_times.hpp"

#include "sim/base/problem.hpp"
#include "sim/road/label_index.hpp"
#include "sim/road/label_query.hpp"
#include "sim/road/order_cache.hpp"

namespace kredsim {

namespace {

void check_size(const RoadGraph& graph) {
  Millimetres sum;
  for (std::size_t i = 0; i < graph.edge_count(); ++i) sum += graph.edge(EdgeId{i}).length;
  if (graph.node_count() >= CchMetric::most_nodes || sum.count() >= CchMetric::longest_network)
    throw InputError{"the road network is too large: more than 16 million nodes or 1.1 million km"};
}

}  // namespace

LabelTravelTimes::LabelTravelTimes(const RoadGraph& graph, const std::array<scenario::SpeedProfile, 2>& profiles,
                                   const Neighbours& neighbours, const std::vector<std::uint32_t>& order,
                                   const LabelScan& scan)
    : graph_{graph}, scan_{scan}, tree_{neighbours, order} {
  const auto arcs = tree_.arcs_of(graph);
  profiles_.reserve(profiles.size());
  for (const auto driving : {scenario::Driving::normal, scenario::Driving::emergency})
    profiles_.emplace_back(graph, tree_, arcs, profiles[static_cast<std::size_t>(driving)], driving, scan_);
  for (std::size_t a = 0; a < profiles_.size(); ++a)
    for (std::size_t b = 0; b < profiles_.size(); ++b)
      never_slower_[a][b] = profiles_[a].edges.never_slower_than(profiles_[b].edges);
}

std::unique_ptr<TravelTimes::Query> LabelTravelTimes::query() const { return std::make_unique<LabelQuery>(*this); }

std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph,
                                                     std::array<scenario::SpeedProfile, 2> profiles) {
  check_size(graph);
  const Neighbours neighbours{graph};
  return std::make_unique<LabelTravelTimes>(graph, profiles, neighbours, cached_order(neighbours), label_scan());
}

std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph,
                                                     std::array<scenario::SpeedProfile, 2> profiles,
                                                     const std::vector<std::uint32_t>& order, const LabelScan& scan) {
  check_size(graph);
  return std::make_unique<LabelTravelTimes>(graph, profiles, Neighbours{graph}, order, scan);
}

}  // namespace kredsim
