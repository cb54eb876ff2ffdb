// The order of the next two is Boost 1.74's: the CSR graph otherwise hides the property map that the search needs.
// clang-format off
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
// clang-format on

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "sim/road/dissection.hpp"
#include "sim/road/networks.hpp"
#include "sim/road/packed_routes.hpp"
#include "sim/road/travel_times.hpp"
#include "tests/bench/country_roads.hpp"
#include "tests/support/shared.hpp"

using namespace kredsim;

namespace {

constexpr std::size_t units = 40;
constexpr std::size_t questions = 2048;  ///< so many different ones in turn: more than any cache holds
constexpr ProfileId emergency{1};

using Profiles = std::array<scenario::SpeedProfile, 2>;
Profiles speeds() {
  Profiles profiles;
  profiles[0].factor = 0.9;
  profiles[1].factor = 1.2;
  return profiles;
}

/// What the benchmarks of one network share, made once.
struct Bed {
  explicit Bed(RoadGraph roads) : graph{std::move(roads)}, node_place(graph.node_count()) {
    test::Dice dice{1};
    for (std::size_t i = 0; i < graph.edge_count(); ++i) {
      node_place[graph.edge(EdgeId{i}).tail.index()] = {EdgeId{i}, Millimetres{0}};
      node_place[graph.edge(EdgeId{i}).head.index()] = {EdgeId{i}, graph.edge(EdgeId{i}).length};
    }
    index = make_label_travel_times(graph, speeds());
    const auto query = index->query();
    for (std::size_t i = 0; i < questions * (units + 1); ++i) {
      nodes.push_back(node_place[dice.roll(graph.node_count())]);
      places.push_back(part_way(dice));
    }
    // Units on their way to one place in normal driving, seen at a moment of their trip.
    while (routes.size() < questions) {
      Route route;
      if (query->route(part_way(dice), part_way(dice), ProfileId{0}, route)) routes.push_back(std::move(route));
    }
    for (std::size_t i = 0; i < questions * units; ++i) {
      const Route& route = routes[dice.roll(routes.size())];
      const Milliseconds driven{dice.roll(static_cast<std::size_t>(route.duration.count()) + 1)};
      under_way.push_back({&route, SimTime{} - driven});
    }
  }
  Place part_way(test::Dice& dice) const {
    const EdgeId edge{dice.roll(graph.edge_count())};
    return {edge, Millimetres{1 + static_cast<std::int64_t>(
                                      dice.roll(static_cast<std::size_t>(graph.edge(edge).length.count())))}};
  }

  RoadGraph graph;
  std::unique_ptr<TravelTimes> index;
  std::vector<Place> node_place;
  std::vector<Place> nodes, places;  ///< units + 1 a question
  std::vector<Route> routes;
  std::vector<Whereabouts> under_way;
};

const Bed& bed() {
  static const Bed the_bed = [] {
    test::Dice dice{1};
    return Bed{bench::country_roads(dice, 52)};
  }();
  return the_bed;
}

void times(benchmark::State& state, const Bed& on, const std::vector<Place>& places) {
  const auto query = on.index->query();
  std::array<Milliseconds, units> result{};
  std::size_t i = 0;
  for (auto _ : state) {
    const Place* const first = &places[(i++ % questions) * (units + 1)];
    query->times({first, units}, first[units], emergency, result);
    benchmark::DoNotOptimize(result);
  }
}
void times_at_nodes(benchmark::State& state) { times(state, bed(), bed().nodes); }
void times_part_way(benchmark::State& state) { times(state, bed(), bed().places); }

/// Bornholm as imported, where its extract is.
template <class Measure>
void on_bornholm(benchmark::State& state, Measure measure) {
  static const auto extract = test::shared_data("data/roads/bornholm-highways.osm.pbf");
  if (!extract) return state.SkipWithError("no extract of Bornholm");
  static const Bed bornholm = [] {
    ImportReport report;
    return Bed{import_osm({.osm_file = extract->string()}, report).graph};
  }();
  measure(bornholm);
  state.counters["nodes"] = static_cast<double>(bornholm.graph.node_count());
}
void bornholm_at_nodes(benchmark::State& state) {
  on_bornholm(state, [&](const Bed& bed) { times(state, bed, bed.nodes); });
}
void bornholm_part_way(benchmark::State& state) {
  on_bornholm(state, [&](const Bed& bed) { times(state, bed, bed.places); });
}

void packed_route(benchmark::State& state) {
  const auto query = bed().index->query();
  Route route;
  std::size_t i = 0;
  for (auto _ : state) {
    const Place* const first = &bed().places[(i++ % questions) * (units + 1)];
    benchmark::DoNotOptimize(query->route(first[0], first[units], emergency, route));
  }
}

/// Eight at a time; divide by eight.
void packed_routes_together(benchmark::State& state) {
  const auto query = bed().index->query();
  std::vector<Route> routes(8);
  std::size_t i = 0;
  for (auto _ : state) {
    for (Route& route : routes) {
      const Place* const first = &bed().places[(i++ % questions) * (units + 1)];
      route.from = first[0];
      route.to = first[units];
      route.profile = emergency;
    }
    query->routes(routes);
    benchmark::DoNotOptimize(routes.data());
  }
}

void place_on_route(benchmark::State& state) {
  const auto query = bed().index->query();
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [route, departed] = bed().under_way[i++ % bed().under_way.size()];
    benchmark::DoNotOptimize(query->at(*route, SimTime{} - departed));
  }
}

