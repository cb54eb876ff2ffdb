#include <chrono>
#include <iostream>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include "sim/road/networks.hpp"
#include "tests/support/osm_file.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;

TEST_CASE("an extract of a million road nodes is imported within 30 s and 2 GB", "[road]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.path("country.osm.pbf");
  test::write_country(file, 1'000'000);
  ImportReport report;
  const auto began = std::chrono::steady_clock::now();
  const Network network = import_osm({.osm_file = file}, report);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
  ::rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  for (const std::string& line : report.lines) std::cout << line << "\n";
  std::cout << "imported in " << taken.count() << " s; at most " << usage.ru_maxrss / 1024 << " MB\n";
  CHECK(network.graph.node_count() > 50'000);
  CHECK(taken.count() < 30);
  CHECK(usage.ru_maxrss < 2'000'000);  // kilobytes
}
