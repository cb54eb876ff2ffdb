#include <string>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

namespace {

/// The page without its script, whose libraries name the address of the SVG standard.
std::string without_script(const std::string& page) {
  const auto begin = page.rfind("<script>");
  return page.substr(0, begin) + page.substr(page.find("</script>", begin));
}

}  // namespace

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
  CHECK_THAT(without_script(page),
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
  const std::string page = contents(results + "/briefing.html");
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
