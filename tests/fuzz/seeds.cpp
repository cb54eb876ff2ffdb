// fuzz_seeds FOLDER: writes the files from which the fuzz targets start, a folder for each.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "analysis/store/shard_file.hpp"
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

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << text;
}

/// Every part of the format in few lines, and the ways in which YAML can be misread.
void write_scenarios(const std::filesystem::path& folder) {
  const std::string place =
      "kredsim: 1\nperiod: {start: 2019-01-07, length: 1 week}\nnetwork: {nodes: {a: {at: [55.2, 11.7], area: x}, b: "
      "{area: x}}, "
      "edges: [{from: a, to: b, length: 1 km, speed: 50 km/h}]}\nareas: {x: {name: X, population: 100}}\nstations: {s: "
      "{at: a}}\n";
  write_text(
      folder / "small.yaml",
      place +
          "incidents: {call: {priority: urgent, per_hour: 1, on_scene: {distribution: lognormal, mean: 30 min, sd: 10 "
          "min}, cars: {1: 70, 2: 30}, hours: wave}}\nhours: {wave: {sinusoid: {amplitude: 50 %, peak: \"15:00\"}}}\n"
          "force: {response: {roster: [{shift: day, from: \"07:00\", length: 8 h, cars: {s: 2}}]}}\n");
  write_text(
      folder / "centre.yaml",
      place +
          "control_centre: {alarm_centre: {call_takers: {weekdays 07-15: 5, otherwise: 2}}}\nincidents: {call: "
          "{priority: soon, per_year: {value: 10, source: s}, on_scene: 5 min}}\nforce: {r: {always_on_duty: {s: 1}}}\n"
          "known_answers: {figures: [{figure: w, measure: wait, longer_than: 0 s, value: 5 %}]}\n");
  write_text(folder / "odd.yaml", "kredsim: 1\na: &x [1, *x]\n<<: {b: !!str yes}\nc: 010\nd: .nan\n? [e]\n: |\n  f\n");
}

void write_shards(const std::filesystem::path& folder) {
  PointAnswer answer;
  Estimate row;
  row.measure = "response_s";
  row.statistic = "mean";
  row.value = 756.5;
  row.low = 700;
  answer.estimates = {row, row};
  answer.replications = {{3, row}};
  write_text(folder / "answer.bin", encode_answer(answer));
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
  write_scenarios(folder / "scenario");
  write_text(folder / "trace/log.csv",
             "time,type,place,lat,lon,on_scene\n2019-01-07 08:12,call,x,,,35 min\n2019-01-07 "
             "08:12:30,\"ca\"\"ll\",,55.2,11.7,\n");
  write_shards(folder / "shard");
  return 0;
}
