#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

namespace {

const char* const one_more_car = R"(kredsim: 1
title: { da: En vogn mere, en: One more car }
extends: base.yaml
force:
  extra:
    label: Extra
    crew: 2
    roster:
      - {shift: evening, from: "15:00", length: 9 h, cars: {syd: 1}}
)";

const char* const one_queue = R"(kredsim: 1
title: M/M/5
period: {start: 2019-01-07, length: 2 weeks, warm_up: 1 week}
replications: 40
seed: 101
network: {nodes: {centre: {at: [55.23, 11.76]}}}
areas: {district: {name: District}}
stations: {base: {at: centre}}
incidents:
  call: {label: Call, priority: urgent, per_hour: 8, on_scene: {distribution: exponential, mean: 30 min}}
force:
  response: {label: Response, crew: 2, idle: stay at scene, always_on_duty: {base: 5}}
)";

/// `compare BASE PLAN` in a folder of its own.
struct Compared {
  Compared() {
    folder.write("base.yaml", small_kreds);
    folder.write("plan.yaml", one_more_car);
  }
  [[nodiscard]] Ran operator()(const std::string& more, const std::string& before = "") const {
    return run_kredsim("compare " + folder.path("base.yaml") + " " + folder.path("plan.yaml") + " " + more, before);
  }
  [[nodiscard]] std::string file(const std::string& path) const { return contents(folder.path(path)); }
  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("a plan whose queue grows without bound is neither better nor worse, and the answer says why", "[cli]") {
  const TemporaryFolder folder;
  const std::string base = folder.write("base.yaml", std::string{one_queue});
  const std::string plan = folder.write("plan.yaml", R"(kredsim: 1
title: Two cars
extends: base.yaml
period: {most_waiting: 1000}
force: {response: {always_on_duty: {base: 2}}}
)");
  const Ran ran = run_kredsim("compare " + base + " " + plan + " --replications 10 --out " + folder.path("out"));
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out,
             Contains("Cannot be compared: the force cannot keep up. Under \xE2\x80\x9CTwo cars\xE2\x80\x9D 10 of 10 "
                      "replications ended early, because the queue grew without bound."));
  std::istringstream rows{contents(folder.path("out/differences.csv"))};
  std::size_t undecided = 0;
  for (std::string row; std::getline(rows, row);) {
    for (const char* verdict : {",better,", ",worse,", ",mixed,", ",higher,", ",lower,", ",no different,"})
      CHECK_FALSE(row.find(verdict) != std::string::npos);
    undecided +=
        row.find(",cannot be told apart yet,") != std::string::npos && row.find("unstable") != std::string::npos;
  }
  CHECK(undecided > 0);
  CHECK_THAT(contents(folder.path("out/run.json")), Contains("\"unstable\": 10"));
  CHECK_THAT(run_kredsim("show " + folder.path("out") + " --lang da").out, Contains("Kan ikke sammenlignes"));
}

TEST_CASE("a comparison says its verdict first, in the reader's language, and means the same in both", "[cli]") {
  const Compared compare;
  const Ran en = compare("--replications 24 --out " + compare.folder.path("en"));
  REQUIRE(en.exit_code == 0);
  CHECK(en.out.find("One more car\nBetter in the simulation: the mean response time of all tasks") == 0);
  CHECK_THAT(en.out, Contains("simulation precision") && Contains("Upper") && Contains("Pairing makes the variance") &&
                         Contains("the period is no year"));
  const Ran da = compare("--replications 24 --lang da --out " + compare.folder.path("da"));
  CHECK(da.out.find("En vogn mere\nBedre i simuleringen: den gennemsnitlige responstid for alle opgaver") == 0);
  CHECK_THAT(da.out, Contains("simuleringsusikkerhed"));
  CHECK(compare.file("en/differences.csv") == compare.file("da/differences.csv"));
  CHECK_THAT(compare.file("en/run.json"), Contains("base.yaml") && Contains("plan.yaml") && Contains("sha256"));
}

TEST_CASE("pairs need a fifth of the replications of unpaired runs, or less, for one more car", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim(
      "compare scenarios/slf/2019.yaml scenarios/slf/evening-car-from-soroe.yaml --replications 20 --set "
      "network.stylised.detail=0.1 --set 'period.length=4 weeks' --out " +
      folder.path("results"));
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  const std::string csv = contents(folder.path("results/differences.csv"));
  const auto at = csv.find("evening-car-from-soroe,response_s,mean,all,all,all,all,");
  REQUIRE(at != std::string::npos);
  std::vector<std::string> fields{""};
  for (std::size_t i = at; csv[i] != '\n'; ++i)
    if (csv[i] == ',')
      fields.emplace_back();
    else
      fields.back() += csv[i];
  CHECK(fields[12] == "better");
  CHECK(std::stod(fields[18]) >= 5);
}

