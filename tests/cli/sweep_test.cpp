#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/tiny_disk.hpp"

using namespace kredsim::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

const std::string cars = R"(kredsim_sweep: 1
title: Cars by day
base: small.yaml
set: { period.length: 1 week }
factors:
  north_cars: { key: "force.response.roster[0].cars.nord", values: [1, 2, 3] }
  robberies: { key: incidents.robbery.per_day, from: 2, to: 6, steps: 2 }
replications: 9
best: { measure: response_s, statistic: mean }
)";

/// A folder with the small kreds and a sweep over it.
class SweepFolder {
 public:
  explicit SweepFolder(const std::string& sweep = cars) {
    folder_.write("small.yaml", small_kreds);
    folder_.write("cars.yaml", sweep);
  }
  Ran call(const std::string& arguments, const std::string& before = "") const {
    return run_kredsim(arguments, before, folder_.path());
  }
  std::string text(const std::string& file) const { return contents(folder_.path(file)); }
  std::string path(const std::string& file = "") const { return folder_.path(file); }
  const TemporaryFolder& folder() const { return folder_; }

  void check_same(const std::string& a, const std::string& b) const {
    for (const char* file : {"sweep.csv", "points.csv", "best.csv", "results.sqlite", "base.resolved.yaml",
                             "sweep.yaml", "stress-des.md"}) {
      INFO(file << " of " << a << " and " << b);
      CHECK_FALSE(text(a + "/" + file).empty());
      CHECK((text(a + "/" + file) == text(b + "/" + file)));
    }
  }

 private:
  TemporaryFolder folder_;
};

/// The lines that begin so, without that.
std::vector<std::string> lines_with(const std::string& text, const std::string& begin) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(begin))
      lines.push_back(line.substr(begin.size(), line.rfind(',') + 1 - begin.size()));  // without `run`
  return lines;
}

}  // namespace

TEST_CASE("a sweep gives the same bytes on any number of threads and shards", "[cli]") {
  const SweepFolder folder;
  REQUIRE(folder.call("sweep cars.yaml --out one --threads 1").exit_code == 0);
  REQUIRE(folder.call("sweep cars.yaml --out three --threads 3").exit_code == 0);
  folder.check_same("one", "three");
  for (const char* shards : {"4", "17"}) {  // fewer than the six points, and more
    const std::string plan = std::string{"plan"} + shards;
    REQUIRE(folder.call("plan cars.yaml --out " + plan + " --shards " + shards).exit_code == 0);
    for (int i = 1; i <= std::stoi(shards); ++i)
      REQUIRE(folder.call("run " + plan + " --shard " + std::to_string(i) + "/" + shards).exit_code == 0);
    REQUIRE(folder.call("merge " + plan + " --out merged" + shards).exit_code == 0);
    folder.check_same("one", std::string{"merged"} + shards);
  }
  CHECK_FALSE(fs::exists(folder.path("one.work")));
}

TEST_CASE("a point of a sweep is what a run of its scenario gives", "[cli]") {
  const SweepFolder folder{cars + "tables: [[type, area], [hour], [type]]\n"};
  REQUIRE(folder.call("sweep cars.yaml --out swept").exit_code == 0);
  REQUIRE(folder
              .call("run small.yaml --replications 9 --set 'period.length=1 week' --set incidents.robbery.per_day=6 "
                    "--set 'force.response.roster[0].cars.nord=2' --out run")
              .exit_code == 0);
  const std::vector<std::string> rows = lines_with(folder.text("swept/sweep.csv"), "3,2,6,");
  CHECK(rows.size() > 500);
  const std::string run = folder.text("run/estimates.csv");
  for (const std::string& row : rows) {
    INFO(row);
    REQUIRE(run.find("\n" + row) != std::string::npos);
  }
}

TEST_CASE("what factors touch decides what is shared, never what comes out", "[cli]") {
  const SweepFolder folder{R"(kredsim_sweep: 1
base: small.yaml
set: { period.length: 1 week }
replications: 4
factors:
  factor: { key: driving.emergency.factor, values: [0.9, 1.2] }
  place: { key: stations.nord.at, values: [north, middle] }
)"};
  REQUIRE(folder.call("sweep cars.yaml --out swept").exit_code == 0);
  REQUIRE(folder
              .call("run small.yaml --replications 4 --set 'period.length=1 week' --set driving.emergency.factor=1.2 "
                    "--set stations.nord.at=middle --out run")
              .exit_code == 0);
  const std::vector<std::string> rows = lines_with(folder.text("swept/sweep.csv"), "3,1.2,middle,");
  REQUIRE(rows.size() > 50);
  for (const std::string& row : rows) REQUIRE(folder.text("run/estimates.csv").find("\n" + row) != std::string::npos);
}

