#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "sim/road/large_memory.hpp"
#include "sim/road/networks.hpp"
#include "sim/scenario/resolved.hpp"
#include "sim/world/build.hpp"

namespace kredsim {

Network build_network(const scenario::Scenario& scenario) {
  struct Build {
    const scenario::Scenario& scenario;
    Network operator()(const scenario::InlineNetwork& network) const { return build_inline(network, scenario.ferries); }
    Network operator()(const scenario::StylisedNetwork& network) const {
      return build_stylised(network, scenario.areas, scenario.ferries);
    }
    Network operator()(const scenario::ImportedNetwork& network) const {
      Network roads = read_network(network.folder);
      if (!scenario.ferries.empty()) add_ferries(roads, scenario.ferries);
      return roads;
    }
  };
  return std::visit(Build{scenario}, scenario.network);
}

namespace {

/// Keys below which nothing decides where roads run and how fast they are driven. A key that is not listed here costs
/// a sweep over it time, never a wrong figure.
constexpr std::string_view beside_the_roads[] = {
    "title",    "question",  "period",    "replications",   "seed",  "rate_step",     "stations",
    "hours",    "incidents", "demand",    "control_centre", "force", "planned_tasks", "neighbours",
    "dispatch", "results",   "published", "comparison",     "costs", "until"};
/// ... nor where people, areas and stations are. Of the force, only where cars start counts: whom they can reach.
constexpr std::string_view beside_the_district[] = {
    "title",    "question",       "period",    "replications", "seed",          "rate_step",
    "hours",    "control_centre", "incidents", "force",        "planned_tasks", "neighbours",
    "dispatch", "results",        "published", "comparison",   "costs",         "until"};

bool within(const std::vector<std::string>& keys, std::span<const std::string_view> allowed) {
  return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
    return std::find(allowed.begin(), allowed.end(), key) != allowed.end();
  });
}

/// What a world is beside its roads and its force.
void furnish(World& world, const World* like) {
  world.district = like != nullptr ? like->district : build_district(world.scenario, world.network);
  world.demand = build_demand(world.scenario, world.district);
  add_trace(world.scenario, world.network, world.district, world.demand);
}

/// Once the travel times are there: a solver may choose posts by them.
void man(World& world) {
  world.force = build_force(world);
  add_neighbours(world);
  match_force_and_demand(world);
  add_planned_tasks(world);
  add_requests_of_neighbours(world);
  world.idle = build_idle_plans(world);
}

}  // namespace

std::unique_ptr<const World> build_world(scenario::Scenario scenario, Kernel kernel) {
  auto roads = std::make_shared<const Network>(build_network(scenario));
  auto world = std::make_unique<World>(World{.scenario = std::move(scenario), .roads = std::move(roads)});
  furnish(*world, nullptr);
  give_back_small();  // before the labels come
  const TravelProfiles profiles{world->scenario};
  world->travel = kernel == Kernel::labels ? make_label_travel_times(world->network.graph, profiles)
                                           : make_dijkstra_travel_times(world->network.graph, profiles);
  man(*world);
  return world;
}

bool keeps_roads(const std::vector<std::string>& changed) { return within(changed, beside_the_roads); }

std::unique_ptr<const World> build_world(scenario::Scenario scenario, const World& like,
                                         const std::vector<std::string>& changed) {
  if (!keeps_roads(changed)) return build_world(std::move(scenario));
  auto world = std::make_unique<World>(World{.scenario = std::move(scenario), .roads = like.roads});
  world->travel = like.travel;
  // The places of a trace are added to the district of its own world.
  const bool same_district = within(changed, beside_the_district) && !world->scenario.demand.trace &&
                             stations_with_cars(world->scenario) == stations_with_cars(like.scenario);
  furnish(*world, same_district ? &like : nullptr);
  man(*world);
  return world;
}

std::unique_ptr<const World> build_world(scenario::Scenario scenario, const World& like) {
  if (scenario.resolved.empty()) return build_world(std::move(scenario));
  const std::vector<std::string> changed = scenario::differing_keys(like.scenario.resolved, scenario.resolved);
  return build_world(std::move(scenario), like, changed);
}

}  // namespace kredsim
