// What the program answers today, to the last digit. A change of these figures is either a mistake or belongs into the
// changelog under "Results change".

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "tests/property/engine/small_kreds.hpp"
#include "tests/support/difference.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim::test;

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in{line};
  for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
  return fields;
}

/// The totals, and by type and by area alone, of a choice of statistics: enough to notice any change, few enough to
/// read.
bool kept(const std::string& line) {
  const auto fields = split(line);
  const auto alone = [&](std::size_t field) { return fields.at(field) == "all"; };
  if (!alone(4) || !alone(5) || !alone(6) || (!alone(2) && !alone(3))) return false;
  static const std::set<std::string> statistics{"response_s mean",
                                                "response_s sd",
                                                "response_s p50",
                                                "response_s p90",
                                                "response_s share_within_600s",
                                                "dispatch_wait_s mean",
                                                "travel_s mean",
                                                "on_scene_s mean",
                                                "distance_m mean",
                                                "distance_m p90",
                                                "incidents count",
                                                "unserved count",
                                                "lost count",
                                                "assignments count",
                                                "utilisation mean",
                                                "units_on_duty mean",
                                                "queue_length mean"};
  return statistics.contains(fields.at(0) + " " + fields.at(1));
}

std::string figures(const std::string& csv) {
  std::istringstream in{csv};
  std::string line;
  const auto figures_of = [&] { return line.substr(0, line.rfind(',')) + "\n"; };  // without the column `run`
  std::getline(in, line);
  std::string text = figures_of();
  while (std::getline(in, line))
    if (kept(line)) text += figures_of();
  return text;
}

void check_figures(const std::string& name, const std::string& arguments) {
  const TemporaryFolder folder;
  const Ran ran = run_kredsim("run " + arguments + " --out " + folder.path("results"));
  INFO(ran.err);
  REQUIRE(ran.exit_code == 0);
  const std::string actual = figures(contents(folder.path("results/estimates.csv")));
  REQUIRE(actual.size() > 1000);
  const std::string file = std::string{KREDSIM_SOURCE_DIR} + "/tests/golden/expected/" + name + ".csv";
  const char* update = std::getenv("KREDSIM_UPDATE");
  if (update != nullptr && std::string{update} == "1") std::ofstream{file, std::ios::binary} << actual;
  INFO(name
       << ".csv has other figures. If they were meant to change, run this test with KREDSIM_UPDATE=1 in the "
          "environment, look at\n"
          "`git diff tests/golden/expected`, and say why in the commit and in CHANGELOG.md under **Results change**.\n"
       << difference(contents(file), actual));
  CHECK((contents(file) == actual));
}

}  // namespace

TEST_CASE("the small kreds answers as it did", "[golden]") {
  const TemporaryFolder folder;
  check_figures("small_kreds", folder.write("small.yaml", small_kreds) + " --replications 20");
}

TEST_CASE("the shipped scenario of Sydsjælland and Lolland-Falster answers as it did", "[golden]") {
  check_figures(
      "slf_2019",
      "scenarios/slf/2019.yaml --set network.stylised.detail=5% --set 'period.length=2 weeks' --replications 10");
}
