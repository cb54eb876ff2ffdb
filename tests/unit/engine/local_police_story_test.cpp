// Local police: what the ring-fence lets go, and planned tasks that wait, are put off, interrupted and dropped.

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// A response car in the west and a local car in the east, twenty minutes apart.
std::string west_and_local_east(const std::string& ring_fence) {
  return "  response: {label: Response, always_on_duty: {west: 1}}\n"
         "  local: {label: Local, always_on_duty: {east: 1}, ring_fence: \"" +
         ring_fence + "\"}\n";
}

const std::string theft_in_the_east = incident("theft", "soon", "east", 8, "10 min");
const std::string robbery_in_the_east = incident("robbery", "urgent", "east", 8, "10 min");
const std::string robbery_in_the_middle = incident("robbery", "urgent", "middle", 8, "10 min");

std::string who_goes(const std::string& incidents, const std::string& type, const std::string& ring_fence) {
  return day_on_which(one_road(incidents, west_and_local_east(ring_fence))).unit(type);
}

std::string planned(const std::string& keys) {
  return "planned_tasks:\n  visit: {label: Visit, by: [local], " + keys + "}\n";
}

std::vector<PlannedRecord> visits(const ScriptedDay& day) { return day.outcome().planned; }

}  // namespace

TEST_CASE("each ring-fence lets local cars go to what it says and nothing else", "[engine]") {
  const std::string response = "west response car 1";
  const std::string local = "east local car 1";
  CHECK(who_goes(theft_in_the_east, "theft", "always") == local);
  CHECK(who_goes(theft_in_the_east, "theft", "own area") == local);
  CHECK(who_goes(theft_in_the_east, "theft", "urgent only") == response);
  CHECK(who_goes(theft_in_the_east, "theft", "own area, urgent only") == response);
  CHECK(who_goes(theft_in_the_east, "theft", "when nearer by 5 min") == response);
  CHECK(who_goes(theft_in_the_east, "theft", "never") == response);

  CHECK(who_goes(robbery_in_the_east, "robbery", "urgent only") == local);
  CHECK(who_goes(robbery_in_the_east, "robbery", "own area, urgent only") == local);
  CHECK(who_goes(robbery_in_the_east, "robbery", "never") == response);
  // At the door against twenty minutes away.
  CHECK(who_goes(robbery_in_the_east, "robbery", "when nearer by 20 min") == local);
  CHECK(who_goes(robbery_in_the_east, "robbery", "when nearer by 21 min") == response);
  // Ten minutes for both: the first on the roster goes, and the local car is nearer by nothing.
  CHECK(who_goes(robbery_in_the_middle, "robbery", "own area, urgent only") == response);
  CHECK(who_goes(robbery_in_the_middle, "robbery", "when nearer by 1 min") == response);
}

TEST_CASE("a car that may go when nearer goes however far when no other is free", "[engine]") {
  const std::string both =
      incident("accident", "urgent", "west", 8, "3 h") + incident("robbery", "urgent", "west", 9, "10 min");
  const auto day = day_on_which(one_road(both, west_and_local_east("when nearer by 5 min")));
  CHECK(day.unit("robbery") == "east local car 1");
  CHECK_THAT(day.words(), Contains("ring-fenced, but no other car is free"));
}

TEST_CASE("a planned visit is done by a local car of the area in the hours of its window", "[engine]") {
  const auto day = day_on_which(one_road(theft_in_the_east, west_and_local_east("never"), "length: 2 days",
                                         planned("per_year: 1000, when: 10-12, where: {east: 1}, lasts: 30 min")),
                                [](const ScriptedDay& some) { return some.outcome().planned.size() >= 2; });
  for (const PlannedRecord& visit : visits(day)) {
    const IncidentRecord& row = day.outcome().incidents[visit.incident];
    CHECK(hour_of_week(visit.arose) % 24 >= 10);
    CHECK(hour_of_week(visit.arose) % 24 < 12);
    CHECK_FALSE(row.measured);
    if (row.first_arrival == never) continue;
    CHECK(day.world().force.units[row.first_unit].name == "east local car 1");
    CHECK(hour_of_week(row.dispatched) % 24 >= 10);
    CHECK(hour_of_week(row.dispatched) % 24 < 12);
    if (row.cleared != never) {
      CHECK(row.cleared - row.first_arrival == 30min);
    }
  }
  CHECK_THAT(day.words(),
             Contains("(Visit, East) is planned work of 00:30:00") || Contains("is planned work of 30 min"));
}

TEST_CASE("a crew leaves a visit for a robbery if the visit yields, and ends it afterwards", "[engine]") {
  const std::string force = "  local: {label: Local, always_on_duty: {east: 1}, ring_fence: urgent only}\n";
  const auto at_the_visit = [](const ScriptedDay& some) {
    if (some.outcome().planned.size() != 1) return false;
    const IncidentRecord& visit = some.outcome().incidents[some.outcome().planned[0].incident];
    const SimTime robbery = some.incident("robbery").created;
    return visit.first_arrival != never && visit.first_arrival < robbery && robbery < visit.first_arrival + 60min;
  };
  const std::string visit = "per_year: 365, when: 07-08, where: {east: 1}, lasts: 2 h, interruptible: ";
  const auto yields =
      day_on_which(one_road(robbery_in_the_middle, force, "length: 1 day", planned(visit + "urgent")), at_the_visit);
  const SimTime robbery = yields.incident("robbery").created;
  CHECK(yields.incident("robbery").first_arrival == robbery + 10min);
  const IncidentRecord& row = yields.outcome().incidents[yields.outcome().planned[0].incident];
  CHECK_THAT(yields.words(), Contains("unfinished"));
  // It goes on only in the window of the next day, if at all; here the day is over before.
  CHECK(row.cleared == never);

  const auto stays =
      day_on_which(one_road(robbery_in_the_middle, force, "length: 1 day", planned(visit + "never")), at_the_visit);
  const IncidentRecord& kept = stays.outcome().incidents[stays.outcome().planned[0].incident];
  CHECK(kept.cleared == kept.first_arrival + 2h);
  CHECK(stays.incident("robbery").dispatched == kept.cleared);
}

