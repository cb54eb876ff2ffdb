#include <catch2/catch.hpp>

#include "tests/support/program.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

namespace {

const std::string counted =
    " --set 'force.response.officers={ value: 40, source: count of 2019 }' --set force.response.net_hours.desk=20%";

}  // namespace

TEST_CASE("staffing shows the way from officers to posts, each input with its source, and what is left", "[cli]") {
  const Ran ran = run_kredsim("staffing tests/errors/base/good.yaml" + counted);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Officers, årsværk") && Contains("count of 2019"));
  CHECK_THAT(ran.out, Contains("1,924 h") && Contains("assumption (default)"));
  CHECK_THAT(ran.out, Contains("= for posts") && Contains("1,175 h"));
  CHECK_THAT(ran.out, Contains("07:00 8 h every day, 3 x 2 officers"));
  CHECK_THAT(ran.out, Contains("Left over"));
  const Ran danish = run_kredsim("staffing tests/errors/base/good.yaml --lang da" + counted);
  CHECK_THAT(danish.out, Contains("Tilovers") && Contains("1.924 t"));
}

TEST_CASE("staffing lists the posts that a change of officers takes away", "[cli]") {
  const std::string change = counted +
                             " --set force.response.officers.change=-21 --set "
                             "'force.response.when_officers_change={drop: [maribo day, haslev day]}'";
  const Ran ran = run_kredsim("staffing tests/errors/base/good.yaml" + change);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Dropped: maribo day car 1 (5,840 h = 5 årsværk)"));
  CHECK_THAT(ran.out, Contains("-21 årsværk") && Contains("the plan (it says no source)"));
  const Ran json = run_kredsim("staffing tests/errors/base/good.yaml --json" + change);
  CHECK_THAT(json.out, Contains("\"item\": \"dropped\"") && Contains("\"post\": \"maribo day car 1\""));
  const Ran refused =
      run_kredsim("staffing tests/errors/base/good.yaml" + counted + " --set force.response.officers.change=-9");
  CHECK(refused.exit_code == 3);
  CHECK_THAT(refused.err, Contains("no rule says which posts change"));
}

TEST_CASE("a solver's posts keep within the officers, and its whole roster can be pasted into a scenario", "[cli]") {
  const TemporaryFolder folder;
  const Ran refill =
      run_kredsim("staffing tests/errors/base/good.yaml" + counted +
                  " --set force.response.officers.change=-21 --set force.response.when_officers_change=refill");
  CHECK(refill.exit_code == 0);
  CHECK_THAT(refill.out, Contains("Dropped: ") && Contains("Tasks without a free car, after"));
  const Ran proposal = run_kredsim("staffing tests/errors/base/good.yaml --propose response --officers 26" + counted);
  REQUIRE(proposal.exit_code == 0);
  CHECK_THAT(proposal.out, Contains("shift: evening"));
  const std::string plan =
      folder.write("plan.yaml", "kredsim: 1\nextends: " + (source_dir() / "tests/errors/base/good.yaml").string() +
                                    "\n" + proposal.out);
  CHECK(run_kredsim("staffing " + quoted(plan) +
                    " --set force.response.officers=26 --set "
                    "force.response.net_hours.desk=20%")
            .exit_code == 0);
  CHECK(run_kredsim("staffing tests/errors/base/good.yaml --propose respons" + counted).exit_code == 2);
}

TEST_CASE("results show the arithmetic too", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim("run tests/errors/base/good.yaml --replications 2 --set 'period.length=1 week' --out " +
                              quoted(folder.path("results")) + counted);
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(contents(folder.path("results/staffing.csv")),
             Contains("response,officers,,40,årsværk,") && Contains("response,post,maribo day car 1,5840,h,"));
}
