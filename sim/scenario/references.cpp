#include "sim/scenario/references.hpp"

#include <algorithm>
#include <unordered_set>

#include "sim/scenario/landing.hpp"
#include "sim/scenario/utf8.hpp"

namespace kredsim::scenario {
namespace {

/// The names of one sort of thing, for look-ups and messages.
class Names {
 public:
  enum class Section : bool { optional, required };
  explicit Names(std::string what, Section section = Section::required)
      : what_{std::move(what)}, required_{section == Section::required} {}

  template <class T>
  Names& add(const Named<T>& things) {
    for (const auto& [name, thing] : things) add(name);
    return *this;
  }
  void add(const std::string& name) {
    if (set_.insert(name).second) list_.push_back(name);
  }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  void check(const Reference& reference, Reading& reading) const {
    if (reference.name.empty() || set_.contains(reference.name)) return;  // empty: not read, hence reported
    if (set_.empty() && required_) return;                                // so is a section that is missing
    if (reading.full()) return reading.problem_at(reference.origin, reference.key, "");
    reading.problem_at(
        reference.origin, reference.key,
        "no " + what_ + " named '" + one_line(reference.name, 80) + "' " + known_names(reference.name, list_));
  }

 private:
  std::string what_;
  bool required_;
  std::vector<std::string> list_;
  std::unordered_set<std::string> set_;
};

Names municipalities_of(const Named<Area>& areas) {
  Names municipalities{"area of the layer `municipality`"};
  for (const auto& [name, area] : areas)
    if (area.layer == "municipality") municipalities.add(name);
  return municipalities;
}

void check_stylised(const StylisedNetwork& network, const Names& municipalities, const Yaml& tree, Reading& reading) {
  for (const auto& [name, town] : network.towns) municipalities.check(town.municipality, reading);
  Names junctions{"town or point"};
  junctions.add(network.towns).add(network.points);
  for (const MainRoad& road : network.roads) {
    for (const Reference& via : road.via) junctions.check(via, reading);
    for (std::size_t i = 1; i < road.via.size(); ++i)
      if (road.via[i].name == road.via[i - 1].name)
        reading.problem_at(road.via[i].origin, road.via[i].key,
                           "'" + road.via[i].name + "' follows on itself (remove one)");
  }
  std::unordered_set<std::string> town_names;
  for (const auto& [name, town] : network.towns) town_names.insert(name);
  for (const auto& [name, point] : network.points)
    if (town_names.contains(name))
      reading.problem_at(origin_of(tree, {"network", "stylised", "points", name}), "network.stylised.points." + name,
                         "a town has the same name (rename the point)");
}

/// A group that says nothing of cars is most often a slip in the name of another one.
void check_groups(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  for (const auto& [name, group] : scenario.force) {
    const Yaml* force = tree.find("force");
    const Yaml* written_group = force == nullptr ? nullptr : force->find(name);
    if (written_group == nullptr || written_group->kind != Yaml::Kind::map) continue;
    if (written_group->find("roster") != nullptr || written_group->find("always_on_duty") != nullptr) continue;
    if (group.officers) continue;  // investigation, say: officers without cars
    std::vector<std::string> others;
    for (const auto& [other, unused] : scenario.force)
      if (other != name) others.push_back(other);
    const std::string nearest = nearest_name(name, others);
    reading.problem_at(written_group->origin(), "force." + name,
                       "a group without cars (" + (nearest.empty() ? "" : "did you mean `" + nearest + "`? ") +
                           "otherwise give it a `roster` or `always_on_duty`)");
  }
}

void check_network(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  const Names municipalities = municipalities_of(scenario.areas);
  if (const auto* stylised = std::get_if<StylisedNetwork>(&scenario.network))
    return check_stylised(*stylised, municipalities, tree, reading);
  const auto* network = std::get_if<InlineNetwork>(&scenario.network);
  if (network == nullptr) return;
  Names nodes{"node"};
  nodes.add(network->nodes);
  for (const auto& [name, node] : network->nodes) {
    if (node.area)
      municipalities.check(*node.area, reading);
    else if (municipalities.size() > 1 && node.weight > 0)
      reading.problem_at(origin_of(tree, {"network", "nodes", name}), "network.nodes." + name,
                         "`area` is missing (there are several; a node without demand has `weight: 0`)");
  }
  for (const InlineEdge& edge : network->edges) {
    nodes.check(edge.from, reading);
    nodes.check(edge.to, reading);
  }
}

Names places_of(const Network& roads) {
  Names places{"town, point or node"};
  if (const auto* stylised = std::get_if<StylisedNetwork>(&roads)) places.add(stylised->towns).add(stylised->points);
  if (const auto* network = std::get_if<InlineNetwork>(&roads)) places.add(network->nodes);
  return places;
}

void check_ferries(const Scenario& scenario, Reading& reading) {
  const bool imported = std::holds_alternative<ImportedNetwork>(scenario.network);
  const Names places = places_of(scenario.network);
  for (const auto& [name, ferry] : scenario.ferries)
    for (const Reference* landing : {&ferry.from, &ferry.to}) {
      if (landing->name.empty()) continue;
      const bool by_position = position_of(*landing).has_value();
      if (imported && !by_position)
        reading.problem_at(
            landing->origin, landing->key,
            "an imported network has no place named '" + landing->name + "' (write `[latitude, longitude]`)");
      else if (!imported && by_position)
        reading.problem_at(landing->origin, landing->key,
                           "a landing is a town, point or node of this network (write its name)");
      else if (!imported)
        places.check(*landing, reading);
    }
}

/// Places by name: stations, hotspots, standby points.
void check_places(const Scenario& scenario, Reading& reading) {
  const bool imported = std::holds_alternative<ImportedNetwork>(scenario.network);
  const Names places = places_of(scenario.network);
  const auto check = [&](const PlaceName& place) {
    const auto* at = std::get_if<Reference>(&place);
    if (at == nullptr || at->name.empty()) return;
    if (imported)
      reading.problem_at(at->origin, at->key,
                         "an imported network has no place named '" + at->name + "' (write `[latitude, longitude]`)");
    else
      places.check(*at, reading);
  };
  for (const auto& [name, station] : scenario.stations) check(station.at);
  for (const auto& [group_name, group] : scenario.force) {
    for (const auto& [name, hotspot] : group.hotspots) check(hotspot.at);
    for (const auto& [name, point] : group.standby) check(point.at);
  }
  for (const auto& [name, task] : scenario.planned_tasks)
    for (const Outing& outing : task.outings) check(outing.at);
  for (const auto& [name, neighbour] : scenario.neighbours)
    if (neighbour.asks)
      for (const BorderPlace& place : neighbour.asks->at) check(place.at);
}

/// The layer of the own area of a patrol must be one that areas have.
void check_patrol_layers(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  for (const auto& [name, group] : scenario.force) {
    const auto has_layer = [&wanted = group.patrol.layer](const auto& area) { return area.second.layer == wanted; };
    if (group.idle != Idle::patrol_own_area || group.patrol.layer == "municipality" ||
        std::any_of(scenario.areas.begin(), scenario.areas.end(), has_layer))
      continue;
    reading.problem_at(origin_of(tree, {"force", name, "patrol", "layer"}), "force." + name + ".patrol.layer",
                       "no area has the layer `" + group.patrol.layer + "` (give areas that `layer`, or leave it out)");
  }
}

void check_layers(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  constexpr std::size_t most_layers = 4;
  Names layers{"layer of areas"};
  std::vector<std::string> seen;
  for (const auto& [name, area] : scenario.areas) {
    layers.add(area.layer);
    if (std::find(seen.begin(), seen.end(), area.layer) == seen.end()) seen.push_back(area.layer);
  }
  for (const Boundaries& boundary : scenario.boundaries)
    layers.check({boundary.layer, boundary.origin, "boundaries"}, reading);
  if (scenario.areas.empty()) return;
  if (seen.size() > most_layers)
    reading.problem_at(
        origin_of(tree, {"areas"}), "areas",
        "has " + std::to_string(seen.size()) + " layers (at most " + std::to_string(most_layers) + " can stand here)");
  if (std::find(seen.begin(), seen.end(), "municipality") == seen.end())
    reading.problem_at(
        origin_of(tree, {"areas"}), "areas",
        "no area is of the layer `municipality` (leave `layer` out for the areas that demand comes from)");
}

/// Names that mean something of their own in the results.
void check_reserved(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  const auto refuse = [&](const char* section, const std::string& name, const char* meaning) {
    reading.problem_at(
        origin_of(tree, {section, name}), std::string{section} + "." + name,
        "`" + name + "` cannot be a name here (in the results it stands for " + meaning + "; choose another)");
  };
  constexpr const char* everything = "all of them together";
  for (const auto& [name, area] : scenario.areas)
    if (name == "all") refuse("areas", name, everything);
  for (const auto& [name, group] : scenario.force)
    if (name == "all") refuse("force", name, everything);
  for (const auto& [name, type] : scenario.incidents) {
    if (name == "all") refuse("incidents", name, everything);
    if (name == "published") refuse("incidents", name, "the types marked `published: true`");
  }
}

void check_demand_names(const Scenario& scenario, const Names& municipalities, const Names& profiles,
                        Reading& reading) {
  Names types{"incident type"};
  types.add(scenario.incidents);
  for (const auto& [name, type] : scenario.incidents)
    for (const auto& [follower, rule] : type.follow) types.check(follower, reading);
  for (const auto& [name, surge] : scenario.demand.surges) {
    for (const Reference& type : surge.types) types.check(type, reading);
    for (const Reference& area : surge.areas) municipalities.check(area, reading);
  }
  if (!scenario.control_centre) return;
  for (const CallDesk* desk : {&scenario.control_centre->alarm_centre, &scenario.control_centre->service_line})
    if (desk->other_calls_hours) profiles.check(*desk->other_calls_hours, reading);
}

}  // namespace

Origin origin_of(const Yaml& tree, const std::vector<std::string>& path) {
  const Yaml* node = &tree;
  for (const std::string& key : path) {
    const Yaml* next = node->find(key);
    if (next == nullptr) break;
    node = next;
  }
  return node->origin();
}

namespace {

/// Planned tasks: who does them, where, and that no name of theirs means something else in the results.
void check_planned(const Scenario& scenario, const Names& areas, const Yaml& tree, Reading& reading) {
  Names groups{"group"};
  groups.add(scenario.force);
  for (const auto& [name, task] : scenario.planned_tasks) {
    for (const Reference& group : task.by) groups.check(group, reading);
    if (const auto* weights = std::get_if<ByArea>(&task.where))
      for (const auto& [area, weight] : weights->weights) areas.check(area, reading);
    const auto same = [&wanted = name](const auto& type) { return type.first == wanted; };
    if (std::any_of(scenario.incidents.begin(), scenario.incidents.end(), same))
      reading.problem_at(origin_of(tree, {"planned_tasks", name}), "planned_tasks." + name,
                         "an incident type has the same name (rename the task)");
  }
}

/// Neighbours: their stations and profiles, and that no name of theirs means something else in the results.
void check_neighbours(const Scenario& scenario, const Names& stations, const Names& profiles, const Yaml& tree,
                      Reading& reading) {
  for (const auto& entry : scenario.neighbours) {
    const std::string& name = entry.first;
    const Neighbour& neighbour = entry.second;
    if (neighbour.helps)
      for (const auto& [station, cars] : neighbour.helps->cars) stations.check(station, reading);
    if (neighbour.asks && neighbour.asks->hours) profiles.check(*neighbour.asks->hours, reading);
    const auto taken = [&](const auto& things) {
      return std::any_of(things.begin(), things.end(), [&](const auto& thing) { return thing.first == name; });
    };
    const auto refuse = [&](const std::string& problem) {
      reading.problem_at(origin_of(tree, {"neighbours", name}), "neighbours." + name, problem);
    };
    if (taken(scenario.force)) refuse("a group of the force has the same name (rename the neighbour)");
    if (taken(scenario.incidents)) refuse("an incident type has the same name (rename the neighbour)");
    if (taken(scenario.planned_tasks)) refuse("a planned task has the same name (rename the neighbour)");
    if (name == "all" || name == "published")
      refuse("`" + name + "` cannot be a name here (it means something of its own in the results; choose another)");
  }
}

}  // namespace

void check_references(const Scenario& scenario, const Yaml& tree, Reading& reading) {
  Names areas{"area"};
  Names stations{"station"};
  Names profiles{"hour profile", Names::Section::optional};
  const Names municipalities = municipalities_of(scenario.areas);
  areas.add(scenario.areas);
  stations.add(scenario.stations);
  profiles.add(scenario.hours);
  check_network(scenario, tree, reading);
  check_ferries(scenario, reading);
  check_places(scenario, reading);
  check_patrol_layers(scenario, tree, reading);
  check_layers(scenario, tree, reading);
  check_groups(scenario, tree, reading);
  check_reserved(scenario, tree, reading);
  for (const auto& [name, type] : scenario.incidents) {
    if (type.hours) profiles.check(*type.hours, reading);
    if (const auto* weights = std::get_if<ByArea>(&type.where))
      for (const auto& [area, weight] : weights->weights) areas.check(area, reading);
  }
  for (const auto& [name, station] : scenario.stations)
    if (station.area) areas.check(*station.area, reading);
  for (const auto& [area, list] : scenario.dispatch.preference) municipalities.check(area, reading);
  check_demand_names(scenario, municipalities, profiles, reading);
  check_planned(scenario, areas, tree, reading);
  check_neighbours(scenario, stations, profiles, tree, reading);
  for (const auto& [name, group] : scenario.force) {
    for (const Shift& shift : group.roster)
      for (const auto& [station, cars] : shift.cars) stations.check(station, reading);
    for (const auto& [station, cars] : group.always_on_duty) stations.check(station, reading);
    if (group.own_work && group.own_work->hours) profiles.check(*group.own_work->hours, reading);
  }
  for (const Published& figure : scenario.published)
    if (figure.area) areas.check(*figure.area, reading);
  if (scenario.known_answers) {
    Names types{"incident type"};
    types.add(scenario.incidents);
    for (const KnownAnswer& answer : scenario.known_answers->figures) {
      if (answer.type) types.check(*answer.type, reading);
      if (answer.area) municipalities.check(*answer.area, reading);
    }
  }
  if (!scenario.until) return;
  if (scenario.until->area) areas.check(*scenario.until->area, reading);
  if (!scenario.until->type) return;
  Names types{"incident type"};
  types.add(scenario.incidents);
  const auto is_published = [](const auto& named) { return named.second.published; };
  if (std::any_of(scenario.incidents.begin(), scenario.incidents.end(), is_published)) types.add("published");
  types.check(*scenario.until->type, reading);
}

}  // namespace kredsim::scenario
