#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/road/label_scan.hpp"
#include "sim/road/travel_times.hpp"

namespace kredsim {

/// The kernel over an order of contraction that is given, for example one that was kept, with the given inner loops.
/// Every order gives the same answers; a poor one costs memory and time.
std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph, const TravelProfiles& profiles,
                                                     const std::vector<std::uint32_t>& order, const LabelScan& scan);

}  // namespace kredsim
