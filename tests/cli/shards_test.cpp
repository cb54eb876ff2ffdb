// Work that is shared out: the bytes of one machine, whatever happened on the way.

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> run_files = {"estimates.csv", "results.sqlite", "scenario.resolved.yaml",
                                            "stress-des.md"};

/// A plan of the small kreds in a folder of its own.
class Planned {
 public:
  explicit Planned(int shards, int replications = 23) : shards_{shards} {
    folder_.write("small.yaml", small_kreds);
    more_ = "small.yaml --set 'period.length=1 week' --replications " + std::to_string(replications);
    REQUIRE(call("plan " + more_ + " --shards " + std::to_string(shards) + " --out plan").exit_code == 0);
  }

  Ran call(const std::string& arguments, const std::string& before = "") const {
    return run_kredsim(arguments, before, folder_.path());
  }
  Ran shard(int number, const std::string& more = "") const {
    return call("run plan --shard " + std::to_string(number) + "/" + std::to_string(shards_) + more);
  }
  void play_all() const {
    for (int number = 1; number <= shards_; ++number) REQUIRE(shard(number).exit_code == 0);
  }
  std::string file(int number) const {
    return folder_.path("plan/shards/shard-" + std::to_string(number) + "-of-" + std::to_string(shards_) + ".kredsim");
  }
  const std::string& arguments() const { return more_; }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  int shards_;
  std::string more_;
};

}  // namespace

TEST_CASE("merged shards give the bytes of a run on one machine", "[cli]") {
  const Planned plan{5};
  plan.play_all();
  const Ran merged = plan.call("merge plan --out merged");
  REQUIRE(merged.exit_code == 0);
  const Ran whole = plan.call("run " + plan.arguments() + " --out whole");
  CHECK(merged.out == whole.out);
  for (const std::string& file : run_files) {
    INFO(file);
    CHECK_FALSE(contents(plan.folder().path("merged/" + file)).empty());
    CHECK((contents(plan.folder().path("merged/" + file)) == contents(plan.folder().path("whole/" + file))));
  }
}

TEST_CASE("a plan may be run and merged from elsewhere, and a shard chosen by Slurm", "[cli]") {
  const Planned plan{3};
  const std::string folder = quoted(plan.folder().path("plan"));
  for (const char* task : {"1", "2", "3"})
    CHECK(run_kredsim("run " + folder + " --threads 2", std::string{"SLURM_ARRAY_TASK_ID="} + task, "/").exit_code ==
          0);
  CHECK(run_kredsim("merge " + folder + " --out " + quoted(plan.folder().path("merged")), "", "/").exit_code == 0);
  plan.call("run " + plan.arguments() + " --out whole");
  CHECK(
      (contents(plan.folder().path("merged/results.sqlite")) == contents(plan.folder().path("whole/results.sqlite"))));
}

TEST_CASE("a shard that is there is left alone, one that is damaged is played again", "[cli]") {
  const Planned plan{2};
  plan.play_all();
  const std::string bytes = contents(plan.file(1));
  CHECK_THAT(plan.shard(1).out, Contains("is there already"));
  fs::resize_file(plan.file(1), bytes.size() / 2);
  const Ran refused = plan.call("merge plan --out merged");
  CHECK(refused.exit_code == 5);
  CHECK_THAT(refused.err, Contains("shard-1-of-2.kredsim: is damaged or cut short") && Contains("missing: 1;"));
  CHECK_THAT(plan.shard(1).out, Contains("done"));
  CHECK((contents(plan.file(1)) == bytes));
  CHECK(plan.call("merge plan --out merged").exit_code == 0);
}

TEST_CASE("a merge names what is missing, foreign or there twice, and writes nothing", "[cli]") {
  const Planned plan{5};
  for (const int number : {1, 3}) plan.shard(number);
  const Ran missing = plan.call("merge plan --out merged");
  CHECK(missing.exit_code == 5);
  CHECK_THAT(missing.err, Contains("3 of 5 shards are missing: 2, 4-5;") && Contains("--array=2,4-5"));
  fs::copy_file(plan.file(3), plan.file(4));
  const Ran twice = plan.call("merge plan --out merged");
  CHECK(twice.exit_code == 4);
  CHECK_THAT(twice.err, Contains("shard 3 is there twice"));
  const Planned other{5, 24};
  other.shard(4);
  fs::copy_file(other.file(4), plan.file(4), fs::copy_options::overwrite_existing);
  const Ran foreign = plan.call("merge plan --out merged");
  CHECK(foreign.exit_code == 4);
  CHECK_THAT(foreign.err, Contains("shard-4-of-5.kredsim: belongs to another plan"));
  CHECK(plan.shard(4).exit_code == 4);
  CHECK_FALSE(fs::exists(plan.folder().path("merged")));
}

