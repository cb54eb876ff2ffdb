#include <string>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;
using Catch::Contains;

TEST_CASE("a replay is one page that asks the network for nothing", "[cli]") {
  const TemporaryFolder folder;
  const std::string plan =
      folder.write("plan.yaml",
                   "kredsim: 1\nextends: small.yaml\ntitle: One more\nforce:\n  extra:\n    label: Extra\n"
                   "    crew: 2\n    always_on_duty: {syd: 1}\n");
  const std::string base = folder.write("small.yaml", small_kreds);
  const std::string file = folder.path("night.html");
  const Ran ran = run_kredsim("replay " + base + " --against " + plan +
                              " --replication 2 --from '2019-01-11 20:00' --hours 6 --lang en --out " + file);
  CHECK(ran.err == "");
  REQUIRE(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("replication 2, 2019-01-11 20:00:00 to 2019-01-12 02:00:00, "));
  const std::string page = contents(file);
  CHECK_THAT(page, Contains("<html lang=\"en\">") && Contains("default-src 'none'") && Contains("\"One more\"") &&
                       Contains("\"Extra\""));
  CHECK_THAT(page, !Contains("unsafe-inline") && !Contains(">NIGHTS<") && !Contains("https:"));
  CHECK_THAT(page.substr(0, page.rfind("<script>")), !Contains("src=") && !Contains("href=") && !Contains("http:"));
  CHECK(run_kredsim("replay " + base + " --out " + file).exit_code == 1);
  CHECK(run_kredsim("replay " + base + " --hours 1 --force --out " + file).exit_code == 0);
}

TEST_CASE("a replay tells the story that --trace tells", "[cli]") {
  const TemporaryFolder folder;
  const std::string base = folder.write("small.yaml", small_kreds);
  const std::string file = folder.path("night.html");
  REQUIRE(run_kredsim("replay " + base + " --from 44 --hours 3 --replication 1 --out " + file).exit_code == 0);
  const std::string page = contents(file);
  const std::string told = run_kredsim("run " + base + " --trace --replication 1").out;
  // Hour 44 of a period from 7 January is 8 January, 20:00.
  int lines = 0;
  for (std::size_t at = 0; (at = told.find("2019-01-08 21:", at)) != std::string::npos; ++at) {
    CHECK_THAT(page, Contains(told.substr(at + 21, told.find('\n', at) - at - 21)));
    ++lines;
  }
  CHECK(lines > 0);
}

TEST_CASE("a replay of what there is not is refused with a reason", "[cli]") {
  const TemporaryFolder folder;
  const std::string base = folder.write("small.yaml", small_kreds);
  const std::string out = " --out " + folder.path("night.html");
  const auto refused = [&](const std::string& arguments, int exit_code, const std::string& why) {
    const Ran ran = run_kredsim("replay " + base + arguments + out);
    CHECK(ran.exit_code == exit_code);
    CHECK_THAT(ran.err, Contains(why));
  };
  refused(" --from '2020-01-11 20:00'", 2,
          "2020-01-11 20:00:00 lies outside the period (2019-01-07 00:00:00 to 2019-01-28");
  refused(" --from yesterday", 2, "'YYYY-MM-DD HH:MM', or hours after the period begins");
  refused(" --from '2019-01-11 25:00'", 2, "--from");
  refused(" --hours 100", 2, "--hours");
  refused(" --against " + folder.write("week.yaml", "kredsim: 1\nextends: small.yaml\nperiod: {length: 1 week}\n"), 4,
          "has another period than");
}
