#include "analysis/store/map_tables.hpp"

#include <cmath>

namespace kredsim {

namespace {

bool main_road(RoadClass road_class) { return road_class <= RoadClass::secondary || road_class == RoadClass::ferry; }

/// Distance in metres of `at` from the stretch `from` - `to`, on a plane around it.
double metres_off(const Position& at, const Position& from, const Position& to) {
  constexpr double metres_per_degree = 111'195;
  const double shrink = std::sqrt(std::max(0.0, 1 - from.lat * from.lat / 8'100));  // close to cos at Danish latitudes
  const auto x = [&](const Position& p) { return (p.lon - from.lon) * shrink * metres_per_degree; };
  const auto y = [&](const Position& p) { return (p.lat - from.lat) * metres_per_degree; };
  const double length = x(to) * x(to) + y(to) * y(to);
  const double share = length > 0 ? std::clamp((x(at) * x(to) + y(at) * y(to)) / length, 0.0, 1.0) : 0;
  return std::hypot(x(at) - share * x(to), y(at) - share * y(to));
}

/// Douglas and Peucker: keeps the points of (first, last) without which the line would be off by more than 100 m.
void keep_bends(const std::vector<Position>& line, std::size_t first, std::size_t last, std::vector<bool>& kept) {
  double most = 100;
  std::size_t bend = first;
  for (std::size_t i = first + 1; i < last; ++i) {
    const double off = metres_off(line[i], line[first], line[last]);
    if (off > most) {
      most = off;
      bend = i;
    }
  }
  if (bend == first) return;
  kept[bend] = true;
  keep_bends(line, first, bend, kept);
  keep_bends(line, bend, last, kept);
}

/// Main roads of the graph as long lines: edges of one class are joined at their ends as long as they go on.
class MainRoads {
 public:
  explicit MainRoads(const RoadGraph& graph) : graph_{graph}, used_(graph.edge_count()), at_(graph.node_count()) {
    for (std::uint32_t i = 0; i < graph.edge_count(); ++i) {
      const EdgeId edge{i};
      if (!main_road(graph.pieces(edge).front().road_class)) continue;
      at_[graph.edge(edge).tail.index()].push_back(edge);
      at_[graph.edge(edge).head.index()].push_back(edge);
    }
  }

  /// Calls `take(class, line)` for each line.
  template <class Take>
  void each(Take take) {
    for (std::uint32_t i = 0; i < graph_.edge_count(); ++i) {
      const EdgeId edge{i};
      const RoadClass road_class = graph_.pieces(edge).front().road_class;
      if (used_[i] || !main_road(road_class)) continue;
      used_[i] = true;
      const auto shape = graph_.shape(edge);
      std::vector<Position> line(shape.begin(), shape.end());
      for (NodeId end = graph_.edge(edge).head; const auto next = unused(end, road_class);)
        end = extend(line, *next, end);
      take(road_class, line);
    }
  }

 private:
  std::optional<EdgeId> unused(NodeId node, RoadClass road_class) const {
    for (const EdgeId edge : at_[node.index()])
      if (!used_[edge.index()] && graph_.pieces(edge).front().road_class == road_class) return edge;
    return std::nullopt;
  }
  NodeId extend(std::vector<Position>& line, EdgeId edge, NodeId from) {
    used_[edge.index()] = true;
    const auto shape = graph_.shape(edge);
    const RoadGraph::Edge& e = graph_.edge(edge);
    if (e.tail == from) {
      line.insert(line.end(), shape.begin() + 1, shape.end());
      return e.head;
    }
    line.insert(line.end(), shape.rbegin() + 1, shape.rend());
    return e.tail;
  }

  const RoadGraph& graph_;
  std::vector<bool> used_;
  std::vector<std::vector<EdgeId>> at_;
};

/// Where tasks are expected: usual rates of a year, without season and surges, and the incidents of a trace.
void write_demand(Database& database, const World& world) {
  constexpr double hours_a_year = 8766;
  struct Rate {
    double all = 0;
    double published = 0;
  };
  std::vector<Rate> rates(world.district.points.size());
  const auto add = [&](PointId point, TypeId type, double per_year) {
    rates[point.index()].all += per_year;
    if (world.demand.types[type].published) rates[point.index()].published += per_year;
  };
  for (const ArrivalStream& stream : world.demand.streams) {
    const AreaPoints& area = world.demand.area_points[stream.area];
    double before = 0;
    for (std::size_t i = 0; i < area.points.size(); ++i) {
      add(area.points[i], stream.type, (area.cumulative[i] - before) * stream.per_hour * hours_a_year);
      before = area.cumulative[i];
    }
  }
  const double years = seconds(world.scenario.period.length) / 3600 / hours_a_year;
  for (const TracedIncident& incident : world.demand.trace)
    if (years > 0) add(incident.point, incident.type, 1 / years);
  Database::Insert row{database, "demand", 5};
  for (const PointId point : world.district.points.ids()) {
    const Rate& rate = rates[point.index()];
    if (rate.all <= 0) continue;
    const Position at = world.network.graph.position(world.district.points[point].place);
    row(at.lat, at.lon, world.district.areas[world.district.municipality(point)].key, rate.all, rate.published);
  }
}

}  // namespace

void write_map(Database& database, const World& world) {
  const RoadGraph& graph = world.network.graph;
  if (graph.edge_count() == 0) return;  // nothing is anywhere
  Database::Insert station_row{database, "stations", 4};
  for (const District::Station& station : world.district.stations) {
    const Position at = graph.position(station.place);
    station_row(station.key, station.name, at.lat, at.lon);
  }
  Database::Insert road_row{database, "roads", 5};
  int road = 0;
  MainRoads{graph}.each([&](RoadClass road_class, const std::vector<Position>& line) {
    std::vector<bool> kept(line.size());
    kept.front() = kept.back() = true;
    keep_bends(line, 0, line.size() - 1, kept);
    int point = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
      if (kept[i]) road_row(road, scenario::name(road_class), point++, line[i].lat, line[i].lon);
    ++road;
  });
  write_demand(database, world);
}

}  // namespace kredsim
