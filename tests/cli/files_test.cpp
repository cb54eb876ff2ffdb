// Where results go, and files with names and in places that a planner may choose.

#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/tiny_disk.hpp"

using namespace kredsim::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// An imported network has no names for its places.
const std::string placed = " --set 'stations.nord.at=[55.4, 11.8]' --set 'stations.syd.at=[55.2, 11.8]' --network ";

std::size_t entries(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("an existing folder is not overwritten unless asked, and never if it is no results folder", "[cli]") {
  const TemporaryFolder folder;
  const std::string run =
      "run " + folder.write("small.yaml", small_kreds) + " --replications 2 --out " + folder.path("results");
  REQUIRE(run_kredsim(run).exit_code == 0);
  const Ran again = run_kredsim(run);
  CHECK(again.exit_code != 0);
  CHECK_THAT(again.err, Contains("--force"));
  CHECK(run_kredsim(run + " --force").exit_code == 0);
  fs::create_directory(folder.path("precious"));
  folder.write("precious/letter.txt", "dear");
  CHECK(run_kredsim("run " + folder.path("small.yaml") + " --replications 2 --force --out " + folder.path("precious"))
            .exit_code != 0);
  CHECK(contents(folder.path("precious/letter.txt")) == "dear");
  CHECK(entries(folder.path()) == 3);  // nothing half-written lies about
}

TEST_CASE("a folder that cannot be written is said at once", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran =
      run_kredsim("run " + folder.write("small.yaml", small_kreds) + " --replications 2 --out /proc/kredsim/results");
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("/proc/kredsim/results: cannot be written"));
  CHECK(ran.out.empty());
}

TEST_CASE("of two runs at once into the same folder one is kept whole and the other is told", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds) + " --replications 40 --threads 1 --out " +
                          folder.path("results");
  Ran other;
  std::thread beside{[&] { other = run_kredsim(run + " --seed 12"); }};
  const Ran one = run_kredsim(run + " --seed 11");
  beside.join();
  CHECK(one.exit_code + other.exit_code == 1);
  const Ran& loser = one.exit_code == 0 ? other : one;
  CHECK_THAT(loser.err, Contains("exists already"));
  CHECK_FALSE(contents(folder.path("results/estimates.csv")).empty());
  CHECK_THAT(contents(folder.path("results/run.json")), Contains(one.exit_code == 0 ? "\"seed\": 11" : "\"seed\": 12"));
}

TEST_CASE("a full disk ends the run with a reason and leaves no results that look complete", "[cli]") {
  const TemporaryFolder folder;
  const TinyDisk disk{folder.path("disk"), "400k"};
  if (!disk.mounted()) {
    std::puts("SKIPPED: a tiny disk can be mounted by root only");
    return;
  }
  const Ran ran = run_kredsim("run " + folder.write("small.yaml", small_kreds) + " --replications 20 --records --out " +
                              folder.path("disk/results"));
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("disk") && Contains("results"));
  CHECK_FALSE(fs::exists(folder.path("disk/results")));
  CHECK(entries(folder.path("disk")) == 0);
}

TEST_CASE("output that nobody can take is an error", "[cli]") {
  const TemporaryFolder folder;
  const std::string file = quoted(folder.write("small.yaml", small_kreds));
  for (const std::string more : {"", " --json", " --trace"}) {
    INFO(more);
    const Ran ran = run_kredsim("run " + file + (more == " --trace" ? "" : " --replications 2") + more +
                                " > /dev/full 2> /dev/null #");
    CHECK(ran.exit_code == 1);
  }
}

TEST_CASE("files may have Danish letters, blanks and quotes in their names", "[cli]") {
  const TemporaryFolder folder;
  const std::string place = folder.path("Møn og Sorø's plan \"æøå\"");
  fs::create_directory(place);
  folder.write("Møn og Sorø's plan \"æøå\"/grund lag.yaml", small_kreds);
  folder.write("Møn og Sorø's plan \"æøå\"/min plan.yaml",
               "kredsim: 1\nextends: grund lag.yaml\ntitle: Ære være planen\n");
  const Ran ran = run_kredsim("run " + quoted(place + "/min plan.yaml") + " --replications 2 --out " +
                              quoted(place + "/mine svar"));
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Ære være planen"));
  CHECK_THAT(contents(place + "/mine svar/run.json"), Contains("Sorø's plan"));
  const Ran absent = run_kredsim("run " + quoted(place + "/min plan.yaml") + placed + quoted(place + "/intet \"net\""));
  CHECK(absent.exit_code == 4);
  CHECK_THAT(absent.err, Contains("intet \"net\""));
}

TEST_CASE("paths are relative to the folder in which the program is called", "[cli]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path("plans"));
  fs::create_directory(folder.path("here"));
  folder.write("plans/base.yaml", small_kreds);
  folder.write("plans/plan.yaml", "kredsim: 1\nextends: base.yaml\ntitle: Plan\n");
  const Ran ran = run_kredsim("run ../plans/plan.yaml --replications 2 --out results", "", folder.path("here"));
  INFO(ran.err);
  CHECK(ran.exit_code == 0);
  CHECK(fs::exists(folder.path("here/results/estimates.csv")));
  const Ran absent = run_kredsim("run ../plans/plan.yaml" + placed + "nets/mine", "", folder.path("here"));
  CHECK(absent.exit_code == 4);
  CHECK_THAT(absent.err, Contains("here/nets/mine"));
}
