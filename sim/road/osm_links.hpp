#pragma once

#include <array>
#include <cstdint>

#include "sim/road/networks.hpp"
#include "sim/road/osm_built_up.hpp"
#include "sim/road/osm_extract.hpp"

namespace kredsim::osm {

/// What was met while the ways were linked up.
struct LinkTally {
  std::array<std::size_t, scenario::road_classes> ways{};
  std::size_t one_ways = 0;
  std::size_t emergency_only_ways = 0;
  std::size_t incomplete_ways = 0;  ///< with nodes that the file does not hold
  std::size_t missing_nodes = 0;
  std::size_t unreadable_speeds = 0;
  std::size_t barriers = 0;   ///< nodes that stop everybody or all but emergency driving
  std::size_t map_nodes = 0;  ///< before contraction
  std::size_t ferries_without_duration = 0;
  std::size_t ferries_without_interval = 0;
  /// Signed limits on roads whose default would depend on it: the road length where the built-up rule says the same
  /// (50 km/h or less inside, more outside), and the whole.
  Millimetres built_up_right;
  Millimetres built_up_checked;
};

/// The graph of all ways of an extract, contracted, before fragments are dropped.
RoadGraph link_up(const Extract& extract, const BuiltUp& built_up, Milliseconds ferry_wait, LinkTally& tally);

}  // namespace kredsim::osm