TEST_CASE("a plan whose scenario has changed since is refused", "[cli]") {
  const Planned plan{2};
  plan.folder().write("small.yaml", small_kreds + "rate_step: 0.5 /h\n");
  const Ran ran = plan.shard(1);
  CHECK(ran.exit_code == 4);
  CHECK_THAT(ran.err, Contains("small.yaml: is not what it was when the work was planned"));
}

TEST_CASE("shards that cannot be are mistakes of the command line", "[cli]") {
  const Planned plan{2};
  for (const char* shard : {"0/2", "3/2", "1/3", "1", "1/2x", "-1/2"}) {
    INFO(shard);
    const Ran ran = plan.call(std::string{"run plan --shard="} + shard);
    CHECK(ran.exit_code == 2);
    CHECK_THAT(ran.err, Contains("is no shard of this plan (write 1/2 to 2/2)"));
  }
  CHECK(plan.call("run plan", "-u SLURM_ARRAY_TASK_ID").exit_code == 2);
  CHECK(plan.call("run plan --shard 1/2 --seed 3").exit_code == 2);
  CHECK(plan.call("run small.yaml --shard 1/2").exit_code == 4);
  CHECK(plan.call("plan small.yaml --replications 3 --shards 4 --out more").exit_code == 2);
  CHECK(plan.call("plan small.yaml --shards 4 --out plan").exit_code == 1);
}

TEST_CASE("two programs that play the same shard at once do no harm", "[cli]") {
  const Planned plan{2};
  Ran one, other;
  std::thread beside{[&] { other = plan.shard(1, " --threads 1"); }};
  one = plan.shard(1, " --threads 1");
  beside.join();
  CHECK(one.exit_code == 0);
  CHECK(other.exit_code == 0);
  plan.shard(2);
  CHECK(plan.call("merge plan --out merged").exit_code == 0);
}

TEST_CASE("a shard that cannot be written is an error, and what is finished stays", "[cli]") {
  const Planned plan{2};
  plan.shard(1);
  fs::rename(plan.folder().path("plan/shards"), plan.folder().path("kept"));
  plan.folder().write("plan/shards", "no folder");
  const Ran ran = plan.shard(2);
  CHECK(ran.exit_code == 1);
  CHECK_THAT(ran.err, Contains("plan/shards") && Contains("cannot be written"));
  fs::remove(plan.folder().path("plan/shards"));
  fs::rename(plan.folder().path("kept"), plan.folder().path("plan/shards"));
  CHECK(plan.shard(2).exit_code == 0);
  CHECK(plan.call("merge plan --out merged").exit_code == 0);
}

TEST_CASE("the command in run.json repeats the run", "[cli]") {
  const Planned plan{2};
  REQUIRE(plan.call("run " + plan.arguments() + " --out 'the answer'").exit_code == 0);
  const std::string folder = plan.folder().path("the answer");
  const std::string json = contents(folder + "/run.json");
  const std::size_t from = json.find("\"repeat\": \"") + 11;
  std::string command;
  for (std::size_t at = from; json[at] != '"'; ++at) command += json[at] == '\\' ? json[++at] : json[at];
  const std::string before = contents(folder + "/results.sqlite");
  fs::remove_all(folder);
  REQUIRE(std::system(("(" + command + ") > /dev/null 2>&1").c_str()) == 0);
  CHECK((contents(folder + "/results.sqlite") == before));
  CHECK_THAT(json, Contains("\"files\"") && Contains("estimates.csv") && Contains("stress-des.md"));
}

TEST_CASE("merged shards carry the warnings of a run and its number of unstable replications", "[cli]") {
  const TemporaryFolder folder;
  folder.write("small.yaml", small_kreds);
  const std::string arguments =
      "small.yaml --set 'period.length=1 day' --set period.most_waiting=40 --set incidents.noise.per_day=700 "
      "--replications 3";
  const auto call = [&](const std::string& words) { return run_kredsim(words, "", folder.path()); };
  REQUIRE(call("plan " + arguments + " --shards 1 --out plan").exit_code == 0);
  REQUIRE(call("run plan --shard 1/1").exit_code == 0);
  const Ran merged = call("merge plan --out merged");
  REQUIRE(merged.exit_code == 0);
  CHECK_THAT(merged.err, Contains("warning: force: "));
  CHECK_THAT(contents(folder.path("merged/run.json")),
             Contains("\"unstable\": 3") && Contains("the queue grows without bound"));
}
