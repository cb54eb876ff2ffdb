#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

#include "analysis/cli/network_source.hpp"
#include "analysis/cli/numbers.hpp"
#include "sim/base/problem.hpp"
#include "sim/road/networks.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;

TEST_CASE("a network is seen from its folder and from a scenario alike", "[cli]") {
  const test::TemporaryFolder folder;
  const cli::SeenNetwork seen = cli::see_network(KREDSIM_SOURCE_DIR "/tests/errors/base/good.yaml");
  REQUIRE(seen.network.graph.edge_count() > 0);
  write_network(seen.network, {}, folder.path("net"), false);
  CHECK(cli::see_network(folder.path("net")).network.graph.edge_count() == seen.network.graph.edge_count());
}

TEST_CASE("a network that is not there is an error with its name", "[cli]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(cli::see_network(folder.path("absent")), InputError);
  CHECK_THROWS_AS(cli::see_network(folder.path()), InputError);
}

TEST_CASE("numbers on the command line are read whole or refused", "[cli]") {
  CHECK(cli::numbers("--from", "55.1,14.7", 2, "LAT,LON") == std::vector<double>{55.1, 14.7});
  CHECK(cli::numbers("--from", "55.1, 14.7", 2, "LAT,LON") == std::vector<double>{55.1, 14.7});  // as maps copy it
  CHECK(cli::numbers("--bbox", "-1,2,3.5,4e0", 4, "W,S,E,N") == std::vector<double>{-1, 2, 3.5, 4});
  for (const char* bad :
       {"", "55.1", "55.1,", "55.1,14.7,3", "55.1;14.7", "north,east", "nan,1", "1e999,1", "55.1,1 4.7"}) {
    INFO(bad);
    CHECK_THROWS_AS(cli::numbers("--from", bad, 2, "LAT,LON"), CLI::ValidationError);
  }
}