TEST_CASE("a comparison is the same to the byte for 1, 2 and 7 threads", "[cli]") {
  const Compared compare;
  for (const std::string threads : {"1", "2", "7"})
    REQUIRE(compare("--replications 23 --threads " + threads + " --out " + compare.folder.path(threads)).exit_code ==
            0);
  for (const std::string file : {"differences.csv", "points.csv", "results.sqlite", "plan.resolved.yaml"}) {
    INFO(file);
    CHECK_FALSE(compare.file("1/" + file).empty());
    CHECK((compare.file("1/" + file) == compare.file("2/" + file)));
    CHECK((compare.file("1/" + file) == compare.file("7/" + file)));
  }
}

TEST_CASE("a plan that changes nothing differs in no replication", "[cli]") {
  const Compared compare;
  const std::string base = compare.folder.path("base.yaml");
  const Ran ran = run_kredsim("compare " + base + " " + base + " --replications 10 --json");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("\"identical\"") && Contains("\"name\":\"base-2\""));
  CHECK_THAT(ran.out, !Contains("\"better\"") && !Contains("\"worse\"") && !Contains("\"higher\""));
}

TEST_CASE("an interrupted comparison keeps its finished pairs and ends with 130", "[cli]") {
  const Compared compare;
  // A machine that is busy with other things may not have finished one pair after three seconds.
  Ran ran;
  for (const char* seconds : {"3", "15", "60"}) {
    ran = compare(
        "--set 'period.length=1 week' --replications 1000000 --threads 2 --out " + compare.folder.path("results"),
        std::string("timeout --preserve-status --signal=INT ") + seconds);
    if (!compare.file("results/run.json").empty()) break;
  }
  CHECK(ran.exit_code == 130);
  CHECK_THAT(ran.err, Contains("pairs of replications are in the results"));
  CHECK_THAT(compare.file("results/run.json"), Contains("\"interrupted\": true"));
  CHECK_FALSE(compare.file("results/differences.csv").empty());
  CHECK_THAT(compare.file("results/stress-des.md"), Contains("a base and 1 plan"));
}

TEST_CASE("plans that cannot be compared are refused with the reason and nothing is written", "[cli]") {
  const Compared compare;
  compare.folder.write("plan.yaml", std::string{one_more_car} + "seed: 12\n");
  const Ran seed = compare("--replications 2 --out " + compare.folder.path("results"));
  CHECK(seed.exit_code == 4);
  CHECK_THAT(seed.err, Contains("plan.yaml: cannot be compared with") && Contains("its seed is 12, not 11"));
  CHECK_FALSE(std::filesystem::exists(compare.folder.path("results")));
  CHECK(compare("--replications 2 --seed 5").exit_code == 0);
  compare.folder.write("plan.yaml", one_queue);
  const Ran other =
      compare("--replications 2 --seed 5 --set 'period={start: 2019-01-07, length: 1 week, warm_up: 1 day}'");
  CHECK(other.exit_code == 4);
  CHECK_THAT(other.err, Contains("area `upper` is not in"));
  CHECK(run_kredsim("compare " + compare.folder.path("base.yaml")).exit_code == 2);
}

TEST_CASE("a run goes on until its figure is precise enough, whatever the number of threads", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("queue.yaml", one_queue) +
                          " --replications 20 --set 'until={measure: dispatch_wait_s, relative: 9 %}' --out ";
  const Ran one = run_kredsim(run + folder.path("1") + " --threads 1");
  REQUIRE(one.exit_code == 0);
  CHECK_THAT(one.out, Contains("Precise enough after"));
  CHECK(run_kredsim(run + folder.path("3") + " --threads 3").out == one.out);
  CHECK((contents(folder.path("1/results.sqlite")) == contents(folder.path("3/results.sqlite"))));
  const Ran narrow = run_kredsim("run " + folder.path("queue.yaml") +
                                 " --set 'until={measure: dispatch_wait_s, half_width: 1 s, max_replications: 45}'");
  CHECK_THAT(narrow.out, Contains("Not precise enough after 45 replications"));
  const Ran unknown =
      run_kredsim("run " + folder.path("queue.yaml") +
                  " --set 'until={measure: dispatch_wait_s, statistic: p42, half_width: 1 s}' --set 'replications=20'");
  CHECK(unknown.exit_code == 3);
  CHECK_THAT(unknown.err,
             Contains("until.statistic: no statistic named `p42` (did you mean `p50`? known: mean, sd, p50"));
}

TEST_CASE("a comparison goes on until its difference is precise enough", "[cli]") {
  const Compared compare;
  const Ran ran = compare("--replications 20 --set 'until={measure: response_s, half_width: 20 s}'");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Precise enough after") && Contains("response_s mean (all, all)"));
}

TEST_CASE("a warm-up that is too short is named, and one that is long enough is not", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("queue.yaml", one_queue) + " --warm-up ";
  const Ran enough = run_kredsim(run);
  CHECK_THAT(enough.out, Contains("Open incidents, running mean") && !Contains("warm_up_too_short"));
  const Ran too_short = run_kredsim(run + "--set 'period.warm_up=0 h'");
  CHECK_THAT(too_short.out, Contains("WARNING warm_up_too_short"));
}
