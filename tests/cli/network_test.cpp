#include <catch2/catch.hpp>

#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

TEST_CASE("network export writes a GeoPackage and replaces one only when asked", "[cli]") {
  const TemporaryFolder folder;
  const std::string command = "network export tests/errors/base/good.yaml " + quoted(folder.path("roads.gpkg"));
  const Ran first = run_kredsim(command);
  CHECK(first.exit_code == 0);
  CHECK_THAT(first.out, Contains("roads.gpkg: ") && Contains("demand points"));
  CHECK(contents(folder.path("roads.gpkg")).substr(0, 15) == "SQLite format 3");
  const Ran again = run_kredsim(command);
  CHECK(again.exit_code == 1);
  CHECK_THAT(again.err, Contains("exists already"));
  CHECK(run_kredsim(command + " --force").exit_code == 0);
}

TEST_CASE("network route refuses a moment that is none, and a network that is not there", "[cli]") {
  const std::string where = " --from 55,12 --to 55.1,12";
  const Ran moment = run_kredsim("network route tests/errors/base/good.yaml --at yesterday" + where);
  CHECK(moment.exit_code == 2);
  CHECK_THAT(moment.err, Contains("'yesterday' is no moment"));
  CHECK(run_kredsim("network route no/such/folder" + where).exit_code == 4);
}