TEST_CASE("a visit that cannot be finished in the shift waits for the next one", "[engine]") {
  const std::string force =
      "  response: {label: Response, always_on_duty: {west: 1}}\n"
      "  local: {label: Local, ring_fence: never, roster: [{shift: day, from: \"08:00\", length: 4 h, cars: {east: "
      "1}}]}\n";
  const auto day = day_on_which(one_road(theft_in_the_east, force, "length: 2 days",
                                         planned("per_year: 365, when: 09-12, where: {east: 1}, lasts: 3 h")),
                                [](const ScriptedDay& some) {
                                  return some.outcome().planned.size() == 1 &&
                                         some.outcome().planned[0].arose < monday + 12h &&
                                         some.outcome().planned[0].arose > monday + 9h + 30min;
                                });
  const IncidentRecord& row = day.outcome().incidents[day.outcome().planned[0].incident];
  CHECK(row.dispatched == monday + days{1} + 9h);  // three hours before the shift ends at noon
  CHECK(row.cleared <= monday + days{1} + 12h + 10min);
}

TEST_CASE("a visit that nobody can begin by its deadline is dropped, or done late", "[engine]") {
  const std::string force =
      "  response: {label: Response, always_on_duty: {west: 1}}\n"
      "  local: {label: Local, ring_fence: never, roster: [{shift: day, from: \"20:00\", length: 4 h, cars: {east: "
      "1}}]}\n";
  const std::string visit = "per_year: 365, when: 09-22, where: {east: 1}, lasts: 1 h, deadline: 1 h, when_late: ";
  const auto in_the_morning = [](const ScriptedDay& some) {
    return some.outcome().planned.size() == 1 && some.outcome().planned[0].arose < monday + 12h;
  };
  const auto dropped =
      day_on_which(one_road(theft_in_the_east, force, "length: 1 day", planned(visit + "drop it")), in_the_morning);
  CHECK(dropped.outcome().planned[0].dropped);
  CHECK_THAT(dropped.words(), Contains("is dropped: nobody could begin it in time"));
  const auto late =
      day_on_which(one_road(theft_in_the_east, force, "length: 1 day", planned(visit + "do it late")), in_the_morning);
  CHECK_FALSE(late.outcome().planned[0].dropped);
  CHECK(late.outcome().incidents[late.outcome().planned[0].incident].dispatched == monday + 20h);
}

TEST_CASE("a mobile station is in its town from its arrival until it packs up", "[engine]") {
  const auto day = day_on_which(one_road(theft_in_the_east, west_and_local_east("never"), "length: 1 day",
                                         "planned_tasks:\n  station: {label: Mobile station, by: [local], seen: "
                                         "parked, outings: [{at: middle, days: [mon, "
                                         "thu], from: \"12:00\", length: 3 h}]}\n"));
  REQUIRE(day.outcome().planned.size() == 1);
  const IncidentRecord& row = day.outcome().incidents[day.outcome().planned[0].incident];
  CHECK(row.dispatched == monday + 12h);
  CHECK(row.first_arrival == monday + 12h + 10min);
  CHECK(row.cleared == monday + 15h);
}

TEST_CASE("a task longer than any shift and an outing to an unknown place are errors", "[engine]") {
  const std::string force =
      "  local: {label: Local, roster: [{shift: day, from: \"08:00\", length: 4 h, cars: {east: 1}}]}\n";
  CHECK_THROWS_WITH(world_of(one_road(theft_in_the_east, force, "length: 1 day", planned("per_year: 1, lasts: 5 h"))),
                    Contains("longer than any shift of those who do it"));
  CHECK_THROWS_WITH(world_of(one_road(theft_in_the_east, force, "length: 1 day",
                                      planned("outings: [{at: rome, days: [mon], from: \"08:00\", length: 1 h}]"))),
                    Contains("no town, point or node named 'rome'"));
}

TEST_CASE("more visits a year add visits and move none", "[engine]") {
  const auto keys = [](const std::string& number) {
    const auto world = world_of(one_road(theft_in_the_east, west_and_local_east("never"), "length: 2 weeks",
                                         planned("per_year: " + number + ", when: 08-16, lasts: 10 min")));
    std::vector<SimTime> arose;
    for (const PlannedRecord& visit : play(*world).planned) arose.push_back(visit.arose);
    return arose;
  };
  const auto few = keys("2000");
  const auto many = keys("2400");
  CHECK(many.size() > few.size());
  CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST_CASE("the shipped scenarios of local police run", "[engine]") {
  const std::vector<std::string> short_run{"network.stylised.detail=5%", "period.length=1 week",
                                           "period.warm_up=0 days"};
  const auto local = play(*world_of_file("scenarios/slf/local-police.yaml", short_run));
  CHECK(local.planned.size() > 40);
  CHECK(std::count_if(local.planned.begin(), local.planned.end(),
                      [](const PlannedRecord& task) { return task.packs_up != never; }) == 4);
  CHECK_FALSE(play(*world_of_file("scenarios/slf/safety-patrols.yaml", short_run)).idling.empty());
  CHECK_FALSE(play(*world_of_file("scenarios/slf/caller-location.yaml", short_run)).calls.empty());
}
