#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "sim/base/pinned_math.hpp"
#include "sim/random/stream.hpp"
#include "sim/road/stylised_layout.hpp"

namespace kredsim::stylised {

namespace {

constexpr double sample_m = 200;
constexpr double built_up_kmh = 50;  // færdselsloven § 42

/// Motorways join at their ramps only and ferries at their landings.
bool has_side_roads(RoadClass road_class) {
  return road_class != RoadClass::motorway && road_class != RoadClass::motor_road && road_class != RoadClass::ferry;
}

bool is_bridge_head(const std::string& key) { return key.rfind("bridge_", 0) == 0; }

/// One stretch of a main road between two named points.
struct Leg {
  const scenario::MainRoad* road;
  std::size_t from;
  std::size_t to;
  bool over_water;
};

/// The towns and points of the table by number.
struct Table {
  std::vector<std::string> keys;
  std::vector<Point> at;
  std::map<std::string, std::size_t> number;

  void add(const std::string& key, Point point) {
    number.emplace(key, keys.size());
    keys.push_back(key);
    at.push_back(point);
  }
};

std::size_t lookup(const Table& table, const scenario::Reference& name) {
  const auto found = table.number.find(name.name);
  if (found == table.number.end())
    throw ScenarioError({{name.origin, name.key, "no town or point named '" + name.name + "'"}});
  return found->second;
}

std::vector<Leg> legs_of(const scenario::StylisedNetwork& network, const Table& table) {
  std::vector<Leg> legs;
  for (const auto& road : network.roads)
    for (std::size_t i = 1; i < road.via.size(); ++i) {
      const std::size_t from = lookup(table, road.via[i - 1]);
      const std::size_t to = lookup(table, road.via[i]);
      legs.push_back({&road, from, to, is_bridge_head(table.keys[from]) && is_bridge_head(table.keys[to])});
    }
  return legs;
}

/// Points along a leg, its ends left out. Ordinary roads wind gently: a few sine waves across the straight line, which
/// vanish at both ends and make it two or three per cent longer.
std::vector<Point> course(const Leg& leg, const Table& table) {
  const Point a = table.at[leg.from];
  const Point b = table.at[leg.to];
  const double length = distance(a, b);
  const auto steps = static_cast<int>(std::max(1.0, std::round(length / sample_m)));
  constexpr int waves = 6;
  double amplitude[waves] = {};
  if (has_side_roads(leg.road->road_class) && !leg.over_water) {
    Stream stream{
        0, 0, Purpose::layout,
        combine(stable_key(leg.road->name), combine(stable_key(table.keys[leg.from]), stable_key(table.keys[leg.to])))};
    for (int k = 0; k < waves; ++k) amplitude[k] = 0.07 * (2 * stream.uniform() - 1) / (k + 1);
  }
  std::vector<Point> points;
  for (int i = 1; i < steps; ++i) {
    const double t = static_cast<double>(i) / steps;
    double aside = 0;
    for (int k = 0; k < waves; ++k) aside += amplitude[k] * pinned::sin((k + 1) * std::numbers::pi * t);
    points.push_back({a.x + t * (b.x - a.x) - aside * (b.y - a.y), a.y + t * (b.y - a.y) + aside * (b.x - a.x)});
  }
  return points;
}

bool built_up(Point at, const std::vector<Settlement>& towns) {
  return std::any_of(towns.begin(), towns.end(),
                     [&](const Settlement& town) { return distance(town.centre, at) < town.radius_m; });
}

void add_segment(const Leg& leg, MapNode from, MapNode to, const std::vector<Settlement>& towns, Draft& draft) {
  const Point a = draft.at(from);
  const Point b = draft.at(to);
  double speed = leg.road->speed_kmh;
  auto source = SpeedSource::stated;
  if (has_side_roads(leg.road->road_class) && speed > built_up_kmh &&
      built_up({(a.x + b.x) / 2, (a.y + b.y) / 2}, towns)) {
    speed = built_up_kmh;
    source = SpeedSource::built_up_or_not;
  }
  draft.add_link(from, to, leg.road->road_class, speed, source);
}

/// Towns that no road of the table names get a road of their own to the nearest main road, and lie on its island.
void reach_forgotten_towns(const Table& table, const std::vector<bool>& on_road, MainRoads& roads,
                           std::vector<Sample>& samples, Draft& draft) {
  for (Settlement& town : roads.towns) {
    if (on_road[table.number.at(town.key)]) continue;
    const Sample* nearest = nullptr;
    for (const Sample& sample : samples)
      if (sample.island != water &&
          (nearest == nullptr || distance(sample.at, town.centre) < distance(nearest->at, town.centre)))
        nearest = &sample;
    if (nearest != nullptr) {
      town.island = nearest->island;
      draft.add_link(nearest->node, town.node, RoadClass::tertiary, 80, SpeedSource::road_class);
    }
    samples.push_back({town.centre, town.node, town.island});
  }
}

}  // namespace

MainRoads build_main_roads(const scenario::StylisedNetwork& network, Draft& draft) {
  Table table;
  for (const auto& [key, town] : network.towns) table.add(key, draft.plane.flat(town.at));
  for (const auto& [key, at] : network.points) table.add(key, draft.plane.flat(at));
  const std::vector<Leg> legs = legs_of(network, table);

  MainRoads roads{{}, {}, SampleIndex{{}}};
  std::vector<MapNode> node;
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    node.push_back(draft.add_node(table.at[i]));
    roads.named.emplace_back(table.keys[i], node[i]);
  }

  UnionFind hangs_together{table.keys.size()};
  std::vector<bool> on_road(table.keys.size(), false);
  std::vector<bool> joinable(table.keys.size(), false);
  for (const Leg& leg : legs) {
    on_road[leg.from] = on_road[leg.to] = true;
    if (has_side_roads(leg.road->road_class) && !leg.over_water) {
      hangs_together.join(leg.from, leg.to);
      joinable[leg.from] = joinable[leg.to] = true;
    }
  }
  for (const Leg& leg : legs)  // not at the ramps themselves
    if (!has_side_roads(leg.road->road_class)) joinable[leg.from] = joinable[leg.to] = false;
  const auto island = [&](std::size_t i) { return static_cast<Island>(hangs_together.find(i)); };

  for (std::size_t i = 0; i < network.towns.size(); ++i) {
    const auto& [key, town] = network.towns[i];
    roads.towns.push_back({key, town.municipality.name, table.at[i], node[i], island(i), town.population,
                           town_radius(town.population, network.inhabitants_per_km2)});
  }
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < table.keys.size(); ++i)
    if (joinable[i]) samples.push_back({table.at[i], node[i], island(i)});

  for (const Leg& leg : legs) {
    const bool ordinary = has_side_roads(leg.road->road_class);
    MapNode last = node[leg.from];
    for (const Point at : course(leg, table)) {
      const MapNode next = draft.add_node(at);
      if (ordinary) samples.push_back({at, next, leg.over_water ? water : island(leg.from)});
      add_segment(leg, last, next, roads.towns, draft);
      last = next;
    }
    add_segment(leg, last, node[leg.to], roads.towns, draft);
  }
  reach_forgotten_towns(table, on_road, roads, samples, draft);
  roads.index = SampleIndex{std::move(samples)};
  return roads;
}

}  // namespace kredsim::stylised
