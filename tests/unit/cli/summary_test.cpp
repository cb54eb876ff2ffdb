#include <cstdlib>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "analysis/cli/summary.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

/// Ten replications of a day: 40 robberies in Næstved, 5 thefts in Sorø, one lost.
std::string printed(const World& world, Language language) {
  const Tables tables{world};
  Summary summary{tables, 10};
  PeriodSpread periods;
  for (int r = 0; r < 10; ++r) {
    OutcomeWriter outcome{world, r};
    for (int i = 0; i < 40; ++i)
      outcome.served(0, 0, i * 600, 0, 120 + (r * 7919 + i * 104729) % 601 + (i * i) % 113, 900);
    for (int i = 0; i < 5; ++i) outcome.served(2, 1, i * 3600 + r, 60, 900 + (r * 31 + i * 17) % 200, 600, 1);
    outcome.lost(1, 1, 80000);
    const Tally replication = tally(tables, outcome);
    summary.add(replication);
    if (const auto mean = mean_response(tables, replication)) periods.add(*mean);
  }
  return terminal_summary(facts_of(summary, estimates(summary), periods), language);
}

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = KREDSIM_HERE "/" + name;
  if (std::getenv("KREDSIM_UPDATE") != nullptr) std::ofstream{path, std::ios::binary} << text;
  std::ifstream file{path, std::ios::binary};
  const std::string wanted{std::istreambuf_iterator<char>{file}, {}};
  CHECK(text == wanted);
}

World with_published_figure() {
  World world = small_world();
  world.district.stylised = true;
  world.scenario.published.push_back({"response_s", "mean", 756, 2017, "", "Rigspolitiet", {}});
  world.scenario.published.push_back({"response_s", "share_within_600s", 0.64, 2009, "", "Rigspolitiet", {}});
  return world;
}

}  // namespace

TEST_CASE("the summary on the terminal reads as intended in Danish", "[cli]") {
  check_golden("summary.da.txt", printed(with_published_figure(), Language::da));
}

TEST_CASE("the summary on the terminal reads as intended in English", "[cli]") {
  check_golden("summary.en.txt", printed(with_published_figure(), Language::en));
}

TEST_CASE("no line of a table is wider than 100 columns, and Danish letters do not shift the columns", "[cli]") {
  World world = small_world();
  world.district.areas[AreaId{0}].name = "Guldborgsund";
  world.scenario.period.length = std::chrono::hours{168};
  const std::string text = printed(world, Language::da);
  std::size_t width = 0;
  for (const char c : text.substr(text.find("\n\n"))) {
    if (c == '\n')
      width = 0;
    else if ((c & 0xC0) != 0x80)
      ++width;
    REQUIRE(width <= 100);
  }
}

TEST_CASE("a run without incidents still says so", "[cli]") {
  const World world = small_world();
  const Tables tables{world};
  Summary summary{tables, 1};
  summary.add(tally(tables, OutcomeWriter{world}));
  const std::string text = terminal_summary(facts_of(summary, estimates(summary), {}), Language::en);
  CHECK(text.find("No task arose.") != std::string::npos);
}

TEST_CASE("times read as minutes and seconds", "[cli]") {
  CHECK(minutes_seconds(571.4) == "9:31");
  CHECK(minutes_seconds(59.6) == "1:00");
  CHECK(minutes_seconds(4502) == "75:02");
}

TEST_CASE("a histogram's highest column reaches the top and what is longer than its axis is said", "[cli]") {
  const std::string text = text_histogram({{100, 990}, {130, 5}, {4000, 5}}, Language::en, 20);
  CHECK(text.find("   99 % ┤") == 0);
  CHECK(text.find("1.0 % are longer than") != std::string::npos);
}
