#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;
using Catch::EndsWith;

TEST_CASE("mistakes end with the exit code of their kind and leave nothing behind", "[cli]") {
  const TemporaryFolder folder;
  CHECK(run_kredsim("").exit_code == 2);
  CHECK(run_kredsim("run").exit_code == 2);
  CHECK(run_kredsim("walk").exit_code == 2);
  CHECK(run_kredsim("run " + folder.path("absent.yaml")).exit_code == 4);
  const Ran wrong =
      run_kredsim("run " + folder.write("wrong.yaml", "kredsim: 1\nforse: {}\n") + " --out " + folder.path("results"));
  CHECK(wrong.exit_code == 3);
  CHECK_THAT(wrong.err, Contains("wrong.yaml:2:1: forse: unknown key") && Contains("nothing was run"));
  CHECK_FALSE(std::filesystem::exists(folder.path("results")));
}

TEST_CASE("a wrong setting is named as it was written", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds) + " ";
  const auto mistake = [&](const std::string& arguments) {
    const Ran ran = run_kredsim(run + arguments);
    CHECK(ran.exit_code == 3);
    CHECK(ran.out.empty());
    return ran.err;
  };
  CHECK(mistake("--set seed=010") ==
        "--set seed=010: seed: `010` begins with 0, which some programs read as octal (write `10`)\n1 problem; nothing "
        "was run\n");
  CHECK_THAT(mistake("--set 'force.response.roster[0].length=8'"), Contains("`8` has no unit (write `8 h`)"));
  CHECK_THAT(mistake("--set force.respons.crew=3"), Contains("did you mean `response`?"));
  CHECK_THAT(mistake("--set seed"), Contains("is no setting"));
  CHECK_THAT(mistake("--set seed=1.5 --set replications=0"), EndsWith("2 problems; nothing was run\n"));
  CHECK_THAT(mistake("--replications 0"), Contains("replications"));
  CHECK(run_kredsim(run + "--replications many").exit_code == 2);
  CHECK(run_kredsim(run + "--seed -1").exit_code == 2);
  CHECK(run_kredsim(run + "--set").exit_code == 2);
  CHECK(run_kredsim(run + "--replication 3").exit_code == 2);  // says nothing without --trace
  CHECK(run_kredsim(run + "--trace --out " + folder.path("results")).exit_code == 2);
}

TEST_CASE("more than 50 problems are counted, not listed", "[cli]") {
  const TemporaryFolder folder;
  std::string many = small_kreds;
  for (int i = 0; i < 70; ++i) many += "key" + std::to_string(i) + ": 1\n";
  const Ran ran = run_kredsim("run " + folder.write("many.yaml", many));
  CHECK(ran.exit_code == 3);
  CHECK_THAT(ran.err, EndsWith("\n... and 20 more\n70 problems; nothing was run\n"));
}
