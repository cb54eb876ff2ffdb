#include "sim/road/label_travel_times.hpp"

#include "sim/base/problem.hpp"
#include "sim/road/label_index.hpp"
#include "sim/road/label_query.hpp"
#include "sim/road/large_memory.hpp"
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

LabelTravelTimes::LabelTravelTimes(const RoadGraph& graph, const TravelProfiles& profiles, const Neighbours& neighbours,
                                   const std::vector<std::uint32_t>& order, const LabelScan& scan)
    : graph_{graph}, scan_{scan}, tree_{neighbours, order}, week_{profiles} {
  const auto names = tree_.names();
  const auto arcs = tree_.arcs_of(graph);
  profiles_.reserve(profiles.all().size());
  for (const TravelProfile& profile : profiles.all()) profiles_.emplace_back(graph, tree_, names, arcs, profile, scan_);
  tree_.forget_arcs_down();
  give_back_small();
  for (const LabelProfile& a : profiles_)
    for (const LabelProfile& b : profiles_) never_slower_.push_back(a.edges.never_slower_than(b.edges));
}

std::unique_ptr<TravelTimes::Query> LabelTravelTimes::query() const { return std::make_unique<LabelQuery>(*this); }

std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph, const TravelProfiles& profiles) {
  check_size(graph);
  const Neighbours neighbours{graph};
  return std::make_unique<LabelTravelTimes>(graph, profiles, neighbours, cached_order(neighbours), label_scan());
}

std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph, const TravelProfiles& profiles,
                                                     const std::vector<std::uint32_t>& order, const LabelScan& scan) {
  check_size(graph);
  return std::make_unique<LabelTravelTimes>(graph, profiles, Neighbours{graph}, order, scan);
}

}  // namespace kredsim
