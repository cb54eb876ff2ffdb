#pragma once

#include <string>
#include <string_view>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// A network as bytes, little-endian and unpadded: nodes, edges, pieces, shapes, names of roads, texts, demand points,
/// named places. Raise the version in network_folder.cpp when this layout changes.
std::string to_bytes(const Network& network);

/// @throws InputError for anything that `to_bytes` would not have written. No count is believed before memory is taken.
Network from_bytes(std::string_view bytes);

}  // namespace kredsim
