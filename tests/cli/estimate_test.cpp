#include <string>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

TEST_CASE("an estimate stands beside a quick run and names each assumption that the scenario breaks", "[cli]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("small.yaml", small_kreds);
  const Ran ran = run_kredsim("estimate " + file + " --quick 8");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("theory") && Contains("simulated") && Contains("Upper") && Contains("23–24"));
  for (const char* name : {"constant_rate", "one_crew", "one_priority", "exponential_work", "no_travel_in_work",
                           "units_at_home", "pooled_groups"})
    CHECK_THAT(ran.out, Contains(std::string{"\n  "} + name + ": "));
  CHECK_THAT(ran.out, !Contains("one_driving_speed:"));
  const Ran danish = run_kredsim("estimate " + file + " --quick 0 --lang da");
  CHECK_THAT(danish.out, Contains("Analytisk svar") && Contains("bemandingen skifter") && !Contains("simuleret:"));
}

TEST_CASE("an estimate takes the simulated figures from the results of the same scenario only", "[cli]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("small.yaml", small_kreds);
  REQUIRE(run_kredsim("run " + file + " --replications 9 --out " + folder.path("results")).exit_code == 0);
  const Ran ran = run_kredsim("estimate " + file + " --json --results " + folder.path("results"));
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out,
             Contains("\"replications\":9") && Contains("\"utilisation\"") && Contains("\"hypercube\":\"exact\""));
  const Ran other =
      run_kredsim("estimate " + file + " --set incidents.robbery.per_day=5 --results " + folder.path("results"));
  CHECK(other.exit_code == 4);
  CHECK_THAT(other.err, Contains("are the results of another scenario"));
  CHECK(run_kredsim("estimate " + file + " --results " + folder.path("absent")).exit_code == 4);
  CHECK(run_kredsim("estimate " + file + " --quick 3 --results " + folder.path("results")).exit_code == 2);
}

TEST_CASE("an estimate of a plain Erlang queue breaks nothing and is Erlang's", "[cli]") {
  const Ran ran = run_kredsim("estimate tests/statistical/cases/a01.yaml --quick 0");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out,
             Contains("80.0 %") && Contains("55.4 %") && Contains("16:37") && Contains("keeps every assumption"));
  const Ran lost = run_kredsim("estimate tests/statistical/cases/a03.yaml --quick 0");
  CHECK_THAT(lost.out, Contains("19.2 %") && Contains("67.3 %"));
  const Ran overloaded =
      run_kredsim("estimate tests/statistical/cases/a01.yaml --quick 0 --set incidents.call.per_hour=11");
  CHECK(overloaded.exit_code == 0);
  CHECK_THAT(overloaded.out, Contains("no limit") && Contains("stable: units cannot keep up in 168 hours"));
}

TEST_CASE("an estimate follows rates within the hour and the pace of crews, and says what keeps crews away", "[cli]") {
  const std::string cases = "estimate tests/statistical/cases/";
  // The chain of A17 has 65.4 %: docs/validation.md.
  CHECK_THAT(run_kredsim(cases + "a17.yaml --quick 0").out, Contains("65.3 %") && Contains("  constant_rate: "));
  CHECK_THAT(run_kredsim(cases + "a01.yaml --quick 0 --set force.response.work_pace=0.8").out, Contains("no limit"));
  const Ran lost = run_kredsim(cases + "a03.yaml --quick 8 --set \"period.length=1 week\"");
  CHECK_THAT(lost.out, Contains("Incidents lost") && Contains("19.2 %  1") && Contains("–"));
  const Ran home = run_kredsim(cases + "t04.yaml --quick 0");
  CHECK_THAT(home.out, Contains("  work_ends_at_scene: more than driving and work at the scene keeps a unit: 3.3 min"));
  const Ran away = run_kredsim(cases +
                               "a19.yaml --quick 0 --set \"force.response.break={after: 3 h, length: 30 min}\" --set "
                               "\"planned_tasks={visit: {label: Visit, per_year: 1040, lasts: 1 h, by: [response]}}\"");
  CHECK(away.exit_code == 0);
  CHECK_THAT(away.out, Contains("  nobody_away: ") && Contains(" 6.2 % of the hours") &&
                           Contains("  no_planned_work: planned tasks, 20 hours a week"));
}
