// Every scenario that ships with the stylised kreds runs: a short time on a coarse network.

#include <filesystem>
#include <set>

#include <catch2/catch.hpp>

#include "tests/support/program.hpp"
#include "tests/support/shared.hpp"
#include "tests/support/temporary_folder.hpp"

namespace fs = std::filesystem;

using namespace kredsim::test;
using Catch::Contains;

namespace {

const std::string briefly =
    " --set network.stylised.detail=5% --set 'period.length=3 days' --set 'period.warm_up=1 day'";

std::set<std::string> shipped() {
  std::set<std::string> names;
  for (const char* folder : {"slf/", "koebenhavn/"})
    for (const auto& entry : fs::directory_iterator{source_dir() / "scenarios" / folder})
      if (entry.path().extension() == ".yaml") names.insert(folder + entry.path().filename().string());
  return names;
}

/// The first line but one for editors.
std::string first_line(const std::string& text) {
  const bool for_editors = text.starts_with("# yaml-language-server");
  return text.substr(for_editors ? text.find('\n') + 1 : 0);
}

}  // namespace

TEST_CASE("every scenario that ships opens with its question", "[cli]") {
  for (const char* folder : {"slf/", "koebenhavn/", "bornholm/"})
    for (const auto& entry : fs::directory_iterator{source_dir() / "scenarios" / folder}) {
      if (entry.path().extension() != ".yaml") continue;
      INFO(entry.path());
      CHECK(first_line(contents(entry.path().string())).starts_with("# Question: "));
    }
}

TEST_CASE("every scenario on a stylised network runs, and no plan needs more officers than there are", "[cli]") {
  for (const std::string& name : shipped()) {
    INFO(name);
    const TemporaryFolder folder;
    const Ran ran =
        run_kredsim("run scenarios/" + name + " --replications 1 --out " + quoted(folder.path("results")) + briefly);
    INFO(ran.err);
    CHECK(ran.exit_code == 0);
    // Response times of Copenhagen are not measured: its figures must never pass for calibrated.
    const bool only_differences = ran.out.find("quote differences between plans, not the times") != std::string::npos;
    CHECK(only_differences == name.starts_with("koebenhavn/"));
  }
}

TEST_CASE("the areas of Copenhagen are called city districts, those of other kredse municipalities", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim(
      "compare scenarios/koebenhavn/2022.yaml scenarios/koebenhavn/nightlife.yaml --no-ensemble --replications 30 "
      "--out " +
      quoted(folder.path("compared")) + briefly);
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("between slowest and fastest city district"));
  CHECK_THAT(run_kredsim("show " + quoted(folder.path("compared")) + " --lang da").out,
             Contains("mellem langsomste og hurtigste bydel"));
}

TEST_CASE("the year 2019 has its local police and the yearly numbers of their tasks", "[cli]") {
  const Ran ran = run_kredsim(
      "run scenarios/slf/2019.yaml --replications 1 --set network.stylised.detail=5% --set 'period.length=8 weeks'");
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Local police, Mobile police station: ") && Contains(" 0 spent on incidents") &&
                          Contains("of the planned tasks began on time"));
  const Ran fence = run_kredsim(
      "run scenarios/slf/local-police.yaml --replications 1 --set network.stylised.detail=5% --set 'period.length=8 "
      "weeks'");
  CHECK_THAT(fence.out, Contains("Local police, Mobile police station: ") && !Contains(" 0 spent on incidents"));
}

TEST_CASE("the kreds' share of the 150 becomes local posts, at the cost of the posts that a plan names", "[cli]") {
  const auto staffing = [](const std::string& plan) {
    return run_kredsim("staffing scenarios/slf/" + plan + " --set network.stylised.detail=5%").out;
  };
  CHECK_THAT(staffing("150-new-hires.yaml"), Contains("Added: soroe weekday day car 1") && !Contains("Dropped"));
  const std::string moved = staffing("150-from-response.yaml");
  CHECK_THAT(moved, Contains("Added: maribo weekday day car 1") && Contains("Dropped: naestved evening car"));
  CHECK_THAT(staffing("border-control-ends.yaml"), Contains("Added: slagelse night car"));
}

TEST_CASE("the scenarios of Bornholm run on its real roads", "[cli]") {
  const auto roads = shared_data("data/roads/bornholm-highways.osm.pbf");
  if (!roads) return;
  const TemporaryFolder folder;
  REQUIRE(
      run_kredsim("network import " + quoted(roads->string()) + " --out " + quoted(folder.path("network"))).exit_code ==
      0);
  for (const char* name : {"2017", "2019", "folkemoedet"}) {
    const Ran ran = run_kredsim("run scenarios/bornholm/" + std::string{name} + ".yaml --replications 2 --network " +
                                quoted(folder.path("network")) + " --set 'period.length=4 days'");
    INFO(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK_THAT(ran.out, Contains("Allinge") && !Contains("unicipalit"));
    CHECK((ran.out.find("Borrowed officers: ") != std::string::npos) == (std::string{name} == "folkemoedet"));
  }
}

TEST_CASE("a comparison lists the posts that a plan changes, on the terminal and in its database", "[cli]") {
  const TemporaryFolder folder;
  const std::string compare =
      "compare scenarios/slf/2017-officers.yaml scenarios/slf/mobile-station.yaml --no-ensemble "
      "--replications 8 --out " +
      quoted(folder.path("compared")) + briefly;
  const Ran ran = run_kredsim(compare);
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Posts added: naestved outing car 1 (mobile_station)"));
  CHECK_THAT(ran.out, Contains("Posts dropped: naestved weekday day car 3 (local)"));
  CHECK_THAT(ran.out, Contains("Officers in årsværk: ") && Contains("mobile_station 0 → "));
  const Ran shown = run_kredsim("show " + quoted(folder.path("compared")));
  CHECK_THAT(shown.out, Contains("mobile_station 0 → "));
  CHECK_THAT(shown.out, Contains("naestved outing car 1 (mobile_station)"));
}
