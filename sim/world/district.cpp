#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "sim/road/cells.hpp"
#include "sim/road/geojson.hpp"
#include "sim/scenario/staffing.hpp"
#include "sim/world/build.hpp"

namespace kredsim {

namespace {

bool by_ferry(const RoadGraph& graph, EdgeId edge) {
  const auto pieces = graph.pieces(edge);
  return std::any_of(pieces.begin(), pieces.end(),
                     [](const Piece& piece) { return piece.road_class == scenario::RoadClass::ferry; });
}

bool has_ferries(const RoadGraph& graph) {
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    if (by_ferry(graph, EdgeId{i})) return true;
  return false;
}

/// By node: the least node of the piece of road that it belongs to when no ferry sails.
std::vector<std::uint32_t> pieces_without_ferries(const RoadGraph& graph) {
  std::vector<std::uint32_t> piece(graph.node_count());
  std::iota(piece.begin(), piece.end(), 0U);
  const auto find_piece = [&](std::size_t node) {
    while (piece[node] != node) node = piece[node] = piece[piece[node]];
    return static_cast<std::uint32_t>(node);
  };
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const auto& edge = graph.edge(EdgeId{i});
    if (by_ferry(graph, EdgeId{i})) continue;
    const std::uint32_t a = find_piece(edge.tail.index());
    const std::uint32_t b = find_piece(edge.head.index());
    piece[std::max(a, b)] = std::min(a, b);
  }
  for (std::size_t node = 0; node < piece.size(); ++node) piece[node] = find_piece(node);
  return piece;
}

class DistrictBuilder {
 public:
  DistrictBuilder(const scenario::Scenario& scenario, const Network& network)
      : scenario_{scenario}, network_{network} {}

  District build() {
    district_.name = scenario_.district_name;
    if (district_.name.en.empty()) district_.name = {"kredsen", "the district"};
    district_.stylised = scenario_.stylised;
    add_areas();
    read_boundary_files();
    add_points();
    set_ferry_islands_apart();
    draw_missing_outlines();
    add_stations();
    check_reachable();
    if (!problems_.empty()) throw ScenarioError{problems_};
    return std::move(district_);
  }

 private:
  void add_areas() {
    district_.layers.push_back("municipality");
    for (const auto& [key, area] : scenario_.areas)
      if (std::find(district_.layers.begin(), district_.layers.end(), area.layer) == district_.layers.end())
        district_.layers.push_back(area.layer);
    if (district_.layers.size() > most_layers)
      problem({}, "areas", "more than " + std::to_string(most_layers) + " layers");
    for (const auto& [key, area] : scenario_.areas) {
      const auto layer =
          std::find(district_.layers.begin(), district_.layers.end(), area.layer) - district_.layers.begin();
      district_.areas.push_back(
          {key, area.name, LayerId{static_cast<std::size_t>(layer)}, area.population.value_or(0)});
      settings_.push_back(&area);
    }
    // A scenario without municipalities (a queueing case, say) is one area.
    if (std::none_of(district_.areas.begin(), district_.areas.end(),
                     [](const auto& a) { return a.layer == LayerId{0}; })) {
      district_.areas.push_back(
          {"district", scenario_.district_name.en.empty() ? "district" : scenario_.district_name.en, LayerId{0}, 0});
      settings_.push_back(nullptr);
    }
  }

  /// A boundary belongs to the area whose code or name it bears; outlines of the map come from it too.
  void read_boundary_files() {
    for (const auto& boundaries : scenario_.boundaries) {
      const std::string key = "boundaries." + boundaries.layer;
      const auto layer =
          std::find(district_.layers.begin(), district_.layers.end(), boundaries.layer) - district_.layers.begin();
      if (static_cast<std::size_t>(layer) == district_.layers.size()) {
        problem(boundaries.origin, key, "no area has the layer `" + boundaries.layer + "`");
        continue;
      }
      const std::vector<Boundary> read = read_boundaries(boundaries.file, boundaries.property);
      for (const AreaId area : district_.areas.ids()) {
        if (district_.areas[area].layer.index() != static_cast<std::size_t>(layer) || settings_[area] == nullptr)
          continue;
        const auto found = std::find_if(read.begin(), read.end(), [&](const Boundary& boundary) {
          return boundary.name == settings_[area]->code || boundary.name == settings_[area]->name;
        });
        if (found == read.end()) {
          problem(boundaries.origin, key,
                  "no polygon whose `" + boundaries.property + "` is the code or the name of `" +
                      district_.areas[area].key + "`");
          continue;
        }
        for (const auto& ring : found->rings) district_.outlines.push_back({area, ring, false});
        boundaries_.emplace_back(area, *found);
      }
    }
  }