void unpacked_route(benchmark::State& state) {
  const auto query = bed().index->query();
  std::vector<Stretch> stretches;
  std::size_t i = 0;
  for (auto _ : state) {
    query->unpack(bed().routes[i++ % questions], stretches);
    benchmark::DoNotOptimize(stretches.data());
  }
}

void nearest_under_way(benchmark::State& state) {
  const auto query = bed().index->query();
  std::size_t i = 0;
  for (auto _ : state) {
    const std::size_t question = i++ % questions;
    benchmark::DoNotOptimize(query->nearest({&bed().under_way[question * units], units},
                                            bed().places[question * (units + 1)], emergency, SimTime{}));
  }
}

// --- the yardstick: Boost.Graph on a CSR, backward from the incident, until all units are found --------------------

using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, std::uint32_t>;

struct AllFound {};

struct StopWhenAllFound : boost::default_dijkstra_visitor {
  void discover_vertex(std::size_t node, const Csr&) { touched->push_back(node); }
  void finish_vertex(std::size_t node, const Csr&) {
    if ((*wanted)[node] && --*left == 0) throw AllFound{};
  }
  std::vector<std::size_t>* touched;
  const std::vector<bool>* wanted;
  std::size_t* left;
};

void boost_dijkstra(benchmark::State& state, const Bed& on) {
  const RoadGraph& graph = on.graph;
  const EdgeTimes edges{graph, TravelProfiles{speeds()}.all()[1], own_names(graph)};
  std::vector<std::pair<std::size_t, std::size_t>> ends;
  std::vector<std::uint32_t> weights;
  for (Arc arc = 0; arc < edges.arc_count(); ++arc) {
    if (!edges.open(arc)) continue;
    ends.emplace_back(edges.head(arc), edges.tail(arc));
    weights.push_back(edges.time(arc));
  }
  const Csr reverse{boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), weights.begin(),
                    graph.node_count()};
  const auto vertices = boost::get(boost::vertex_index, reverse);
  constexpr std::uint32_t far = ~0U;
  std::vector<std::uint32_t> distance(graph.node_count(), far);
  std::vector<bool> wanted(graph.node_count(), false);
  std::vector<std::size_t> touched;
  std::size_t i = 0;
  for (auto _ : state) {
    const Place* const first = &on.nodes[(i++ % questions) * (units + 1)];
    std::vector<std::size_t> at;
    std::size_t left = 0;
    for (std::size_t u = 0; u < units; ++u) {
      at.push_back(edges.exits(first[u])[0].node);
      if (!wanted[at.back()]) ++left;
      wanted[at.back()] = true;
    }
    const std::size_t target = edges.entries(first[units])[0].node;
    distance[target] = 0;
    touched.assign(1, target);
    StopWhenAllFound visitor;
    visitor.touched = &touched;
    visitor.wanted = &wanted;
    visitor.left = &left;
    boost::two_bit_color_map<decltype(vertices)> colour{graph.node_count(), vertices};
    try {
      boost::dijkstra_shortest_paths_no_init(reverse, target, boost::dummy_property_map{},
                                             boost::make_iterator_property_map(distance.begin(), vertices),
                                             boost::get(boost::edge_bundle, reverse), vertices, std::less<>{},
                                             boost::closed_plus<std::uint32_t>{far}, 0U, visitor, colour);
    } catch (const AllFound&) {
    }
    benchmark::DoNotOptimize(distance[at.front()]);
    for (const std::size_t node : touched) distance[node] = far;
    for (const std::size_t node : at) wanted[node] = false;
  }
}
void boost_dijkstra_early_stop(benchmark::State& state) { boost_dijkstra(state, bed()); }
void bornholm_boost_dijkstra(benchmark::State& state) {
  on_bornholm(state, [&](const Bed& bed) { boost_dijkstra(state, bed); });
}

