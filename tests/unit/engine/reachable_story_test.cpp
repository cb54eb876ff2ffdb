// Who could be reached in time, where demand arises by areas of any layer, and who lives behind a ferry.

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/tally.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;

namespace {

/// Two towns, three times as many people in the east as in the west, 20 minutes apart; one car, in the west.
const std::string two_towns = R"(kredsim: 1
title: Two towns
period: {start: 2019-01-07, length: 10 weeks, at_end: cut}
network:
  nodes:
    west: {at: [55.2, 11.0], area: west, weight: 1}
    east: {at: [55.2, 11.4], area: east, weight: 3}
  edges: [{from: west, to: east, time: 20 min}]
areas:
  west: {name: West, population: 1000}
  east: {name: East, population: 3000, centre: [55.2, 11.4]}
  port: {name: Port, layer: beat, centre: [55.2, 11.0]}
  hill: {name: Hill, layer: beat, centre: [55.2, 11.4]}
stations: {west: {at: west}}
incidents:
  alarm: {label: Alarm, priority: urgent, per_day: 1, where: {port: 1}, on_scene: 1 min}
force:
  response: {label: Response, always_on_duty: {west: 1}}
)";

struct Answer {
  std::vector<Estimate> rows;
  Outcome outcome;
  [[nodiscard]] double share(const std::string& area = "all") const {
    const Estimate* row = find(rows, "reachable", "share", "all", area);
    REQUIRE(row != nullptr);
    return *row->value;
  }
};

Answer answer(const std::vector<std::string>& settings) {
  const auto world = test::world_of(two_towns, settings);
  const Tables tables{*world};
  Summary summary{tables, 1};
  Answer answer{{}, test::play(*world)};
  summary.add(tally(tables, answer.outcome));
  answer.rows = estimates(summary);
  return answer;
}

}  // namespace

TEST_CASE("an inhabitant is reachable where the free car could be there in time, and nobody is while none is free",
          "[engine]") {
  const std::vector<std::string> within_ten{"results.reachable.within=10 min"};
  const Answer in_west = answer(within_ten);
  CHECK(in_west.outcome.reach.size() == 10 * 7 * 24 * 4);
  CHECK(in_west.share("west") > 0.99);
  CHECK(in_west.share("east") == 0);
  CHECK(in_west.share() == Approx(0.25).margin(0.01));
  CHECK(answer({"results.reachable.within=20 min", "results.reachable.per_hour=1"}).share() > 0.99);
  // Six tasks a day of four hours each: the car is nearly always busy, and then it reaches nobody.
  const Answer busy =
      answer({"results.reachable.within=30 min", "incidents.alarm.on_scene=4 h", "incidents.alarm.per_day=12"});
  CHECK(busy.share() < 0.1);
  CHECK_FALSE(busy.outcome.reach.empty());
}

TEST_CASE("asking who is reachable changes nothing that happens", "[engine]") {
  const Answer asked = answer({"results.reachable.within=10 min", "force.response.idle=patrol own area"});
  const Answer unasked = answer({"force.response.idle=patrol own area"});
  REQUIRE(asked.outcome.incidents.size() == unasked.outcome.incidents.size());
  for (std::size_t i = 0; i < asked.outcome.incidents.size(); ++i)
    CHECK(asked.outcome.incidents[i].first_arrival == unasked.outcome.incidents[i].first_arrival);
  CHECK(unasked.outcome.reach.empty());
}

TEST_CASE("demand may be spread over areas of any layer", "[engine]") {
  const auto all_at = [](const std::string& where, const std::string& area) {
    const auto world = test::world_of(two_towns, {"incidents.alarm.where=" + where});
    const Outcome outcome = test::play(*world);
    CHECK(outcome.incidents.size() > 40);
    for (const IncidentRecord& incident : outcome.incidents)
      CHECK(world->district.areas[world->district.points[incident.point].areas[1]].key == area);
  };
  all_at("{port: 1}", "port");
  all_at("{hill: 1}", "hill");
}

TEST_CASE("where some live behind a ferry, every figure stands with and without them", "[engine]") {
  const auto world = test::world_of(
      two_towns, {"network.edges=[]", "ferries.boat={from: west, to: east, crossing: 20 min, every: 1 h}",
                  "incidents.alarm.where=population"});
  REQUIRE(world->district.layers.back() == "ferry");
  const Tables tables{*world};
  Summary summary{tables, 1};
  summary.add(tally(tables, test::play(*world)));
  const auto rows = estimates(summary);
  const auto mean = [&](const std::string& area) { return *find(rows, "response_s", "mean", "all", area)->value; };
  // Most live in the east: the west is the island of the two.
  CHECK(mean("ferry_islands") == mean("west"));
  CHECK(mean("without_ferry_islands") == mean("east"));
  CHECK(test::world_of(two_towns)->district.layers.size() == 2);
}
