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
                          Contains("8 known answers in 2 cases; 0 disagree"));
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
  const auto refused = [&](const std::string& figure) {
    const std::string file = folder.write(
        "own.yaml",
        "kredsim: 1\nperiod: {start: 2019-01-07, length: 1 week}\nreplications: 40\nnetwork: {nodes: {a: {}}}\n"
        "stations: {s: {at: a}}\nincidents: {call: {priority: urgent, per_hour: 1, on_scene: 30 min}}\n"
        "force: {cars: {idle: stay at scene, always_on_duty: {s: 1}}}\nknown_answers: {figures: [" +
            figure + "]}\n");
    const Ran ran = run_kredsim("validate " + file);
    CHECK(ran.exit_code == 3);
    return ran.err;
  };
  CHECK_THAT(refused("{figure: late, measure: in system, after: 8 days, value: 1}"),
             Contains("`after` lies behind the end of the period (of `late`)"));
  CHECK_THAT(refused("{figure: three, measure: wait, cars: 3, value: 1}"), Contains("`three` is made of nothing"));
}

TEST_CASE("a scenario of one's own is judged by what it says is known of it", "[cli]") {
  const TemporaryFolder folder;
  const std::string own =
      "kredsim: 1\n"
      "title: My queue\n"
      "period: {start: 2019-01-07, length: 8 weeks, warm_up: 1 week}\n"
      "replications: 40\n"
      "network: {nodes: {a: {}}}\n"
      "areas: {here: {name: Here}}\n"
      "stations: {s: {at: a}}\n"
      "incidents: {call: {priority: urgent, per_hour: 1, on_scene: {distribution: exponential, mean: 30 min}}}\n"
      "force: {response: {idle: stay at scene, always_on_duty: {s: 1}}}\n"
      "known_answers:\n"
      "  figures:\n"
      "    - {figure: wait, measure: wait, value: 30, source: \"M/M/1: rho / (mu - lambda)\"}\n"
      "    - {figure: share that waits, measure: wait, longer_than: 0 s, value: 50 %}\n";
  const std::string file = folder.write("min kø æøå.yaml", own);
  const Ran ran = run_kredsim("validate '" + file + "'");
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("min kø æøå wait") && Contains("2 known answers in 1 case; 0 disagree"));
  const Ran few = run_kredsim(
      "validate '" + folder.write("few.yaml", "kredsim: 1\nextends: min kø æøå.yaml\nreplications: 39\n") + "'");
  CHECK(few.exit_code == 3);
  CHECK_THAT(few.err, Contains("replications: has to be 40 or more where there are `known_answers`"));
  const Ran theory = run_kredsim("validate '" +
                                 folder.write("theory.yaml",
                                              "kredsim: 1\nextends: min kø æøå.yaml\nknown_answers: {theory: A14, "
                                              "figures: [{figure: wait, measure: wait}]}\n") +
                                 "'");
  CHECK(theory.exit_code == 3);
  CHECK_THAT(theory.err, Contains("`wait` is no figure of A14 (give it a `value`, or take one of: T1_min, T2_min)"));
  const Ran nothing = run_kredsim("validate tests/golden/scenarios/absent.yaml");
  CHECK(nothing.exit_code == 4);
}
