#include <algorithm>
#include <memory>
#include <optional>

#include "sim/random/stream.hpp"
#include "sim/world/area_finder.hpp"
#include "sim/world/build.hpp"

namespace kredsim {

namespace {

/// Its cars are units of a group of their own that is always there and goes home across the border after each task.
void add_cars(World& world, Neighbour& neighbour) {
  Group group{neighbour.key, neighbour.label, neighbour.helps->crew, {}, scenario::WayHome::not_available};
  group.duties.capabilities = neighbour.helps->capabilities;
  group.neighbours = true;
  neighbour.group = world.force.groups.push_back(std::move(group));
  for (const auto& [station, cars] : neighbour.helps->cars)
    for (int i = 0; i < cars; ++i) {
      const std::string name = station.name + " " + neighbour.key + " car " + std::to_string(i + 1);
      Unit unit{name, neighbour.group, find(world.district.stations, station.name), true};
      unit.key = stable_key(name);
      world.force.units.push_back(std::move(unit));
    }
}

class RequestsBuilder {
 public:
  explicit RequestsBuilder(World& world) : world_{world}, areas_{world} {}

  void build() {
    const auto& neighbours = world_.scenario.neighbours;
    for (std::size_t i = 0; i < neighbours.size(); ++i)
      if (neighbours[i].second.asks) add(*neighbours[i].second.asks, world_.neighbours[i]);
    if (!problems_.empty()) throw ScenarioError{problems_};
  }

 private:
  void add(const scenario::HelpGiven& rules, Neighbour& neighbour) {
    const Driving driving = rules.priority == Priority::urgent ? Driving::emergency : Driving::normal;
    const scenario::Text label{.da = "Opgave for " + neighbour.label.da, .en = "Task for " + neighbour.label.en};
    IncidentType type{neighbour.key, label, rules.priority, driving, false, {}, rules.lasts};
    type.hours.fill(1);
    for (const auto& [name, profile] : world_.scenario.hours) {
      if (!rules.hours || rules.hours->name != name) continue;
      type.hours = profile.hours;
      type.finer = profile;
    }
    type.for_neighbour = true;
    Neighbour::Asks asks;
    asks.stream.type = world_.demand.types.push_back(std::move(type));
    asks.stream.key = combine(neighbour.stream_key, stable_key("asks"));
    asks.stream.per_hour = rules.per_hour;
    asks.refused_below = rules.refused_below;
    double sum = 0;
    for (std::size_t i = 0; i < rules.at.size(); ++i) {
      const auto place = find_place(rules.at[i], "neighbours." + neighbour.key + ".asks.at[" + std::to_string(i) + "]");
      if (!place) continue;
      // A point of its own at which nobody lives, in the areas that are nearest.
      asks.places.emplace_back(world_.district.points.push_back({*place, 0, areas_.at(*place)}),
                               sum += rules.at[i].weight);
    }
    for (auto& [point, share] : asks.places) share /= sum;
    neighbour.asks = std::move(asks);
  }

  std::optional<Place> find_place(const scenario::BorderPlace& border, const std::string& key) {
    if (const auto* reference = std::get_if<scenario::Reference>(&border.at)) {
      for (const auto& [known, place] : world_.network.named)
        if (known == reference->name && place.edge.valid()) return place;
      problems_.push_back({reference->origin, key + ".at",
                           "no road leads to `" + reference->name + "` (choose a place on the network)"});
      return std::nullopt;
    }
    if (!snapper_) snapper_ = std::make_unique<Snapper>(world_.network.graph);
    const Place place = snapper_->snap(std::get<Position>(border.at), snap_limit_m).place;
    if (place.edge.valid()) return place;
    problems_.push_back(
        {border.origin, key + ".at",
         "no road of the district within 1 km (is it [latitude, longitude]? the border place must lie on "
         "our roads)"});
    return std::nullopt;
  }

  World& world_;
  AreaFinder areas_;
  std::unique_ptr<Snapper> snapper_;
  std::vector<Problem> problems_;
};

}  // namespace

void add_neighbours(World& world) {
  for (const auto& [key, rules] : world.scenario.neighbours) {
    Neighbour neighbour{key, rules.label, stable_key(key)};
    neighbour.helps = rules.helps;
    if (rules.helps) add_cars(world, neighbour);
    world.neighbours.push_back(std::move(neighbour));
  }
}

void add_requests_of_neighbours(World& world) {
  const auto& all = world.scenario.neighbours;
  if (std::any_of(all.begin(), all.end(), [](const auto& entry) { return entry.second.asks.has_value(); }))
    RequestsBuilder{world}.build();
}

}  // namespace kredsim
