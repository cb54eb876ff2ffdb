#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/geo.hpp"
#include "sim/road/road_graph.hpp"

namespace kredsim {

/// Builds what the scenario wrote out: one map node per inline node. A node without an edge gets a loop of no length,
/// so that it is a place. Every node is a named place and a population point with its weight and area. Ferries are
/// straight links of class `ferry` between their landings.
Network build_inline(const scenario::InlineNetwork& network, const scenario::Named<scenario::Ferry>& ferries = {});

/// Main roads through their points, local streets grown around the towns in proportion to population
/// (docs/methods/stylised-network.md). The same table, `detail` and seed of the layout give the same network.
Network build_stylised(const scenario::StylisedNetwork& network, const scenario::Named<scenario::Area>& areas,
                       const scenario::Named<scenario::Ferry>& ferries = {});

/// The link of the scenario's ferry number `index` between landings at these positions.
Piece ferry_piece(const scenario::Ferry& ferry, std::size_t index, Position from, Position to);

struct ImportOptions {
  std::string osm_file{};
  std::string addresses_file{};  ///< CSV with lat, lon and postcode columns; empty: points along residential streets
  double snap_limit_m = 500;     ///< an address farther from any road is left out; more than 1 % of them is an error
  std::size_t least_component_nodes = 50;  ///< junctions a strongly connected part needs to be kept beside the largest
  Milliseconds ferry_wait = std::chrono::minutes{15};  ///< mean wait for a ferry whose `interval=` is not tagged
  bool bollards_block = true;
  bool gates_block = false;
  std::optional<Box> box{};     ///< only what lies in it, with `buffer_m` around it for driving; demand inside it alone
  std::string boundary_file{};  ///< the same by the polygons of a GeoJSON file; not with `box`
  double buffer_m = 2000;
  std::vector<RoadClass> two_way{};  ///< classes whose one-way tags are wrong in this extract: open both ways
};

/// What an import was made from, so that a folder that is damaged can be made again.
struct ImportRecord {
  ImportOptions options;           ///< with absolute paths
  std::uint64_t content_hash = 0;  ///< of the bytes of all files and of every option
};

/// What an import kept, dropped, assumed and snapped; printed for the user and written into the folder.
struct ImportReport {
  std::vector<std::string> lines;
  std::optional<ImportRecord> made_from{};
};

/// Adds the scenario's ferries to an imported network: a straight link between the roads nearest to their landings,
/// which are cut there. Ferries of the map that have the name of one of them are taken away.
/// @throws ScenarioError if no road is within 1 km of a landing.
void add_ferries(Network& network, const scenario::Named<scenario::Ferry>& ferries);

/// Reads an OpenStreetMap extract with the Danish rules (docs/methods/osm-import.md).
/// Memory grows with the roads of the file, not with the file. Cost: Bornholm (102,263 nodes) about 0.5 s.
/// @throws InputError if a file cannot be read, holds no road, nothing of it lies inside the
/// boundary, or more than 1 % of the addresses lie beyond the limit.
Network import_osm(const ImportOptions& options, ImportReport& report);

/// The folder of an import (network.bin, report.txt, and made-from.json if the report says what it was made from):
/// written under a temporary name and renamed when complete. `replace` allows an earlier import, or an empty folder, of
/// that name to be replaced, never another folder.
/// @throws InputError.
void write_network(const Network& network, const ImportReport& report, const std::string& folder, bool replace);
/// A network.bin that is missing, damaged, of another format version or of another import than made-from.json says is
/// told in one line on stderr and made again from the extract, as long as that holds what it held.
/// @throws InputError if the folder is missing, or cannot be made again.
Network read_network(const std::string& folder);

}  // namespace kredsim
