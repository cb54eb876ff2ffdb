#pragma once

#include "sim/road/road_graph.hpp"
#include "tests/support/random_network.hpp"

namespace kredsim::bench {

/// A planar network like a real district's: towns of a heavy-tailed size with perturbed street grids, a quarter of the
/// streets missing and some one-way, joined by country roads in a wider, gappy mesh in which every eighth line is a
/// main road. `towns_across` squared towns; 52 give about 270,000 contracted nodes. One component.
RoadGraph country_roads(test::Dice& dice, std::uint32_t towns_across);

}  // namespace kredsim::bench
