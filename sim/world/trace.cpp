#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "sim/base/pinned_math.hpp"
#include "sim/scenario/units.hpp"
#include "sim/scenario/utf8.hpp"
#include "sim/world/build.hpp"
#include "sim/world/trace_csv.hpp"

namespace kredsim {

namespace {

constexpr std::size_t most_problems = 50;

class TraceBuilder {
 public:
  TraceBuilder(const scenario::Scenario& scenario, const Network& network, District& district, Demand& demand)
      : scenario_{scenario},
        network_{network},
        district_{district},
        demand_{demand},
        own_points_{district.points.size()} {}

  void build(const scenario::TraceDemand& trace) {
    std::vector<TraceLine> lines = parse_trace(read_trace_file(trace.file), trace.file, problems_);
    const SimTime begin = scenario_.period.start - scenario_.period.warm_up;
    std::map<std::pair<std::uint64_t, SimTime>, std::uint64_t> alike;
    for (const TraceLine& line : lines) {
      if (problems_.size() >= most_problems) break;
      const TypeId type = find(demand_.types, line.type);
      if (!type.valid()) {
        problem(line, "the type `" + scenario::one_line(line.type, 60) + "` is none of the scenario's `incidents`");
        continue;
      }
      const std::uint64_t name = combine(stable_key(line.type), stable_key("trace"));
      const std::uint64_t number = alike[{name, line.time}]++;
      const auto ms = static_cast<std::uint64_t>(line.time.time_since_epoch().count());
      const std::uint64_t key = combine(combine(name, ms), number);
      const PointId point = place(line, key);
      if (!point.valid() || line.time < begin) continue;
      demand_.trace.push_back({line.time, key, type, point, line.on_scene});
    }
    if (problems_.empty() && demand_.trace.empty())
      problems_.push_back({{trace.file, 0, 0},
                           "",
                           lines.empty() ? "has no incident"
                                         : "has no incident in the simulated time (`period.start` less `warm_up` on)"});
    if (!problems_.empty()) throw ScenarioError{problems_};
    std::sort(demand_.trace.begin(), demand_.trace.end(), [](const TracedIncident& a, const TracedIncident& b) {
      return std::pair{a.time, a.key} < std::pair{b.time, b.key};
    });
  }

 private:
  void problem(const TraceLine& line, std::string text) { problems_.push_back({line.origin, "", std::move(text)}); }

  PointId place(const TraceLine& line, std::uint64_t key) {
    if (line.at) return at_position(line);
    const AreaId area = find(district_.areas, line.place);
    if (area.valid() && area.index() < demand_.area_points.size() && !demand_.area_points[area].points.empty()) {
      // The log says no more than the area: a point of it, the same in every replication.
      Stream where{0, 0, Purpose::place, key};
      return demand_.area_points[area].at(where.uniform());
    }
    for (const auto& [name, named] : network_.named)
      if (name == line.place) return new_point(line, named);
    problem(line, "`" + scenario::one_line(line.place, 60) +
                      "` is no municipality with inhabitants and no named point of the network");
    return {};
  }

  PointId at_position(const TraceLine& line) {
    if (!snapper_) snapper_ = std::make_unique<Snapper>(network_.graph);
    const Place place = snapper_->snap(*line.at, snap_limit_m).place;
    if (place.edge.valid()) return new_point(line, place);
    problem(line, "no road within 1 km of " + scenario::number_text(line.at->lat) + ", " +
                      scenario::number_text(line.at->lon) + " (is it latitude, then longitude?)");
    return {};
  }

  /// A point of no weight, in the areas of the nearest point of demand.
  PointId new_point(const TraceLine& line, Place place) {
    for (auto [at, end] = made_.equal_range(place.edge.index()); at != end; ++at)
      if (district_.points[at->second].place == place) return at->second;
    if (components_.empty()) {
      components_ = strong_components(network_.graph, scenario::Driving::emergency);
      for (std::size_t i = 0; i < own_points_; ++i) served_.insert(component(district_.points[PointId{i}].place));
    }
    if (!served_.contains(component(place))) {
      problem(line, "cannot be reached from any station with cars");
      return {};
    }
    const PointId point = district_.points.push_back({place, 0, district_.points[nearest_point(place)].areas});
    made_.emplace(place.edge.index(), point);
    return point;
  }

  /// On a plane around the place: near enough for the nearest of neighbours.
  PointId nearest_point(Place place) {
    if (positions_.empty())
      for (std::size_t i = 0; i < own_points_; ++i)
        positions_.push_back(network_.graph.position(district_.points[PointId{i}].place));
    const Position at = network_.graph.position(place);
    const double shrink = pinned::cos(at.lat * 0.017453292519943295);
    const auto squared = [&](Position other) {
      const double north = other.lat - at.lat;
      const double east = (other.lon - at.lon) * shrink;
      return north * north + east * east;
    };
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < own_points_; ++i)
      if (squared(positions_[i]) < squared(positions_[nearest])) nearest = i;
    return PointId{nearest};
  }

  [[nodiscard]] std::uint32_t component(Place place) const { return components_[network_.graph.edge(place.edge).tail]; }

  const scenario::Scenario& scenario_;
  const Network& network_;
  District& district_;
  Demand& demand_;
  std::size_t own_points_;
  std::unique_ptr<Snapper> snapper_;
  Column<NodeId, std::uint32_t> components_;
  std::set<std::uint32_t> served_;
  std::vector<Position> positions_;  ///< of the points of demand
  std::multimap<std::size_t, PointId> made_;
  std::vector<Problem> problems_;
};

}  // namespace

void add_trace(const scenario::Scenario& scenario, const Network& network, District& district, Demand& demand) {
  const auto& trace = scenario.demand.trace;
  if (!trace) return;
  TraceBuilder{scenario, network, district, demand}.build(*trace);
  using Use = scenario::TraceDemand::Use;
  if (trace->use == Use::beside_rates) return;
  std::vector<bool> traced(demand.types.size(), trace->use == Use::instead_of_rates);
  for (const TracedIncident& incident : demand.trace) traced[incident.type.index()] = true;
  std::erase_if(demand.streams, [&](const ArrivalStream& stream) { return traced[stream.type.index()]; });
}

}  // namespace kredsim
