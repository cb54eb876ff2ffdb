#include "analysis/store/map_tables.hpp"

#include "analysis/store/compact_lines.hpp"
#include "analysis/store/joined_roads.hpp"

namespace kredsim {

namespace {

int any_road(RoadClass road_class) { return static_cast<int>(road_class); }

/// Main roads, each class by itself.
int main_road(RoadClass road_class) {
  const bool is_main = road_class <= RoadClass::secondary || road_class == RoadClass::ferry;
  return is_main ? any_road(road_class) : -1;
}

/// A network of so few edges was drawn by hand: all of it is the picture.
constexpr std::size_t few_edges = 500;

/// A map of a district is not looked at closer than this.
constexpr double bends_below_m = 100;

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
  for (const JoinedRoad& joined : joined_roads(graph, graph.edge_count() <= few_edges ? any_road : main_road)) {
    int point = 0;
    for (const Position& at : needed_points(joined.line, bends_below_m))
      road_row(road, scenario::name(joined.road_class), point++, at.lat, at.lon);
    ++road;
  }
  write_demand(database, world);
}

}  // namespace kredsim
