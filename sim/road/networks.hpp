#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/road/road_graph.hpp"

namespace kredsim {

/// Builds what the scenario wrote out: one map node per inline node. A node without an edge gets a loop of no length,
/// so that it is a place. Every node is a named place and a population point with its weight and area.
Network build_inline(const scenario::InlineNetwork& network);

/// Main roads through their points, local streets grown around the towns in proportion to population (docs/methods/stylised-network.md).
/// The same table, `detail` and seed of the layout give the same network.
Network build_stylised(const scenario::StylisedNetwork& network, const scenario::Named<scenario::Area>& areas);

/// What an import kept, dropped, assumed and snapped; printed for the user and written into the folder.
struct ImportReport {
  std::vector<std::string> lines;
};

struct ImportOptions {
  std::string osm_file;
  std::string addresses_file;  ///< CSV with lat, lon and postcode columns; empty: points along residential streets
  double snap_limit_m = 500;
};

/// Reads an OpenStreetMap extract with the Danish rules (docs/methods/osm-import.md).
/// @throws InputError if the file cannot be read or holds no road.
Network import_osm(const ImportOptions& options, ImportReport& report);

/// The folder of an import: written under a temporary name and renamed when complete. @throws InputError.
void write_network(const Network& network, const ImportReport& report, const std::string& folder, bool replace);
/// @throws InputError if the folder is missing, damaged or of another format version.
Network read_network(const std::string& folder);

}  // namespace kredsim