TEST_CASE("points meet the same incidents unless told not to", "[cli]") {
  const SweepFolder folder;
  REQUIRE(folder.call("sweep cars.yaml --out same").exit_code == 0);
  folder.folder().write("cars.yaml", cars + "common_random_numbers: false\n");
  REQUIRE(folder.call("sweep cars.yaml --out own").exit_code == 0);
  const auto incidents = [&](const std::string& out, const std::string& point) {
    return lines_with(folder.text(out + "/sweep.csv"), point + ",incidents,count,all,all,all,all,all,").at(0);
  };
  CHECK(incidents("same", "0,1,2") == incidents("same", "2,2,2"));
  CHECK(incidents("own", "0,1,2") != incidents("own", "2,2,2"));
}

TEST_CASE("the best point is told by fresh seeds only", "[cli]") {
  const SweepFolder folder;
  const Ran ran = folder.call("sweep cars.yaml --out swept --lang da");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Bedste punkt: 4 (north_cars = 3, robberies = 2)") && Contains("friske tilfældige tal"));
  const auto fresh = lines_with(folder.text("swept/best.csv"), "4,3,2,response_s,mean,all,all,all,all,all,");
  const auto swept = lines_with(folder.text("swept/sweep.csv"), "4,3,2,response_s,mean,all,all,all,all,all,");
  REQUIRE(fresh.size() == 1);
  CHECK(fresh != swept);
}

TEST_CASE("a dry run says what a sweep would take and writes nothing", "[cli]") {
  const SweepFolder folder;
  const Ran ran = folder.call("sweep cars.yaml --dry-run --threads 2");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Points:  6, 9 replications each") && Contains("on 2 threads") && Contains("Memory:") &&
                          Contains("Disk:"));
  CHECK(folder.folder().entries() == 2);
  CHECK(folder.call("sweep cars.yaml").exit_code == 2);
}

TEST_CASE("values that the scenario refuses are found before anything is played", "[cli]") {
  const SweepFolder folder;
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = cars;
    folder.folder().write("cars.yaml", text.replace(text.find(from), from.size(), to));
    const Ran ran = folder.call("sweep cars.yaml --out swept");
    CHECK(ran.exit_code == 3);
    CHECK_FALSE(fs::exists(folder.path("swept.work")));
    return ran.err;
  };
  CHECK_THAT(refused("[1, 2, 3]", "[1, 2, -3]"), Contains("cars.yaml:6:15: force.response.roster[0].cars.nord:") &&
                                                     Contains("(the factor `north_cars` at `-3`)"));
  CHECK_THAT(refused("robbery.per_day", "rubbery.per_day"), Contains("cars.yaml:7:14: incidents.rubbery"));
  CHECK_THAT(refused("period.length", "period.lenght"), Contains("cars.yaml:4:8: period.lenght: unknown key"));
  CHECK_THAT(refused("statistic: mean", "statistic: maen"),
             Contains("have no response_s maen") && Contains("statistics of response_s: mean, sd, p50"));
  CHECK_THAT(folder.call("sweep small.yaml --out swept").err, Contains("small.yaml: is no sweep"));
}

TEST_CASE("a sweep killed at any moment goes on where it was and ends with the same bytes", "[cli]") {
  const SweepFolder folder;
  const std::string slow = " --set 'period.length=20 weeks' --threads 2 --out ";
  REQUIRE(folder.call("sweep cars.yaml" + slow + "whole").exit_code == 0);
  int killed = 0;
  for (const char* after : {"0.05", "0.1", "0.15", "0.2", "0.3", "0.4", "0.6"}) {
    const Ran ran = folder.call("sweep cars.yaml" + slow + "resumed", std::string{"timeout -s KILL "} + after);
    if (ran.exit_code == 0) break;
    ++killed;
    if (fs::exists(folder.path("resumed"))) break;  // killed after the rename: what is there is held to be whole below
  }
  CHECK(killed > 0);
  if (!fs::exists(folder.path("resumed"))) REQUIRE(folder.call("sweep cars.yaml" + slow + "resumed").exit_code == 0);
  folder.check_same("whole", "resumed");
}

