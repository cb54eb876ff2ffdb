#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sim/random/stream.hpp"
#include "sim/world/build.hpp"
#include "sim/world/coverage.hpp"
#include "sim/world/tour_builder.hpp"

namespace kredsim {

namespace {

constexpr int most_visits = 60;  // of one tour of hotspots

Presence presence_of(scenario::StopAs as) {
  return as == scenario::StopAs::parked ? Presence::parked : Presence::on_foot;
}

class IdlePlansBuilder {
 public:
  explicit IdlePlansBuilder(const World& world)
      : world_{world}, scenario_{world.scenario}, areas_{world}, tours_{world, areas_} {}

  IdlePlans build() {
    plans_.rounds_of = Column<UnitId, std::uint32_t>(world_.force.units.size());
    plans_.slots = Column<UnitId, WorkSlot>(world_.force.units.size());
    for (const GroupId group : world_.force.groups.ids()) {
      plans_.posts.push_back({});
      plans_.work_per_hour.push_back({});
      if (world_.force.groups[group].neighbours) continue;
      plan(group, scenario_.force[group.index()].first, scenario_.force[group.index()].second);
    }
    if (!problems_.empty()) throw ScenarioError{problems_};
    return std::move(plans_);
  }

 private:
  void plan(GroupId id, const std::string& key, const scenario::Group& group) {
    switch (group.idle) {
      case scenario::Idle::return_to_station:
      case scenario::Idle::stay_at_scene: break;
      case scenario::Idle::patrol_own_area: patrol_own_areas(id, key, group); break;
      case scenario::Idle::patrol_hotspots: patrol_hotspots(id, key, group); break;
      case scenario::Idle::stand_by: plans_.posts[id] = standby_points(id, key, group); break;
      case scenario::Idle::keep_coverage: keep_coverage(id, key, group); break;
    }
    plans_.any_presence |=
        group.idle != scenario::Idle::return_to_station && group.idle != scenario::Idle::stay_at_scene;
    if (group.own_work) add_slots(id, key, *group.own_work);
  }

  [[nodiscard]] Place station_of(UnitId unit) const {
    return world_.district.stations[world_.force.units[unit].station].place;
  }
  [[nodiscard]] std::vector<UnitId> units_of(GroupId group) const {
    std::vector<UnitId> units;
    for (const UnitId unit : world_.force.units.ids())
      if (world_.force.units[unit].group == group) units.push_back(unit);
    return units;
  }
  /// Each once, in the order of the roster.
  [[nodiscard]] std::vector<StationId> stations_of(GroupId group) const {
    std::vector<StationId> stations;
    for (const UnitId unit : units_of(group))
      if (std::find(stations.begin(), stations.end(), world_.force.units[unit].station) == stations.end())
        stations.push_back(world_.force.units[unit].station);
    return stations;
  }

  // --- own areas

  /// One tour for each own area, whatever the number of its stations and cars.
  void patrol_own_areas(GroupId id, const std::string& key, const scenario::Group& group) {
    const auto layer = static_cast<std::size_t>(
        std::find(world_.district.layers.begin(), world_.district.layers.end(), group.patrol.layer) -
        world_.district.layers.begin());
    std::map<AreaId, std::uint32_t> rounds_in;
    std::set<StationId> reported;
    for (const UnitId unit : units_of(id)) {
      const StationId station = world_.force.units[unit].station;
      const AreaId area = layer < most_layers ? areas_.at(station_of(unit))[layer] : AreaId{};
      if (!area.valid()) {
        if (reported.insert(station).second)
          problem({}, "force." + key + ".patrol.layer",
                  "`" + world_.district.stations[station].key + "` lies in no area of the layer `" +
                      group.patrol.layer + "` (name a layer that covers every station of the group)");
        continue;
      }
      const auto known = rounds_in.find(area);
      if (known != rounds_in.end()) {
        plans_.rounds_of[unit] = known->second;
        continue;
      }
      const std::vector<TourStop> stops = stops_in(area, layer, group.patrol, station_of(unit));
      if (stops.empty()) {
        if (reported.insert(station).second)
          problem({}, "force." + key + ".idle",
                  "no road of `" + world_.district.areas[area].key + "` can be patrolled from `" +
                      world_.district.stations[station].key +
                      "` (no drive there and back without a ferry; let the group return to its station)");
        continue;
      }
      const TourId tour =
          plans_.tours.push_back(tours_.lay(world_.district.areas[area].name, stops, group.patrol.speed));
      plans_.rounds_of[unit] = rounds_in[area] = all_week(tour);
    }
  }

