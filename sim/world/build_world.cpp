#include <utility>

#include "sim/road/networks.hpp"
#include "sim/world/build.hpp"

namespace kredsim {

Network build_network(const scenario::Scenario& scenario) {
  struct Build {
    const scenario::Scenario& scenario;
    Network operator()(const scenario::InlineNetwork& network) const { return build_inline(network, scenario.ferries); }
    Network operator()(const scenario::StylisedNetwork& network) const {
      return build_stylised(network, scenario.areas, scenario.ferries);
    }
    Network operator()(const scenario::ImportedNetwork& network) const { return read_network(network.folder); }
  };
  return std::visit(Build{scenario}, scenario.network);
}

std::unique_ptr<const World> build_world(scenario::Scenario scenario, Kernel kernel) {
  auto world = std::make_unique<World>();
  world->scenario = std::move(scenario);
  world->network = build_network(world->scenario);
  world->district = build_district(world->scenario, world->network);
  world->demand = build_demand(world->scenario, world->district);
  world->force = build_force(world->scenario, world->district);
  match_force_and_demand(*world);
  const TravelProfiles profiles{world->scenario};
  world->travel = kernel == Kernel::labels ? make_label_travel_times(world->network.graph, profiles)
                                           : make_dijkstra_travel_times(world->network.graph, profiles);
  world->idle = build_idle_plans(*world);
  return world;
}

}  // namespace kredsim