TEST_CASE("an interrupted sweep says where its work is, and work of another sweep is not touched", "[cli]") {
  const SweepFolder folder;
  const std::string slow = " --set 'period.length=52 weeks' --replications 200 --out swept";
  Ran ran = folder.call("sweep cars.yaml" + slow, "timeout --preserve-status --signal=INT 3");
  if (!fs::exists(folder.path("swept.work")))  // a busy machine, a sanitizer: it had not begun
    ran = folder.call("sweep cars.yaml" + slow, "timeout --preserve-status --signal=INT 15");
  CHECK(ran.exit_code == 130);
  CHECK_THAT(ran.err, Contains("is kept in swept.work"));
  const Ran other = folder.call("sweep cars.yaml --out swept");
  CHECK(other.exit_code == 4);
  CHECK_THAT(other.err, Contains("swept.work: holds unfinished work that does not go on here"));
  CHECK(fs::exists(folder.path("swept.work/plan.json")));
}

TEST_CASE("a truncated part is played again", "[cli]") {
  const SweepFolder folder;
  REQUIRE(folder.call("sweep cars.yaml --out whole").exit_code == 0);
  const std::string slow = " --out swept --threads 1";
  folder.call("sweep cars.yaml" + slow, "timeout -s KILL 0.12");
  if (!fs::exists(folder.path("swept"))) {
    fs::create_directories(folder.path("swept.work/shards"));
    for (const auto& entry : fs::directory_iterator{folder.path("swept.work/shards")})
      fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    REQUIRE(folder.call("sweep cars.yaml" + slow).exit_code == 0);
  }
  folder.check_same("whole", "swept");
}

TEST_CASE("a full disk ends a sweep with a reason and keeps what is finished", "[cli]") {
  const SweepFolder folder;
  const TinyDisk disk{folder.path("disk"), "200k"};
  if (!disk.mounted()) {
    std::puts("SKIPPED: a tiny disk can be mounted by root only");
    return;
  }
  const Ran ran = folder.call("sweep cars.yaml --out disk/swept");
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("disk/") && (Contains("No space left") || Contains("full")));
  CHECK_FALSE(fs::exists(folder.path("disk/swept")));
  REQUIRE(fs::exists(folder.path("disk/swept.work/plan.json")));
  REQUIRE(std::system(("mount -o remount,size=20m " + quoted(folder.path("disk"))).c_str()) == 0);
  CHECK(folder.call("sweep cars.yaml --out disk/swept").exit_code == 0);
  REQUIRE(folder.call("sweep cars.yaml --out whole").exit_code == 0);
  folder.check_same("whole", "disk/swept");
}

TEST_CASE("a sweep that cannot be written is said at once", "[cli]") {
  const SweepFolder folder;
  const Ran ran = folder.call("sweep cars.yaml --out /proc/kredsim/swept");
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("/proc/kredsim/swept.work: cannot be written"));
  REQUIRE(folder.call("sweep cars.yaml --out swept").exit_code == 0);
  CHECK_THAT(folder.call("sweep cars.yaml --out swept").err, Contains("exists already"));
  CHECK(folder.call("sweep cars.yaml --out swept --force").exit_code == 0);
}

TEST_CASE("a sweep warns of the points that no force can serve, and names those that were unstable", "[cli]") {
  const SweepFolder folder{R"(kredsim_sweep: 1
title: Too much
base: small.yaml
set: { period.length: 1 day, period.warm_up: 0 days, period.most_waiting: 40 }
factors:
  noise: { key: incidents.noise.per_day, values: [5, 700, 900] }
replications: 2
)"};
  const Ran ran = folder.call("sweep cars.yaml --out much");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.err, Contains("warning: point 1: force: ") && Contains("warning: point 2: force: ") &&
                          Contains("the queue grows without bound") && !Contains("point 0"));
  CHECK_THAT(folder.text("much/run.json"),
             Contains("point 1: force: ") && Contains("points 1-2: replications ended as unstable"));
}