  std::uint32_t all_week(TourId tour) {
    Rounds rounds;
    rounds.fill(tour);
    plans_.rounds.push_back(rounds);
    return static_cast<std::uint32_t>(plans_.rounds.size() - 1);
  }

  /// Something to draw by, in the order of the network.
  struct Candidate {
    Place place;
    double weight = 0;
    bool whole_edge = false;  ///< the place is drawn along the edge
  };

  [[nodiscard]] std::vector<Candidate> candidates_in(AreaId area, std::size_t layer, scenario::PatrolBy by) const {
    std::vector<Candidate> candidates;
    if (by == scenario::PatrolBy::population) {
      for (const auto& point : world_.district.points)
        if (point.areas[layer] == area && point.weight > 0) candidates.push_back({point.place, point.weight});
      return candidates;
    }
    const RoadGraph& graph = world_.network.graph;
    for (std::size_t i = 0; i < graph.edge_count(); ++i) {
      const EdgeId id{i};
      const RoadGraph::Edge& edge = graph.edge(id);
      if (edge.forward != Access::everyone && edge.backward != Access::everyone) continue;
      const auto pieces = graph.pieces(id);
      const bool patrolled = std::none_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.road_class == RoadClass::motorway || piece.road_class == RoadClass::ferry;
      });
      if (!patrolled || areas_.at(Place{id, Millimetres{edge.length.count() / 2}})[layer] != area) continue;
      candidates.push_back({{id, Millimetres{0}}, static_cast<double>(edge.length.count()), true});
    }
    return candidates;
  }

  /// Systematic sampling: so many equal steps through the cumulative weights from one random start, so that each place
  /// comes in proportion to its weight. The start is keyed by the area and what it is drawn by: plans share it.
  std::vector<TourStop> stops_in(AreaId area, std::size_t layer, const scenario::PatrolRules& rules, Place station) {
    const std::vector<Candidate> candidates = candidates_in(area, layer, rules.by);
    double total = 0;
    for (const Candidate& candidate : candidates) total += candidate.weight;
    if (!(total > 0)) return {};
    const auto& name = world_.district.areas[area].key;
    Stream random{0, 0, Purpose::patrol_tour,
                  combine(stable_key(name),
                          stable_key(rules.by == scenario::PatrolBy::population ? "population" : "road length"))};
    const double step = total / rules.points;
    double next = random.uniform() * step;
    double passed = 0;
    std::vector<Place> drawn;
    for (const Candidate& candidate : candidates) {
      for (; next < passed + candidate.weight; next += step) {
        Place place = candidate.place;
        if (candidate.whole_edge) place.along = Millimetres{static_cast<std::int64_t>(next - passed)};
        const bool known = std::find(drawn.begin(), drawn.end(), place) != drawn.end();
        if (!known && tours_.leads(station, place) && tours_.leads(place, station)) drawn.push_back(place);
      }
      passed += candidate.weight;
    }
    std::vector<Position> positions;
    for (const Place& place : drawn) positions.push_back(world_.network.graph.position(place));
    std::vector<TourStop> stops;
    if (drawn.empty()) return stops;
    for (const std::size_t i : short_round(positions))
      stops.push_back({drawn[i], rules.stop, presence_of(rules.stop_as)});
    return stops;
  }

