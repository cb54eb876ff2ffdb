// What a machine may do to a run: stop it at any moment, take the disk away, set the clock back.

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <sys/mount.h>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/tiny_disk.hpp"

using namespace kredsim::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

double seconds_of(const std::function<void()>& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// Scattered over `seconds`, always at the same parts of them.
std::vector<double> moments_to_die(int many, double seconds) {
  std::vector<double> moments;
  unsigned state = 8;
  for (int i = 0; i < many; ++i) {
    state = state * 1'103'515'245U + 12'345U;
    moments.push_back(0.002 + seconds * static_cast<double>(state >> 16U) / 65'536);
  }
  return moments;
}

std::string killed_after(double seconds) { return "timeout -s KILL " + std::to_string(seconds); }

}  // namespace

TEST_CASE("a run that is killed leaves whole results or none, and what it left is in nobody's way", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds) + " --replications 40 --threads 2 --out ";
  const double calmly = seconds_of([&] { REQUIRE(run_kredsim(run + folder.path("calm")).exit_code == 0); });
  const std::string calm = contents(folder.path("calm/estimates.csv"));
  for (const double moment : moments_to_die(8, calmly)) {
    INFO("killed after " << moment << " s");
    run_kredsim(run + folder.path("results"), killed_after(moment));
    if (fs::exists(folder.path("results"))) {
      CHECK((contents(folder.path("results/estimates.csv")) == calm));
      CHECK_THAT(contents(folder.path("results/run.json")), Contains("\"seed\""));
      fs::remove_all(folder.path("results"));
    }
  }
  REQUIRE(run_kredsim(run + folder.path("results")).exit_code == 0);
  CHECK((contents(folder.path("results/estimates.csv")) == calm));
  CHECK((contents(folder.path("results/results.sqlite")) == contents(folder.path("calm/results.sqlite"))));
}

TEST_CASE("shards that are killed at any moment are played again, and the merge has the bytes of one run", "[cli]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("small.yaml", small_kreds);
  const double calmly = seconds_of(
      [&] { REQUIRE(run_kredsim("run " + file + " --replications 30 --out " + folder.path("calm")).exit_code == 0); });
  REQUIRE(run_kredsim("plan " + file + " --set replications=30 --shards 3 --out " + folder.path("plan")).exit_code ==
          0);
  const std::string shard = "run " + folder.path("plan") + " --threads 1 --shard ";
  for (const double moment : moments_to_die(5, calmly))
    for (const char* which : {"1/3", "2/3", "3/3"}) run_kredsim(shard + which, killed_after(moment));
  const Ran early = run_kredsim("merge " + folder.path("plan") + " --out " + folder.path("merged"));
  CHECK((early.exit_code == 0 || early.exit_code == 5));
  if (early.exit_code == 5) {
    CHECK_FALSE(fs::exists(folder.path("merged")));
    for (const char* which : {"1/3", "2/3", "3/3"}) REQUIRE(run_kredsim(shard + which).exit_code == 0);
    REQUIRE(run_kredsim("merge " + folder.path("plan") + " --out " + folder.path("merged")).exit_code == 0);
  }
  CHECK((contents(folder.path("merged/estimates.csv")) == contents(folder.path("calm/estimates.csv"))));
}

TEST_CASE("a disk that can only be read is said at once, and a full one when it is", "[cli]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("small.yaml", small_kreds);
  const TinyDisk disk{folder.path("disk"), "4m"};
  if (!disk.mounted()) {
    std::puts("SKIPPED: a disk can be mounted by root only");
    return;
  }
  REQUIRE(mount("tmpfs", folder.path("disk").c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0);
  const Ran ran = run_kredsim("run " + file + " --replications 2 --out " + folder.path("disk/results"));
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("disk/results: cannot be written"));
  CHECK(ran.out.empty());
  const Ran plan = run_kredsim("plan " + file + " --shards 2 --out " + folder.path("disk/plan"));
  CHECK(plan.exit_code == 1);
  CHECK_THAT(plan.err, Contains("disk/plan"));
}

TEST_CASE("a clock that goes back while a run is on changes nothing but the date in its papers", "[cli]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("small.yaml", small_kreds);
  const std::string run = "run " + file + " --replications 4 --out ";
  std::filesystem::copy_file(CLOCK_SET_BACK, folder.path("clock.so"));  // the loader's list has no way to say a space
  const std::string backwards = "ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=" + folder.path("clock.so");
  REQUIRE(run_kredsim(run + folder.path("now")).exit_code == 0);
  const Ran odd = run_kredsim(run + folder.path("odd"), backwards);
  INFO(odd.err);
  REQUIRE(odd.exit_code == 0);
  CHECK_THAT(contents(folder.path("odd/run.json")), Contains("\"2039-12-31T"));
  CHECK((contents(folder.path("odd/estimates.csv")) == contents(folder.path("now/estimates.csv"))));
  REQUIRE(run_kredsim("plan " + file + " --set replications=4 --shards 2 --out " + folder.path("plan"), backwards)
              .exit_code == 0);
  for (const char* which : {"1/2", "2/2"})
    REQUIRE(run_kredsim("run " + folder.path("plan") + " --shard " + which, backwards).exit_code == 0);
  REQUIRE(run_kredsim("merge " + folder.path("plan") + " --out " + folder.path("merged"), backwards).exit_code == 0);
  CHECK((contents(folder.path("merged/estimates.csv")) == contents(folder.path("now/estimates.csv"))));
}

TEST_CASE("files from the future are files like others", "[cli]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("small.yaml", small_kreds);
  const std::string run = "run " + file + " --replications 4 --out ";
  REQUIRE(run_kredsim(run + folder.path("now")).exit_code == 0);
  REQUIRE(run_kredsim("plan " + file + " --set replications=4 --shards 2 --out " + folder.path("plan")).exit_code == 0);
  REQUIRE(run_kredsim("run " + folder.path("plan") + " --shard 1/2").exit_code == 0);
  // To the program it is now ten years before its files were written.
  for (const auto& entry : fs::recursive_directory_iterator{folder.path()})
    fs::last_write_time(entry.path(), fs::file_time_type::clock::now() + std::chrono::hours{24 * 3652});
  REQUIRE(run_kredsim(run + folder.path("later")).exit_code == 0);
  CHECK((contents(folder.path("now/estimates.csv")) == contents(folder.path("later/estimates.csv"))));
  REQUIRE(run_kredsim("run " + folder.path("plan") + " --shard 2/2").exit_code == 0);
  REQUIRE(run_kredsim("merge " + folder.path("plan") + " --out " + folder.path("merged")).exit_code == 0);
  CHECK((contents(folder.path("merged/estimates.csv")) == contents(folder.path("now/estimates.csv"))));
}

TEST_CASE("no replication is a mistake, one is an answer without intervals", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds);
  const Ran none = run_kredsim(run + " --replications 0");
  CHECK(none.exit_code == 3);
  CHECK_THAT(none.err, Contains("replications: `0` is out of range (at least 1"));
  const Ran one = run_kredsim(run + " --replications 1");
  CHECK(one.exit_code == 0);
  CHECK_THAT(one.out, Contains("(-)"));
}
