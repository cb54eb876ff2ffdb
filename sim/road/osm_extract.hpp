#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/geo.hpp"
#include "sim/road/osm_rules.hpp"
#include "sim/road/osm_speed.hpp"

namespace kredsim::osm {

/// A way that is driven, with its nodes as indices into `Extract::nodes`.
struct Way {
  WayRule rule;
  SpeedReading speed;
  std::optional<Milliseconds> duration;  ///< of a ferry, as tagged
  std::optional<Milliseconds> interval;  ///< between a ferry's departures, as tagged
  std::uint16_t name = 0;                ///< counts from 1 in `Extract::names`; 0: none
  std::size_t first_node = 0;            ///< nodes [first_node, next way's first_node) of `way_nodes`
};

struct Node {
  Position at;
  bool present = false;  ///< the file holds this node, with a position
  Passage passage = Passage::everyone;
};

/// What an OpenStreetMap file says about roads, judged by the rules, before any graph is built.
struct Extract {
  std::vector<Way> ways;  ///< in the order of the file
  std::vector<std::uint32_t> way_nodes;
  std::vector<Node> nodes;
  std::vector<std::string> names;               ///< of roads: `name`, else `ref`; the first 65,535 of them
  std::map<std::string, std::size_t> left_out;  ///< ways by reason
  std::map<std::string, std::size_t> assumed;   ///< ways by assumption

  [[nodiscard]] std::size_t node_end(std::size_t way) const {
    return way + 1 < ways.size() ? ways[way + 1].first_node : way_nodes.size();
  }
};

/// Reads ways, then the nodes they need, in two passes over the file: memory grows with the roads, not with the file.
/// @throws InputError for a file that is missing, damaged, of an unknown format, or holds no drivable way.
Extract read_extract(const std::string& file, const BarrierRules& barriers);

}  // namespace kredsim::osm
