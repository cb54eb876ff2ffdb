#include <algorithm>
#include <map>

#include "sim/random/stream.hpp"
#include "sim/road/stylised_layout.hpp"

namespace kredsim {

namespace {

using stylised::Draft;
using stylised::MainRoads;
using stylised::Settlement;

constexpr double most_local_nodes = 5e6;

Position middle_of(const scenario::StylisedNetwork& network) {
  Position low{90, 180};
  Position high{-90, -180};
  const auto widen = [&](Position at) {
    low = {std::min(low.lat, at.lat), std::min(low.lon, at.lon)};
    high = {std::max(high.lat, at.lat), std::max(high.lon, at.lon)};
  };
  for (const auto& town : network.towns) widen(town.second.at);
  for (const auto& point : network.points) widen(point.second);
  return {(low.lat + high.lat) / 2, (low.lon + high.lon) / 2};
}

/// The inhabitants of each municipality who live outside its towns; 0 where no population is stated.
std::map<std::string, double> rural_population(const scenario::StylisedNetwork& network,
                                               const scenario::Named<scenario::Area>& areas) {
  std::map<std::string, double> rural;
  std::vector<Problem> problems;
  for (const auto& [key, area] : areas) {
    if (area.layer != "municipality" || !area.population) continue;
    double in_towns = 0;
    const scenario::Reference* last = nullptr;
    for (const auto& [name, town] : network.towns)
      if (town.municipality.name == key) {
        in_towns += town.population;
        last = &town.municipality;
      }
    if (in_towns > *area.population)
      problems.push_back({last->origin, last->key,
                          "the towns of '" + key + "' have more inhabitants than the municipality (" +
                              std::to_string(static_cast<long long>(in_towns)) + " against " +
                              std::to_string(static_cast<long long>(*area.population)) +
                              ") (lower the towns or raise areas." + key + ".population)"});
    rural[key] = *area.population - in_towns;
  }
  if (!problems.empty()) throw ScenarioError{problems};
  return rural;
}

/// Shares the rural population among the hamlets of each municipality, unevenly; where there is none, among its towns.
void settle(std::map<std::string, double> rural, double per_km2, std::vector<Settlement>& towns,
            std::vector<Settlement>& hamlets) {
  std::vector<double> share;
  std::map<std::string, double> total;
  for (const Settlement& hamlet : hamlets) {
    Stream stream{0, 0, Purpose::layout, combine(stable_key("inhabitants"), stable_key(hamlet.key))};
    share.push_back(0.5 + stream.uniform());
    total[hamlet.municipality] += share.back();
  }
  for (std::size_t i = 0; i < hamlets.size(); ++i) {
    hamlets[i].population = rural[hamlets[i].municipality] * share[i] / total[hamlets[i].municipality];
    hamlets[i].radius_m = stylised::hamlet_radius(hamlets[i].population);
  }
  std::map<std::string, double> in_towns;
  for (const Settlement& town : towns) in_towns[town.municipality] += town.population;
  for (Settlement& town : towns)
    if (total[town.municipality] == 0 && in_towns[town.municipality] > 0) {
      town.population *= 1 + rural[town.municipality] / in_towns[town.municipality];
      town.radius_m = stylised::town_radius(town.population, per_km2);
    }
}

/// @throws ScenarioError naming a town or point from which the first one cannot be reached by road.
void require_connected(const scenario::StylisedNetwork& network, const Network& result) {
  for (const auto driving : {scenario::Driving::normal, scenario::Driving::emergency}) {
    const auto component = strong_components(result.graph, driving);
    for (const auto& [key, place] : result.named) {
      if (component[result.graph.edge(place.edge).tail] == 0) continue;
      for (const auto& road : network.roads)
        for (const auto& via : road.via)
          if (via.name == key)
            throw ScenarioError({{via.origin, via.key,
                                  "'" + key +
                                      "' cannot be reached by road (roads meet only where they share a name) "
                                      "(let a road pass through it, or add a road of class `ferry`)"}});
      throw ScenarioError({{{}, "network.stylised", "'" + key + "' cannot be reached by road"}});
    }
  }
}

/// Between their landings, whose names the reader has checked. A landing stays a node: an edge never is half a ferry.
void add_ferries(const scenario::Named<scenario::Ferry>& ferries, const MainRoads& roads, Draft& draft) {
  const auto landing = [&](const scenario::Reference& name) {
    const auto found = std::find_if(roads.named.begin(), roads.named.end(),
                                    [&](const auto& place) { return place.first == name.name; });
    if (found == roads.named.end())
      throw ScenarioError({{name.origin, name.key, "no town or point named '" + name.name + "'"}});
    draft.builder.pin(found->second);
    return found->second;
  };
  for (std::size_t i = 0; i < ferries.size(); ++i) {
    const auto from = landing(ferries[i].second.from);
    const auto to = landing(ferries[i].second.to);
    draft.builder.add_link(from, to, ferry_piece(ferries[i].second, i, draft.positions[from], draft.positions[to]),
                           Access::everyone, Access::everyone);
  }
}

}  // namespace

Network build_stylised(const scenario::StylisedNetwork& network, const scenario::Named<scenario::Area>& areas,
                       const scenario::Named<scenario::Ferry>& ferries) {
  const double nodes_per_inhabitant = network.local_nodes_per_inhabitant * network.detail;
  Draft draft{middle_of(network)};
  MainRoads roads = build_main_roads(network, draft);
  std::vector<Settlement> hamlets = build_country_roads(roads, draft);
  settle(rural_population(network, areas), network.inhabitants_per_km2, roads.towns, hamlets);

  double inhabitants = 0;
  for (const auto* places : {&roads.towns, &hamlets})
    for (const Settlement& place : *places) inhabitants += place.population;
  if (inhabitants * nodes_per_inhabitant > most_local_nodes)
    throw ScenarioError({{{},
                          "network.stylised.local_nodes_per_inhabitant",
                          "more than 5,000,000 local nodes (lower it, or `detail`)"}});
  for (const auto* places : {&roads.towns, &hamlets})
    for (const Settlement& place : *places)
      grow_streets(place, place.population * nodes_per_inhabitant, roads.index, draft);

  add_ferries(ferries, roads, draft);
  auto [graph, place_of] = draft.builder.build();
  Network result{std::move(graph), {}, {}};
  for (const auto& point : draft.demand)
    result.points.push_back({place_of[point.node], point.weight, point.municipality, ""});
  for (const auto& [key, node] : roads.named)
    if (place_of[node].edge.valid()) result.named.emplace_back(key, place_of[node]);
  require_connected(network, result);
  return result;
}

}  // namespace kredsim
