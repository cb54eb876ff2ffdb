#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/program.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

TEST_CASE("a validation finds its cases beside the program and answers with a sheet", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim("validate A03 T04 --html " + folder.path("sheet.html"));
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("A03 P_loss") && Contains("0.191847") && Contains("T04 response_mean_min") &&
                          Contains("7 known answers in 2 cases; 0 disagree"));
  const std::string page = contents(folder.path("sheet.html"));
  CHECK_THAT(page, Contains("<!doctype html>") && Contains("Loss system, lognormal work") && Contains("</html>"));
  CHECK_FALSE(std::filesystem::exists(folder.path("sheet.html.part")));
  const Ran json = run_kredsim("validate A03 --json --lang da");
  CHECK_THAT(json.out, Contains("\"agrees\": true") && Contains("\"figure\": \"P_loss\""));
}

TEST_CASE("a validation that finds a wrong engine says so and ends with 1", "[cli]") {
  // The same file with one unit more is another system than theory's.
  const TemporaryFolder folder;
  std::string file = contents((source_dir() / "tests/statistical/cases/a03.yaml").string());
  const auto six = file.find("{base: 6}");
  REQUIRE(six != std::string::npos);
  file.replace(six, 9, "{base: 7}");
  folder.write("a03.yaml", file);
  const Ran ran = run_kredsim("validate A03 --cases " + folder.path("."));
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.out, Contains("DISAGREES") && Contains("the bound does not move"));
}

TEST_CASE("a validation refuses what it cannot judge", "[cli]") {
  const TemporaryFolder folder;
  const Ran unknown = run_kredsim("validate Z99");
  CHECK(unknown.exit_code == 4);
  CHECK_THAT(unknown.err, Contains("Z99: is no case (known: A01, "));
  CHECK(run_kredsim("validate A03 --cases " + folder.path(".")).exit_code == 4);
  CHECK(run_kredsim("validate A03 --replications 39").exit_code == 2);
  CHECK(run_kredsim("validate A03 --short").exit_code == 2);
}
