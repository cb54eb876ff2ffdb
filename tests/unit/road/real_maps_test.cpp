#include <ctime>
#include <iostream>

#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "sim/road/network_info.hpp"
#include "sim/road/networks.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::contents;
using kredsim::test::TemporaryFolder;

namespace {

/// The folder of the real extracts; empty (and the test skipped) where it is absent.
std::string real_roads() {
  const auto roads = test::shared_data("data/roads");
  return roads ? roads->string() : "";
}

std::size_t largest(const RoadGraph& graph, scenario::Driving driving) {
  const auto component = strong_components(graph, driving);
  return static_cast<std::size_t>(std::count(component.begin(), component.end(), 0U));
}

}  // namespace

TEST_CASE("Bornholm is imported with its addresses", "[road]") {
  const std::string roads = real_roads();
  if (roads.empty()) return;
  const TemporaryFolder folder;
  ImportReport report;
  // Processor time of all threads: the clock on the wall is other people's too.
  const std::clock_t began = std::clock();
  const Network network = import_osm(
      {.osm_file = roads + "/bornholm-highways.osm.pbf", .addresses_file = roads + "/bornholm_addresses.csv"}, report);
  const double taken = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  for (const std::string& line : report.lines) std::cout << line << "\n";
  INFO("processor seconds: " << taken);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  CHECK(taken < 20);
#else
  CHECK(taken < 2);  // about 0.5 s
#endif

  CHECK(network.graph.node_count() > 20'000);
  CHECK(network.graph.node_count() < 21'000);
  CHECK(network.points.size() == 29'811);
  CHECK(largest(network.graph, scenario::Driving::emergency) == network.graph.node_count());
  CHECK(largest(network.graph, scenario::Driving::normal) > network.graph.node_count() * 98 / 100);
  const RoadTally tally = tally_roads(network.graph);
  CHECK(metres(tally.whole) / 1000 == Approx(2501).margin(25));
  CHECK(metres(tally.by_class[static_cast<std::size_t>(RoadClass::secondary)]) / 1000 == Approx(63).margin(1));

  // Every address can be reached and left under normal driving, so under any.
  const auto component = strong_components(network.graph, scenario::Driving::normal);
  for (const PopulationPoint& point : network.points) {
    const RoadGraph::Edge& edge = network.graph.edge(point.place.edge);
    REQUIRE(component[edge.tail] == 0);
    REQUIRE(component[edge.head] == 0);
  }

  write_network(network, report, folder.path("net"), false);
  CHECK(network_info(read_network(folder.path("net"))) == network_info(network));
}

TEST_CASE("the centre of Copenhagen is imported with its one-way streets and bollards", "[road]") {
  const std::string roads = real_roads();
  if (roads.empty()) return;
  ImportReport report;
  const Network network = import_osm({.osm_file = roads + "/koebenhavn-centrum-2017.osm.pbf"}, report);
  for (const std::string& line : report.lines) std::cout << line << "\n";
  CHECK(network.graph.node_count() > 600);
  CHECK(network.graph.node_count() < 900);
  const RoadTally tally = tally_roads(network.graph);
  CHECK(metres(tally.one_way) / metres(tally.whole) > 0.2);
  CHECK(metres(tally.emergency_only) > 1000);
  CHECK(largest(network.graph, scenario::Driving::emergency) == network.graph.node_count());
}

TEST_CASE("a real extract cut short or damaged gives a sentence or a smaller map, never a crash", "[road]") {
  const std::string roads = real_roads();
  if (roads.empty()) return;
  const TemporaryFolder folder;
  const std::string whole = contents(roads + "/koebenhavn-centrum-2017.osm.pbf");
  const auto survive = [&](const std::string& bytes) {
    ImportReport report;
    try {
      const Network network = import_osm({.osm_file = folder.write("x.osm.pbf", bytes)}, report);
      CHECK(network.graph.edge_count() > 0);
      return false;
    } catch (const InputError& error) {
      CHECK(std::string{error.what()}.find("x.osm.pbf: ") != std::string::npos);
      return true;
    }
  };
  for (std::size_t parts = 1; parts < 40; ++parts) CHECK(survive(whole.substr(0, whole.size() * parts / 40)));
  for (std::size_t at = 3; at < whole.size(); at += whole.size() / 60) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    survive(damaged);
  }
}