// --- building -------------------------------------------------------------------------------------------------------

void order_and_tree(benchmark::State& state) {
  bed();
  for (auto _ : state) {
    const Neighbours neighbours{bed().graph};
    const EliminationTree tree{neighbours, dissection_order(neighbours)};
    state.counters["nodes"] = static_cast<double>(tree.node_count());
    state.counters["arcs"] = static_cast<double>(tree.arc_count());
    state.counters["deepest"] = tree.deepest();
    state.counters["values_a_node"] = static_cast<double>(tree.value_count()) / static_cast<double>(tree.node_count());
  }
}

void one_profile(benchmark::State& state) {
  const RoadGraph& graph = bed().graph;
  const Neighbours neighbours{graph};
  const EliminationTree tree{neighbours, dissection_order(neighbours)};
  const auto names = tree.names();
  const auto arcs = tree.arcs_of(graph);
  const TravelProfiles profiles{speeds()};
  for (auto _ : state) {
    const LabelProfile profile{graph, tree, names, arcs, profiles.all()[1], label_scan()};
    const std::size_t to = profile.to.shares_with(profile.from) ? 0 : profile.to.bytes();
    state.counters["label_MB"] = static_cast<double>(profile.from.bytes() + to) / 1e6;
    state.counters["shortcut_MB"] = static_cast<double>(profile.metric.bytes()) / 1e6;
  }
}

/// Everything from the road graph on, with the profiles of a whole week.
void cold_start(benchmark::State& state) {
  const RoadGraph& graph = bed().graph;
  const TravelProfiles profiles{speeds()};
  for (auto _ : state) {
    const Neighbours neighbours{graph};
    const EliminationTree tree{neighbours, dissection_order(neighbours)};
    const auto names = tree.names();
    const auto arcs = tree.arcs_of(graph);
    std::vector<LabelProfile> eight;
    eight.reserve(8);
    while (eight.size() < 8)
      eight.emplace_back(graph, tree, names, arcs, profiles.all()[eight.size() % 2], label_scan());
    benchmark::DoNotOptimize(eight.data());
  }
}

/// Nine times, in processor time; the least beside the median, because a busy machine only ever adds.
void repeated(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMicrosecond)->Repetitions(9)->ReportAggregatesOnly();
  bench->ComputeStatistics("least", [](const std::vector<double>& v) { return *std::min_element(v.begin(), v.end()); });
}
void built_thrice(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3)->ReportAggregatesOnly();
}
void built(benchmark::internal::Benchmark* bench) {
  repeated(bench);
  bench->Unit(benchmark::kMillisecond)->Iterations(1);
}
void searched(benchmark::internal::Benchmark* bench) {
  repeated(bench);
  bench->Iterations(20);
}

BENCHMARK(order_and_tree)->Apply(built_thrice);
BENCHMARK(one_profile)->Apply(built);
BENCHMARK(cold_start)->Apply(built_thrice);
BENCHMARK(times_at_nodes)->Apply(repeated);
BENCHMARK(times_part_way)->Apply(repeated);
BENCHMARK(bornholm_at_nodes)->Apply(repeated);
BENCHMARK(bornholm_part_way)->Apply(repeated);
BENCHMARK(packed_route)->Apply(repeated);
BENCHMARK(packed_routes_together)->Apply(repeated);
BENCHMARK(place_on_route)->Apply(repeated);
BENCHMARK(unpacked_route)->Apply(repeated);
BENCHMARK(nearest_under_way)->Apply(repeated);
BENCHMARK(boost_dijkstra_early_stop)->Apply(searched);
BENCHMARK(bornholm_boost_dijkstra)->Apply(searched);

}  // namespace

BENCHMARK_MAIN();
