// fuzz_seeds FOLDER: writes the files from which the fuzz targets start, FOLDER/osm and FOLDER/network.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "sim/road/network_bytes.hpp"
#include "sim/road/networks.hpp"
#include "tests/support/osm_file.hpp"

namespace {

using namespace kredsim;

/// Streets, a roundabout, a barrier, a bus way, a ferry to an island, a way with a node that is missing.
void write_town(const std::string& file) {
  test::OsmFile out{file, false};
  for (std::int64_t i = 1; i <= 6; ++i)
    out.node(i, {55 + static_cast<double>(i) * 0.001, 12 + static_cast<double>(i * i % 5) * 0.001},
             i == 4 ? "barrier=bollard emergency=yes" : "");
  out.node(7, {55.1, 12.1});
  out.node(8, {55.1, 12.11});
  using Nodes = std::vector<std::int64_t>;
  out.way(1, Nodes{1, 2, 3, 1}, "highway=residential name=Storegade maxspeed=50;80");
  out.way(2, Nodes{3, 4, 5}, "highway=primary oneway=-1 maxspeed:forward=DK:rural ref=12");
  out.way(3, Nodes{5, 6, 3}, "highway=service bus=yes motor_vehicle=no");
  out.way(4, Nodes{5, 7}, "route=ferry motor_vehicle=yes duration=PT1H5M interval=00:30");
  out.way(5, Nodes{7, 8, 99}, "highway=track tracktype=grade2");
  out.close();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: fuzz_seeds FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder / "osm");
  std::filesystem::create_directories(folder / "network");
  for (const char* name : {"town.osm.pbf", "town.osm"}) write_town((folder / "osm" / name).string());
  ImportReport report;
  const Network network =
      import_osm({.osm_file = (folder / "osm/town.osm.pbf").string(), .least_component_nodes = 1}, report);
  std::ofstream{folder / "network/town.bin", std::ios::binary} << to_bytes(network);
  return 0;
}
