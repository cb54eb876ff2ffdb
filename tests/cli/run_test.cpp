#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

namespace {

/// Results that must not depend on how they were computed.
const std::vector<std::string> reproducible_files = {"estimates.csv",  "results.sqlite",  "scenario.resolved.yaml",
                                                     "incidents.csv",  "assignments.csv", "duties.csv",
                                                     "empty_posts.csv"};

void check_same_results(const TemporaryFolder& folder, const std::string& a, const std::string& b) {
  for (const std::string& file : reproducible_files) {
    INFO(file << " of " << a << " and " << b);
    const std::string left = contents(folder.path(a + "/" + file));
    CHECK_FALSE(left.empty());
    CHECK((left == contents(folder.path(b + "/" + file))));
  }
}

}  // namespace

TEST_CASE("results are the same to the byte for 1, 2 and 7 threads and with the newer instructions masked", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds) + " --replications 23 --records --out ";
  REQUIRE(run_kredsim(run + folder.path("one") + " --threads 1").exit_code == 0);
  REQUIRE(run_kredsim(run + folder.path("two") + " --threads 2").exit_code == 0);
  REQUIRE(run_kredsim(run + folder.path("seven") + " --threads 7").exit_code == 0);
  check_same_results(folder, "one", "two");
  check_same_results(folder, "one", "seven");
  REQUIRE(run_kredsim(run + folder.path("masked"),
                      "KREDSIM_SIMD=off GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F")
              .exit_code == 0);
  check_same_results(folder, "one", "masked");
}

TEST_CASE("a run answers with a table by municipality and says what its intervals are", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim("run " + folder.write("small.yaml", small_kreds) + " --replications 20 --lang en --out " +
                              folder.path("results"));
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("Upper") && Contains("Lower") && Contains("simulation precision"));
  const Ran danish =
      run_kredsim("run " + folder.path("small.yaml") + " --replications 20 --lang da --out " + folder.path("danske"));
  CHECK_THAT(danish.out, Contains("simuleringsusikkerhed"));
  CHECK((contents(folder.path("results/estimates.csv")) == contents(folder.path("danske/estimates.csv"))));
}

TEST_CASE("an interrupted run keeps its finished replications and ends with 130", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds) +
                          " --set 'period.length=1 week' --replications 1000000 --threads 2 --out " +
                          folder.path("results");
  // A machine that is busy with other things may not have finished one replication after three seconds.
  Ran ran;
  for (const char* seconds : {"3", "15", "60"}) {
    ran = run_kredsim(run, std::string("timeout --preserve-status --signal=INT ") + seconds);
    if (!contents(folder.path("results/run.json")).empty()) break;
  }
  CHECK(ran.exit_code == 130);
  CHECK_THAT(contents(folder.path("results/run.json")), Contains("interrupted"));
  CHECK_FALSE(contents(folder.path("results/estimates.csv")).empty());
}

TEST_CASE("one replication can be told in words", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim("run " + folder.write("small.yaml", small_kreds) + " --replication 17 --trace");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("is reported, urgent") && Contains("is sent to incident") &&
                          Contains("clears incident") && Contains("nearest of"));
  CHECK(ran.out == run_kredsim("run " + folder.path("small.yaml") + " --replication 17 --trace --threads 2").out);
  const Ran danish = run_kredsim("run " + folder.path("small.yaml") + " --replication 17 --trace --lang da");
  CHECK_THAT(danish.out, Contains(" meldes, haster") && Contains(" sendes til opgave") && !Contains("incident"));
  CHECK(std::count(danish.out.begin(), danish.out.end(), '\n') == std::count(ran.out.begin(), ran.out.end(), '\n'));
}

TEST_CASE("the answer in JSON is one object whose estimates are the rows of estimates.csv", "[cli]") {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim("run " + folder.write("small.yaml", small_kreds) + " --replications 4 --json --out " +
                              folder.path("results"));
  REQUIRE(ran.exit_code == 0);
  CHECK(ran.out.front() == '{');
  CHECK_THAT(ran.out, Contains("\"estimates\""));
  const std::string csv = contents(folder.path("results/estimates.csv"));
  const auto rows = std::count(csv.begin(), csv.end(), '\n') - 1;
  std::size_t objects = 0;
  for (std::size_t at = 0; (at = ran.out.find("\"measure\"", at)) != std::string::npos; ++at) ++objects;
  CHECK(objects == static_cast<std::size_t>(rows));
}

TEST_CASE("the language changes what people read and nothing else", "[cli]") {
  const TemporaryFolder folder;
  const std::string run = "run " + folder.write("small.yaml", small_kreds) + " --replications 2 ";
  CHECK_THAT(run_kredsim(run + "--lang da").out, Contains("Alle typer"));
  CHECK_THAT(run_kredsim(run + "--lang en").out, Contains("All types"));
  CHECK(run_kredsim(run + "--lang da --json").out == run_kredsim(run + "--lang en --json").out);
  const Ran unknown = run_kredsim(run + "--lang fr");
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("--lang: fr not in {da,en}"));
}

TEST_CASE("a Danish locale changes no figure", "[cli]") {
  // Made here, as on a Danish machine: few machines that only build have it.
  const TemporaryFolder folder;
  const std::string made = folder.path("da_DK.UTF-8");
  if (std::system(("localedef -i da_DK -f UTF-8 " + made + " > /dev/null 2>&1").c_str()) != 0) {
    std::puts("SKIPPED: the locale da_DK cannot be made (install the package `locales`)");
    return;
  }
  const std::string danish = "LOCPATH=" + folder.path() + " LC_ALL=da_DK.UTF-8";
  REQUIRE(std::system((danish + " sh -c 'test \"$(locale decimal_point)\" = ,'").c_str()) == 0);
  const std::string run = "run " + folder.write("small.yaml", small_kreds) + " --replications 4 --out ";
  const Ran plain = run_kredsim(run + folder.path("c"), "LC_ALL=C");
  const Ran other = run_kredsim(run + folder.path("da"), danish);
  REQUIRE(plain.exit_code == 0);
  REQUIRE(other.exit_code == 0);
  CHECK(plain.out == other.out);
  for (const char* file : {"estimates.csv", "results.sqlite"})
    CHECK((contents(folder.path("c/") + file) == contents(folder.path("da/") + file)));
}