  /// The area whose boundary holds the position; off every coast the nearest, because map coasts are generalised.
  [[nodiscard]] AreaId area_by_boundary(Position at, LayerId layer) const {
    AreaId nearest;
    double least = std::numeric_limits<double>::infinity();
    for (const auto& [area, boundary] : boundaries_) {
      if (district_.areas[area].layer != layer) continue;
      if (boundary.contains(at)) return area;
      const double distance = boundary.distance_m(at);
      if (distance < least) {
        least = distance;
        nearest = area;
      }
    }
    return nearest;
  }

  void add_points() {
    std::set<std::string> unknown;
    std::size_t nowhere = 0;
    for (const PopulationPoint& point : network_.points) {
      District::Point made{point.place, point.weight, {}};
      for (std::size_t layer = 0; layer < district_.layers.size(); ++layer)
        made.areas[layer] = area_of(point, LayerId{layer});
      if (!made.areas[0].valid() && !point.area.empty()) unknown.insert(point.area);
      if (!made.areas[0].valid() && point.area.empty() && point.weight > 0) ++nowhere;
      district_.points.push_back(made);
    }
    for (const std::string& area : unknown)
      problem({}, "network", "its points lie in `" + area + "`, which is no area of the scenario");
    if (nowhere > 0)
      problem({}, "areas",
              std::to_string(nowhere) + (nowhere == 1 ? " place of demand belongs" : " places of demand belong") +
                  " to none of the municipalities (give the areas a `centre`, "
                  "`postcodes` or boundaries, or the nodes of the network an `area`)");
  }

  /// Where some people can be reached by ferry only, a layer of two areas tells them from the others: every figure by
  /// area then stands with and without them. The mainland is the piece of road without ferries on which most live.
  void set_ferry_islands_apart() {
    if (!has_ferries(network_.graph)) return;
    const std::vector<std::uint32_t> piece = pieces_without_ferries(network_.graph);
    const auto piece_of = [&](const District::Point& point) {
      const auto& edge = network_.graph.edge(point.place.edge);
      const bool at_head =
          by_ferry(network_.graph, point.place.edge) && 2 * point.place.along.count() > edge.length.count();
      return piece[(at_head ? edge.head : edge.tail).index()];
    };
    std::map<std::uint32_t, double> people;
    for (const auto& point : district_.points) people[piece_of(point)] += point.weight;
    if (people.size() < 2 || district_.layers.size() >= most_layers) return;
    const auto larger = [](const auto& a, const auto& b) { return a.second < b.second; };
    const std::uint32_t mainland = std::max_element(people.begin(), people.end(), larger)->first;
    for (const auto& area : district_.areas)
      if (area.key == "ferry_islands" || area.key == "without_ferry_islands") return;
    const std::size_t layer = district_.layers.size();
    district_.layers.emplace_back("ferry");
    std::array<AreaId, 2> areas;
    for (const auto& [i, key, name] : {std::tuple{0, "without_ferry_islands", "Uden færgeøer / without ferry islands"},
                                       {1, "ferry_islands", "Færgeøer / ferry islands"}}) {
      areas[static_cast<std::size_t>(i)] = district_.areas.push_back({key, name, LayerId{layer}, 0});
      settings_.push_back(nullptr);
    }
    for (auto& point : district_.points) point.areas[layer] = areas[piece_of(point) == mainland ? 0 : 1];
  }

  /// In this order: the user's boundaries, what the network says, the postcode, the nearest centre, the only area of
  /// the layer. A point about which nothing is known belongs to no area of a layer that has several.
  [[nodiscard]] AreaId area_of(const PopulationPoint& point, LayerId layer) const {
    const AreaId bounded = area_by_boundary(network_.graph.position(point.place), layer);
    if (bounded.valid()) return bounded;
    if (layer == LayerId{0} && !point.area.empty()) return find(district_.areas, point.area);
    AreaId only;
    std::size_t in_layer = 0;
    AreaId nearest;
    double least = std::numeric_limits<double>::infinity();
    const Position at = network_.graph.position(point.place);
    for (const AreaId id : district_.areas.ids()) {
      if (district_.areas[id].layer != layer) continue;
      only = id;
      ++in_layer;
      const scenario::Area* area = settings_[id];
      if (area == nullptr) return id;
      if (!point.postcode.empty() &&
          std::find(area->postcodes.begin(), area->postcodes.end(), point.postcode) != area->postcodes.end())
        return id;
      if (!area->centre) continue;
      const double distance = distance_m(at, *area->centre);
      if (distance < least) {
        least = distance;
        nearest = id;
      }
    }
    return nearest.valid() || in_layer > 1 ? nearest : only;
  }

