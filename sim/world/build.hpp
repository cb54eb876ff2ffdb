#pragma once

#include <set>
#include <string>

#include "sim/world/world.hpp"

/// The steps of build_world, one source file each. Names become ids here and nowhere else.
namespace kredsim {

inline constexpr double snap_limit_m = 1000;  // a place farther from any road than this is a mistake in its position

/// The id of the thing called `key` in a column of things with a `key`; the reader has checked that it exists.
template <class IdType, class Thing>
IdType find(const Column<IdType, Thing>& things, const std::string& key) {
  for (const IdType id : things.ids())
    if (things[id].key == key) return id;
  return IdType{};
}

/// The roads that a scenario asks for. @throws InputError for a missing or damaged import.
Network build_network(const scenario::Scenario& scenario);
/// @throws ScenarioError for places that cannot be reached, areas without a point of demand, stations off the roads.
District build_district(const scenario::Scenario& scenario, const Network& network);
/// From which cars begin, what officers more or fewer change on listed posts included; `refill` apart, which keeps to
/// the stations of the roster.
std::set<std::string> stations_with_cars(const scenario::Scenario& scenario);
/// @throws ScenarioError if a type has nowhere to happen.
Demand build_demand(const scenario::Scenario& scenario, const District& district);
/// The share of each area of the layer `municipality`, 0 elsewhere; all 0 if the weights are.
Column<AreaId, double> shares_by(const scenario::Where& where, const District& district);
/// Adds the incidents of `demand.trace`, and the points at which they happen.
/// @throws ScenarioError for lines that cannot be replayed, InputError if the file cannot be read.
void add_trace(const scenario::Scenario& scenario, const Network& network, District& district, Demand& demand);
/// The last but for what follows from it: all else but the idle plans of `world` stands.
/// @throws ScenarioError for posts that do not exist.
Force build_force(const World& world);
/// Capabilities and lists of preference become bits and ranks.
/// @throws ScenarioError for what the force can never give: a capability nobody has, more cars than there are.
void match_force_and_demand(World& world);
/// Own areas of the units, and planned tasks with types and points of their own. Before the idle plans.
/// @throws ScenarioError for a task that is longer than any shift of those who do it, a place off the roads.
void add_planned_tasks(World& world);
/// The neighbours and their cars, each a group of its own after those of the force. Before capabilities are matched.
void add_neighbours(World& world);
/// What the neighbours ask for: types and points of their own. Before the idle plans.
/// @throws ScenarioError for a place off the roads.
void add_requests_of_neighbours(World& world);
/// Tours, posts and slots of work. All else of the world stands.
/// @throws ScenarioError for a hotspot that nobody can reach, a place off the roads, an area without roads.
IdlePlans build_idle_plans(const World& world);

}  // namespace kredsim
