#pragma once

#include <span>

#include "sim/road/address_csv.hpp"
#include "sim/road/networks.hpp"

namespace kredsim::osm {

/// Addresses as population points of weight 1 on the nearest road; adds what happened to `lines`.
/// @throws InputError if more than 1 % lie farther than `limit_m` from any road.
std::vector<PopulationPoint> snap_addresses(const Snapper& snapper, std::span<const Address> addresses, double limit_m,
                                            const std::string& file, std::vector<std::string>& lines);

/// Without addresses: points at most 100 m apart along residential and living streets, weighted by the metres each
/// stands for; along all roads that can hold a place if there is no such street. Adds what was done to `lines`.
std::vector<PopulationPoint> points_along_streets(const RoadGraph& graph, const Snapper& snapper,
                                                  std::vector<std::string>& lines);

}  // namespace kredsim::osm