  // --- hotspots

  struct Spot {
    const std::string* name;
    const scenario::Hotspot* rules;
    Place place;
  };

  /// One tour for each set of hotspots that some hour of the week has.
  void patrol_hotspots(GroupId id, const std::string& key, const scenario::Group& group) {
    std::vector<Spot> spots;
    for (const auto& [name, hotspot] : group.hotspots) {
      const std::string path = "force." + key + ".hotspots." + name;
      const auto place = find_place(hotspot.at, hotspot.origin, path + ".at");
      if (place && reached(id, *place, hotspot.origin, path)) spots.push_back({&name, &hotspot, *place});
    }
    if (spots.size() < group.hotspots.size()) return;  // reported
    std::map<std::vector<bool>, TourId> known;
    Rounds rounds;
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
      std::vector<bool> active;
      for (const Spot& spot : spots) active.push_back(!spot.rules->when || (*spot.rules->when)[hour]);
      if (std::find(active.begin(), active.end(), true) == active.end()) continue;
      const auto [entry, is_new] = known.try_emplace(active);
      if (is_new) {
        std::vector<Spot> chosen;
        for (std::size_t i = 0; i < spots.size(); ++i)
          if (active[i]) chosen.push_back(spots[i]);
        entry->second = plans_.tours.push_back(tours_.lay({}, in_turn(chosen), group.patrol.speed));
      }
      rounds[hour] = entry->second;
    }
    plans_.rounds.push_back(rounds);
    for (const UnitId unit : units_of(id))
      plans_.rounds_of[unit] = static_cast<std::uint32_t>(plans_.rounds.size() - 1);
  }

  /// Visits in proportion to the weights, each place's spread over the tour as evenly as they can be: whoever is
  /// furthest behind its share is next (smooth weighted round robin).
  static std::vector<TourStop> in_turn(const std::vector<Spot>& spots) {
    double least = spots.front().rules->weight;
    double sum = 0;
    for (const Spot& spot : spots) {
      least = std::min(least, spot.rules->weight);
      sum += spot.rules->weight;
    }
    const double scale = std::min(1 / least, most_visits / sum);
    std::vector<std::int64_t> visits;
    std::int64_t all = 0;
    for (const Spot& spot : spots) {
      visits.push_back(std::max<std::int64_t>(1, std::llround(spot.rules->weight * scale)));
      all += visits.back();
    }
    std::vector<std::int64_t> credit(spots.size(), 0);
    std::vector<TourStop> stops;
    for (std::int64_t i = 0; i < all; ++i) {
      for (std::size_t s = 0; s < spots.size(); ++s) credit[s] += visits[s];
      const auto next = static_cast<std::size_t>(std::max_element(credit.begin(), credit.end()) - credit.begin());
      credit[next] -= all;
      stops.push_back({spots[next].place, spots[next].rules->stay, presence_of(spots[next].rules->as)});
    }
    return stops;
  }

  /// There and back by road from every station of the group.
  bool reached(GroupId group, Place place, const Origin& origin, const std::string& key) {
    for (const StationId station : stations_of(group)) {
      const Place home = world_.district.stations[station].place;
      if (tours_.leads(home, place) && tours_.leads(place, home)) continue;
      problem(origin, key,
              "cannot be reached from `" + world_.district.stations[station].key +
                  "` and left again (no drive without a ferry under normal driving; give the cars on that side a group "
                  "of their own)");
      return false;
    }
    return true;
  }

  // --- posts

  std::vector<Post> standby_points(GroupId id, const std::string& key, const scenario::Group& group) {
    std::vector<Post> posts;
    for (const auto& [name, point] : group.standby) {
      const std::string path = "force." + key + ".standby." + name;
      const auto place = find_place(point.at, point.origin, path + ".at");
      if (place && reached(id, *place, point.origin, path)) posts.push_back({name, *place, areas_.at(*place)});
    }
    return posts;
  }

  void keep_coverage(GroupId id, const std::string& key, const scenario::Group& group) {
    std::vector<Post> bases;
    for (const StationId station : stations_of(id)) {
      const District::Station& base = world_.district.stations[station];
      bases.push_back({base.name, base.place, areas_.at(base.place)});
    }
    for (Post& post : standby_points(id, key, group)) bases.push_back(std::move(post));
    for (const std::size_t base : coverage_order(world_, bases, group.coverage, units_of(id).size()))
      plans_.posts[id].push_back(bases[base]);
  }

  // --- work of their own

  void add_slots(GroupId id, const std::string& key, const scenario::OwnWork& work) {
    scenario::HourProfile profile;
    profile.fill(1);
    for (const auto& [name, hours] : scenario_.hours)
      if (work.hours && work.hours->name == name) profile = hours.hours;
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
      plans_.work_per_hour[id][hour] = work.per_idle_hour * profile[hour];
      plans_.any_own_work |= plans_.work_per_hour[id][hour] > 0;
    }
    std::map<AreaId, std::pair<std::uint32_t, std::uint32_t>> crowds;  // number and size
    for (const UnitId unit : units_of(id)) {
      const AreaId area = areas_.at(station_of(unit))[0];
      auto& [crowd, size] = crowds.try_emplace(area, crowds_, 0U).first->second;
      if (size == 0) ++crowds_;
      const std::string& name = area.valid() ? world_.district.areas[area].key : key;
      plans_.slots[unit] = {combine(combine(stable_key(key), stable_key(name)), size), crowd, size};
      ++size;
    }
  }

  std::optional<Place> find_place(const scenario::PlaceName& name, const Origin& origin, const std::string& key) {
    if (const auto* reference = std::get_if<scenario::Reference>(&name)) {
      for (const auto& [known, place] : world_.network.named)
        if (known == reference->name && place.edge.valid()) return place;
      problem(reference->origin, key, "no road leads to `" + reference->name + "` (choose a place on the network)");
      return std::nullopt;
    }
    if (!snapper_) snapper_ = std::make_unique<Snapper>(world_.network.graph);
    const Place place = snapper_->snap(std::get<Position>(name), snap_limit_m).place;
    if (place.edge.valid()) return place;
    problem(origin, key, "no road within 1 km (is it [latitude, longitude]?)");
    return std::nullopt;
  }

  void problem(Origin origin, std::string key, std::string text) {
    if (origin.file.empty()) origin.file = scenario_.files.empty() ? "scenario" : scenario_.files.back();
    problems_.push_back({std::move(origin), std::move(key), std::move(text)});
  }

  const World& world_;
  const scenario::Scenario& scenario_;
  AreaFinder areas_;
  TourBuilder tours_;
  std::unique_ptr<Snapper> snapper_;
  IdlePlans plans_;
  std::uint32_t crowds_ = 0;
  std::vector<Problem> problems_;
};

}  // namespace

IdlePlans build_idle_plans(const World& world) {
  const bool needed = std::any_of(world.scenario.force.begin(), world.scenario.force.end(), [](const auto& entry) {
    const scenario::Group& group = entry.second;
    return group.own_work ||
           (group.idle != scenario::Idle::return_to_station && group.idle != scenario::Idle::stay_at_scene);
  });
  const bool seen = std::any_of(world.planned.begin(), world.planned.end(),
                                [](const PlannedTask& task) { return task.seen != scenario::Seen::no; });
  if (!needed) {
    IdlePlans none;
    none.any_presence = seen;
    none.posts = Column<GroupId, std::vector<Post>>(world.force.groups.size());
    none.work_per_hour = Column<GroupId, std::array<double, hours_of_week>>(world.force.groups.size());
    return none;
  }
  IdlePlans plans = IdlePlansBuilder{world}.build();
  plans.any_presence |= seen;
  return plans;
}

}  // namespace kredsim
