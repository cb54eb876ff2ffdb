#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/store/build_info.hpp"
#include "analysis/store/csv_file.hpp"
#include "analysis/store/run_info.hpp"
#include "analysis/store/sha256.hpp"
#include "sim/base/problem.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using kredsim::test::TemporaryFolder;

TEST_CASE("SHA-256 agrees with FIPS 180-2", "[store]") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const TemporaryFolder scratch;
  write_file(scratch.path("abc"), "abc");
  CHECK(sha256_of_file(scratch.path("abc")) == sha256("abc"));
  CHECK_THROWS_AS(sha256_of_file(scratch.path("missing")), InputError);
}

TEST_CASE("every input of a scenario is hashed once, in order", "[store]") {
  const TemporaryFolder scratch;
  write_file(scratch.path("plan.yaml"), "plan");
  write_file(scratch.path("base.yaml"), "base");
  write_file(scratch.path("cells.geojson"), "{}");
  std::filesystem::create_directory(scratch.path("network"));
  write_file(scratch.path("network/b"), "b");
  write_file(scratch.path("network/a"), "a");
  scenario::Scenario scenario;
  scenario.files = {scratch.path("plan.yaml"), scratch.path("base.yaml"), scratch.path("plan.yaml")};
  scenario.boundaries.push_back({"municipality", scratch.path("cells.geojson"), "code", {}});
  scenario.network = scenario::ImportedNetwork{scratch.path("network"), {}};
  const auto hashes = hash_inputs(scenario);
  REQUIRE(hashes.size() == 5);
  CHECK(hashes[0].path == (scratch.path("plan.yaml")));
  CHECK(hashes[0].bytes == 4);
  CHECK(hashes[2].path == (scratch.path("cells.geojson")));
  CHECK(hashes[3].path == (scratch.path("network/a")));
  CHECK(hashes[4].sha256 == sha256("b"));
}

TEST_CASE("run.json lists what was done, and which replications only if some are missing", "[store]") {
  RunInfo run;
  run.command_line = {"kredsim", "run", "æ.yaml"};
  run.replications_asked = 3;
  run.replications_done = {0, 1, 2};
  run.libraries = {{"oneTBB", "2021.8"}};
  auto json = nlohmann::json::parse(to_json(run));
  CHECK(json["format"] == results_format);
  CHECK(json["version"] == program_version());
  CHECK(json["command_line"][2] == "æ.yaml");
  CHECK(json["replications"]["interrupted"] == false);
  CHECK(json["libraries"]["oneTBB"] == "2021.8");
  CHECK(json["libraries"]["Boost"] == "1_74");
  run.replications_done = {0, 2};
  json = nlohmann::json::parse(to_json(run));
  CHECK(json["replications"]["done_list"] == std::vector<int>{0, 2});
}

TEST_CASE("estimates as JSON hold the rows of estimates.csv, with null for what is empty", "[store]") {
  scenario::Scenario scenario;
  scenario.title = {"Prøve", "Test"};
  Estimate row;
  row.measure = "response_s";
  row.statistic = "mean";
  row.value = 570.25;
  row.n = 12;
  row.replications = 4;
  const auto json = nlohmann::json::parse(to_json(scenario, {row}));
  CHECK(json["title"]["da"] == "Prøve");
  REQUIRE(json["estimates"].size() == 1);
  CHECK(json["estimates"][0]["value"] == 570.25);
  CHECK(json["estimates"][0]["low"].is_null());
  CHECK(json["estimates"][0]["area"] == "all");
  CHECK(json["estimates"][0]["n"] == 12);
  row.area = "sorø \"by\"";
  CHECK(nlohmann::json::parse(to_json(scenario, {Estimate{}, row}))["estimates"][1]["area"] == row.area);
  CHECK(nlohmann::json::parse(to_json(scenario, {}))["estimates"].empty());
}