  /// A layer without boundaries is drawn as cells around its points of demand: to each place the area that it counts
  /// for.
  void draw_missing_outlines() {
    for (std::size_t layer = 0; layer < district_.layers.size(); ++layer) {
      const bool bounded = std::any_of(boundaries_.begin(), boundaries_.end(), [&](const auto& boundary) {
        return district_.areas[boundary.first].layer.index() == layer;
      });
      if (bounded) continue;
      std::vector<Position> sites;
      std::vector<std::size_t> owners;
      for (const auto& point : district_.points) {
        if (!point.areas[layer].valid()) continue;
        sites.push_back(network_.graph.position(point.place));
        owners.push_back(point.areas[layer].index());
      }
      for (SiteCell& cell : cells(sites, owners))
        district_.outlines.push_back({AreaId{cell.owner}, std::move(cell.ring), true});
    }
  }

  void add_stations() {
    std::unique_ptr<Snapper> snapper;
    for (const auto& [key, station] : scenario_.stations) {
      Place place;
      if (const auto* reference = std::get_if<scenario::Reference>(&station.at)) {
        const auto named = std::find_if(network_.named.begin(), network_.named.end(),
                                        [&](const auto& entry) { return entry.first == reference->name; });
        if (named != network_.named.end()) place = named->second;
        if (!place.edge.valid())
          problem(reference->origin, reference->key,
                  "no place of the network is called `" + reference->name +
                      "` (write a town, a point or a node of the network, or [latitude, longitude])");
      } else {
        if (!snapper) snapper = std::make_unique<Snapper>(network_.graph);
        place = snapper->snap(std::get<Position>(station.at), snap_limit_m).place;
        if (!place.edge.valid())
          problem(station.origin, "stations." + key + ".at", "no road within 1 km (is it [latitude, longitude]?)");
      }
      district_.stations.push_back({key, station.name, place,
                                    station.area ? find(district_.areas, station.area->name) : AreaId{},
                                    station.detention});
    }
  }

  /// Everybody must be reachable from some station that has cars, by the same roads both ways.
  void check_reachable() {
    if (!problems_.empty() || district_.points.empty()) return;
    const auto component = strong_components(network_.graph, scenario::Driving::emergency);
    const auto component_of = [&](Place place) { return component[network_.graph.edge(place.edge).tail]; };
    std::set<std::uint32_t> served;
    const std::set<std::string> with_cars = stations_with_cars(scenario_);
    for (const auto& station : district_.stations)
      if (with_cars.contains(station.key)) served.insert(component_of(station.place));
    std::map<std::string, std::pair<std::size_t, Position>> unreachable;
    for (const auto& point : district_.points) {
      if (served.contains(component_of(point.place))) continue;
      auto& [count, example] = unreachable[point.areas[0].valid() ? district_.areas[point.areas[0]].key : "?"];
      if (count++ == 0) example = network_.graph.position(point.place);
    }
    for (const auto& [area, found] : unreachable)
      problem({}, "areas." + area,
              std::to_string(found.first) + " places of demand cannot be reached from any station with cars, such as " +
                  std::to_string(found.second.lat) + ", " + std::to_string(found.second.lon) +
                  " (put a station on that part of the network, or leave the part out)");
  }

  void problem(Origin origin, std::string key, std::string text) {
    if (origin.file.empty()) origin.file = scenario_.files.empty() ? "scenario" : scenario_.files.back();
    problems_.push_back({std::move(origin), std::move(key), std::move(text)});
  }

  const scenario::Scenario& scenario_;
  const Network& network_;
  District district_;
  Column<AreaId, const scenario::Area*> settings_;
  std::vector<std::pair<AreaId, Boundary>> boundaries_;
  std::vector<Problem> problems_;
};

}  // namespace

District build_district(const scenario::Scenario& scenario, const Network& network) {
  return DistrictBuilder{scenario, network}.build();
}

std::set<std::string> stations_with_cars(const scenario::Scenario& scenario) {
  std::set<std::string> stations;
  std::vector<Problem> said_elsewhere;
  for (const auto& [key, group] : scenario.force)
    for (const scenario::Post& post : scenario::staffing_of(key, group, said_elsewhere).posts)
      stations.insert(post.station);
  return stations;
}

}  // namespace kredsim
