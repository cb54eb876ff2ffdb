#include <string>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

namespace {

/// The page without the licences of its packages, which name addresses where they can be read.
std::string without_licences(const std::string& page) {
  const auto begin = page.rfind("<!-- The page contains these packages.");
  return page.substr(0, begin) + page.substr(page.find("-->", begin) + 3);
}

/// The page without its script, whose libraries name the address of the SVG standard.
std::string without_script(const std::string& page) {
  const auto begin = page.rfind("<script>");
  return page.substr(0, begin) + page.substr(page.find("</script>", begin));
}

const char* const car_in_the_west = R"(kredsim: 1
title: { da: En vogn mere, en: One more car }
extends: base.yaml
force:
  extra:
    label: Extra
    crew: 2
    roster:
      - {shift: evening, from: "15:00", length: 9 h, cars: {syd: 1}}
)";

const char* const cars_north = R"(kredsim_sweep: 1
title: Cars by day
base: base.yaml
set: { period.length: 1 week }
factors:
  north_cars: { key: "force.response.roster[0].cars.nord", values: [1, 2, 3] }
replications: 9
best: { measure: response_s, statistic: mean }
)";

/// A folder with the results of a run, a comparison and a sweep of the small kreds.
struct ThreeKinds {
  ThreeKinds() {
    folder.write("base.yaml", small_kreds);
    folder.write("plan.yaml", car_in_the_west);
    folder.write("cars.yaml", cars_north);
    played = ran("run base.yaml --replications 8 --out run").out;
    compared = ran("compare base.yaml plan.yaml --replications 12 --out comparison").out;
    ran("sweep cars.yaml --out sweep");
  }
  Ran ran(const std::string& arguments) const {
    Ran result = run_kredsim(arguments, "", folder.path());
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return result;
  }
  [[nodiscard]] std::string page(const std::string& kind) const {
    return contents(folder.path(kind + "/briefing.html"));
  }
  TemporaryFolder folder;
  std::string played;
  std::string compared;
};

}  // namespace

TEST_CASE("run, compare and sweep leave briefings that say what `kredsim show` says", "[cli]") {
  const ThreeKinds kinds;
  for (const std::string kind : {"run", "comparison", "sweep"}) {
    INFO(kind);
    const std::string page = kinds.page(kind);
    CHECK(page.size() < 1'500'000);
    CHECK_THAT(page, Contains("\"kind\":\"" + kind + "\"") && Contains("default-src 'none'"));
    for (const std::string language : {"da", "en"}) {
      const std::string shown = kinds.ran("show " + kind + " --lang " + language).out;
      CHECK_THAT(shown, !Contains("\x1b"));
      int said = 0;
      for (auto at = page.find("\"language\":\"" + language + "\""); at != std::string::npos;
           at = page.find("\"language\":\"" + language + "\"", at + 1)) {
        const auto from = page.find("\"text\":\"", at) + 8;
        const std::string text = page.substr(from, page.find("\"}", from) - from);
        INFO(text);
        CHECK(shown.find(text) != std::string::npos);
        ++said;
      }
      CHECK(said >= 2);
    }
  }
  CHECK(kinds.ran("show comparison").out == kinds.compared);
  CHECK(kinds.ran("show run").out == kinds.played);
}

TEST_CASE("`show` prints tables and charts of each kind, and refuses what is none of them", "[cli]") {
  const ThreeKinds kinds;
  CHECK_THAT(kinds.ran("show run").out, Contains("In parentheses: 95 % simulation precision") && Contains("┼"));
  CHECK_THAT(kinds.ran("show comparison --lang da").out,
             Contains("Bedre i simuleringen:") && Contains("├") && Contains("tidligere"));
  CHECK_THAT(kinds.ran("show sweep").out,
             Contains("north_cars") && Contains("Best point:") && Contains("on fresh seeds") && Contains("●"));
  const Ran nothing = run_kredsim("show " + kinds.folder.path("elsewhere"));
  CHECK(nothing.exit_code == 4);
  CHECK_THAT(nothing.err, Contains("holds no results of this version (give a folder that `kredsim run`"));
}

TEST_CASE("a validation sheet beside the results is summed up in the briefing", "[cli]") {
  const ThreeKinds kinds;
  CHECK_THAT(kinds.page("run"), !Contains("\"validation\":{"));
  kinds.folder.write("run/validation.json",
                     R"({"format": "kredsim validation 1", "version": "1", "commit": "c", "agrees": false,
                         "figures": [{"case": "A01", "figure": "mean", "verdict": "agrees"},
                                     {"case": "A02", "figure": "p90", "verdict": "disagrees"}]})");
  kinds.ran("report run");
  CHECK_THAT(kinds.page("run"), Contains("\"figures\":2,\"disagrees\":[\"A02: p90\"]"));
}

TEST_CASE("a run leaves a briefing that asks the network for nothing", "[cli]") {
  const TemporaryFolder folder;
  const std::string results = folder.path("results");
  REQUIRE(run_kredsim("run " + folder.write("small.yaml", small_kreds) + " --replications 8 --lang en --out " + results)
              .exit_code == 0);
  const std::string page = contents(results + "/briefing.html");
  CHECK(page.size() < 1'500'000);
  CHECK_THAT(page, Contains("<html lang=\"en\">") && Contains("default-src 'none'") &&
                       Contains("script-src 'sha256-") && Contains("\"district_en\""));
  CHECK_THAT(page, !Contains("unsafe-inline") && !Contains(">RESULTS<"));
  CHECK_THAT(without_script(without_licences(page)),
             !Contains("src=") && !Contains("href=") && !Contains("http:") && !Contains("https:"));
}

TEST_CASE("a name in a scenario cannot become part of the briefing's page", "[cli]") {
  const TemporaryFolder folder;
  std::string hostile = small_kreds;
  const std::string title = "A small kreds for property tests";
  hostile.replace(hostile.find(title), title.size(), "\"</script><script>alert(1)</script> <!-- \\u202E '\"");
  const std::string results = folder.path("results");
  REQUIRE(
      run_kredsim("run " + folder.write("hostile.yaml", hostile) + " --replications 2 --out " + results).exit_code ==
      0);
  const std::string page = without_licences(contents(results + "/briefing.html"));
  CHECK_THAT(page,
             !Contains("<script>alert") && !Contains("<!-- ") && Contains("\\u003c/script>\\u003cscript>alert(1)"));
}

TEST_CASE("a briefing is written anew, in the other language and to another place", "[cli]") {
  const TemporaryFolder folder;
  const std::string results = folder.path("results");
  REQUIRE(run_kredsim("run " + folder.write("small.yaml", small_kreds) + " --replications 2 --lang da --out " + results)
              .exit_code == 0);
  CHECK_THAT(contents(results + "/briefing.html"), Contains("<html lang=\"da\">"));
  const Ran again = run_kredsim("report " + results + " --lang en --out " + folder.path("english.html"));
  CHECK(again.exit_code == 0);
  CHECK_THAT(contents(folder.path("english.html")), Contains("<html lang=\"en\">"));
  const Ran nothing = run_kredsim("report " + folder.path("elsewhere"));
  CHECK(nothing.exit_code == 4);
  CHECK_THAT(nothing.err, Contains("run.json: cannot be read (give a folder that `kredsim run --out` wrote)"));
  folder.write("run.json", "{\"format\": \"something else\"}");
  const Ran foreign = run_kredsim("report " + folder.path());
  CHECK(foreign.exit_code == 4);
  CHECK_THAT(foreign.err, Contains("is no run.json of this version (run the scenario again)"));
}
