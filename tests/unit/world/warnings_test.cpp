// What a planner is told before a run about work that nobody can do.

#include <catch2/catch.hpp>

#include "sim/world/load.hpp"
#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using Catch::Contains;

namespace {

std::string fight_with(const std::string& keys, const std::string& often = "per_day: 1") {
  return "  fight: {priority: urgent, " + often +
         ", hours: at_8, where: {middle: 1}, on_scene: {distribution: constant, value: 30 min}" + keys + "}\n";
}

std::vector<std::string> warnings(const std::string& incidents, const std::string& force,
                                  const std::string& more = "") {
  std::vector<std::string> said;
  for (const scenario::Text& text :
       load_warnings(*world_of(one_road(incidents, force, "length: 1 day, most_waiting: 50", more)))) {
    CHECK(text.da.size() > 20);
    CHECK(text.da != text.en);
    said.push_back(text.en);
  }
  return said;
}

const std::string day_and_night =
    "  cars: {label: Cars, crew: 1, roster: [{shift: day, from: \"08:00\", length: 12 h, cars: {middle: 1}}, "
    "{shift: night, from: \"20:00\", length: 12 h, cars: {middle: 1}}]}\n";
const std::string dog_and_cars =
    "  cars: {label: Cars, always_on_duty: {middle: 9}}\n"
    "  dogs: {label: Dogs, capabilities: [dog], always_on_duty: {east: 1}}\n";

}  // namespace

TEST_CASE("two lone officers who relieve each other are no two officers at once, and a warning says so", "[world]") {
  const auto said = warnings(fight_with(", solo: never"), day_and_night);
  REQUIRE(said.size() == 1);
  CHECK(said[0] ==
        "incidents.fight.solo: needs up to 2 officers at once, but the roster never has more than 1 on duty: such an "
        "incident waits for overtime, or for ever");
  CHECK_THAT(warnings(fight_with(", cars: 2"), day_and_night).at(0),
             Contains("incidents.fight.cars: needs up to 2 cars"));
  CHECK_THAT(warnings(fight_with(", officers_required: {1: 90, 2: 10}"), day_and_night).at(0),
             Contains("incidents.fight.officers_required: needs up to 2 officers"));
  CHECK(warnings(fight_with(""), day_and_night).empty());
}

TEST_CASE("where no car may ever go, one warning says so for all types together", "[world]") {
  const auto said = warnings(
      fight_with("") + incident("theft", "soon", "west", 9, "1 h") + incident("noise", "planned", "west", 9, "1 h"),
      "  local: {label: Local, ring_fence: urgent only, always_on_duty: {middle: 1}}\n");
  REQUIRE(said.size() == 2);
  CHECK_THAT(said[0], Contains("14 hours of work come in a usual week and 0 hours are on duty"));
  CHECK(said[1] == "force: no car that may be sent to less urgent incidents is ever on duty: they wait for ever");
}

TEST_CASE("shifts that overlap are on duty together, also across midnight and the week's end", "[world]") {
  const auto two = [](const std::string& from, const std::string& length) {
    return "  cars: {label: Cars, crew: 1, roster: [{shift: a, from: \"08:00\", length: 12 h, cars: {middle: 1}}, "
           "{shift: b, from: \"" +
           from + "\", length: " + length + ", cars: {middle: 1}}]}\n";
  };
  CHECK(warnings(fight_with(", cars: 2"), two("19:00", "8 h")).empty());
  CHECK(warnings(fight_with(", cars: 2"), two("22:00", "11 h")).empty());
  CHECK(warnings(fight_with(", cars: 2"), two("20:00", "12 h")).size() == 1);
}

TEST_CASE("a run in which nobody can ever go ends by itself and says that it is unstable", "[world]") {
  // 200 a day for two lone officers of whom one is on duty: the queue is cut at 50.
  const auto world = world_of(one_road(fight_with(", solo: never", "per_day: 200"), day_and_night,
                                       "length: 1 day, most_waiting: 50, at_end: finish"));
  const Outcome outcome = play(*world);
  CHECK(outcome.unstable);
  CHECK(outcome.assignments.empty());
  // Fewer than that wait until the run gives up waiting for them, and are unserved.
  const auto few =
      world_of(one_road(fight_with(", solo: never", "per_day: 3"), day_and_night, "length: 1 day, at_end: finish"));
  const Outcome waited = play(*few);
  CHECK_FALSE(waited.unstable);
  for (const IncidentRecord& incident : waited.incidents) CHECK(incident.fate == Fate::unserved);
}

TEST_CASE("work that only one car can do is set against that car's hours", "[world]") {
  const auto said = warnings(fight_with(", capabilities: [dog]", "per_day: 60"), dog_and_cars);
  REQUIRE(said.size() == 1);
  CHECK(said[0] ==
        "cars with dog: 210 hours of work come in a usual week and 168 hours are on duty: the queue grows without "
        "bound");
  CHECK(warnings(fight_with("", "per_day: 60"), dog_and_cars).empty());
}

TEST_CASE("the work of a further car, a report and a booking count as work of the force", "[world]") {
  // 200 a day of half an hour are 700 hours a week of the 840 of five cars; with a second car for each, 1,400.
  const std::string five = "  cars: {label: Cars, always_on_duty: {middle: 5}}\n";
  CHECK(warnings(fight_with("", "per_day: 200"), five).empty());
  CHECK_THAT(warnings(fight_with(", cars: 2", "per_day: 200"), five).at(0), Contains("force: 1400 hours of work"));
  CHECK_THAT(warnings(fight_with(", report: {time: 30 min, probability: 50 %}", "per_day: 200"), five).at(0),
             Contains("force: 1050 hours of work"));
}

TEST_CASE("a neighbour's cars are no part of the force, but may be what is needed at once", "[world]") {
  const std::string one_car = "  cars: {label: Cars, always_on_duty: {middle: 1}}\n";
  const auto next = [](const std::string& with) {
    return "neighbours: {next: {helps: {cars: {east: 1}, available: 100 %, with: " + with + "}}}\n";
  };
  const std::string two_cars =
      "  fight: {priority: soon, per_day: 1, where: {middle: 1}, cars: 2, on_scene: {distribution: constant, value: 30 "
      "min}}\n";
  CHECK(warnings(two_cars, one_car, next("any")).empty());
  CHECK_THAT(warnings(two_cars, one_car, next("urgent")).at(0),
             Contains("more than 1 on duty, neighbours that help with it included: such an incident waits"));
  CHECK_THAT(
      warnings(fight_with("", "per_day: 60"), one_car, next("any")).at(0),
      Contains("force: 210 hours of work come in a usual week and 168 hours are on duty: the queue grows without "
               "bound, unless neighbours take the rest"));
  CHECK_THROWS_WITH(
      warnings(two_cars, one_car, next("any") + "dispatch: {policy: preference, preference: {east: [middle, next]}}\n"),
      Contains("dispatch.preference.east: `next` is no car of the roster, and no station or group that has one"));
  CHECK_THROWS_WITH(warnings(fight_with(""), one_car,
                             "neighbours: {next: {asks: {per_day: 1, lasts: 1 h, at: [{at: [56.9, 11.1]}]}}}\n"),
                    Contains("neighbours.next.asks.at[0].at: no road of the district within 1 km"));
}

TEST_CASE("cars that the ring-fence keeps from incidents serve none: the others are set against the work", "[world]") {
  const auto force = [](const std::string& rule) {
    return "  cars: {label: Cars, crew: 1, always_on_duty: {middle: 1}}\n  local: {label: Local, ring_fence: " + rule +
           ", always_on_duty: {middle: 2}}\n";
  };
  const std::string busy = fight_with("", "per_day: 60");
  CHECK(warnings(busy, force("always")).empty());
  const auto said = warnings(busy, force("never"));
  REQUIRE(said.size() == 1);
  CHECK(said[0] ==
        "force: 210 hours of work come in a usual week and 168 hours are on duty: the queue grows without bound");
  CHECK_THAT(warnings(fight_with(", cars: 2"), force("never")).at(0), Contains("needs up to 2 cars at once"));
  // Urgent work they do, the rest is left to the other car.
  CHECK(warnings(busy, force("urgent only")).empty());
  std::string soon = busy;
  soon.replace(soon.find("urgent"), 6, "soon");
  const auto rest = warnings(soon, force("urgent only"));
  REQUIRE(rest.size() == 1);
  CHECK_THAT(rest[0], Contains("cars that may go to what is not urgent: 210 hours of work"));
}

TEST_CASE("a surge or a loan that lies outside the run is named, one that touches it is not", "[world]") {
  const auto said = [](const std::string& surge, const std::string& loan) {
    const std::string force =
        "  cars: {label: Cars, crew: 1, roster: [{shift: day, from: \"08:00\", length: 12 h, cars: {middle: 2}}], "
        "lent: {guard: {from: " +
        loan + ", length: 2 days, posts: [middle day car 1]}}}\n";
    return warnings(fight_with(""), force,
                    "demand: {surges: {festival: {from: " + surge + ", length: 1 day, factor: 2}}}\n");
  };
  const auto both = said("2019-06-29", "2018-12-01");
  REQUIRE(both.size() == 2);
  CHECK_THAT(both[0], Contains("demand.surges.festival: lasts from 2019-06-29 00:00:00 to 2019-06-30 00:00:00"));
  CHECK_THAT(both[1], Contains("force.cars.lent.guard: lasts from 2018-12-01") && Contains("nothing comes of it"));
  CHECK(said("2019-01-07", "2019-01-06").empty());
}

TEST_CASE("planned work that nobody is on duty for, or that is more than they can do, is named", "[world]") {
  const std::string office =
      "  cars: {label: Cars, crew: 1, always_on_duty: {middle: 1}}\n"
      "  local: {label: Local, crew: 1, ring_fence: never, roster: [{shift: day, from: \"08:00\", length: 8 h, "
      "weekdays: weekdays, cars: {middle: 1}}]}\n";
  const auto said = [&](const std::string& tasks) {
    return warnings(fight_with(""), office, "planned_tasks: {" + tasks + "}\n");
  };
  const auto visit = [](const std::string& keys) { return "visit: {label: Visit, by: [local], " + keys + "}"; };
  const auto out = [](const std::string& keys) {
    return "out: {label: Out, by: [local], outings: [{at: east, " + keys + "}]}";
  };
  CHECK(said(visit("per_year: 300, when: weekdays 08-16, lasts: 1 h")).empty());
  CHECK(said(visit("per_year: 300, when: mon 15-16, lasts: 1 h")).empty());
  const std::string never =
      "planned_tasks.visit: nobody who does it is on duty for long enough in the hours in which it may begin: it is "
      "never done";
  CHECK(said(visit("per_year: 300, when: sun, lasts: 1 h")) == std::vector{never});
  CHECK(said(visit("per_year: 300, when: mon 15-16, lasts: 2 h")) == std::vector{never});
  CHECK(said(out("days: [mon], from: \"08:00\", length: 8 h")).empty());
  CHECK(said(out("days: [mon], from: \"07:45\", length: 4 h")).empty());  // half an hour late is still on time
  CHECK(said(out("days: [mon, sun], from: \"09:00\", length: 4 h")) ==
        std::vector<std::string>{"planned_tasks.out.outings[0]: on Sunday nobody who does it is on duty from 09:00 to "
                                 "13:00: it never takes place"});
  CHECK(said(out("days: [fri], from: \"10:00\", length: 8 h")).size() == 1);
  CHECK(said(out("days: [fri], from: \"23:00\", length: 2 h")).size() == 1);
  // A week has 40 hours of local police: 3,000 visits of one hour a year are 57.
  CHECK(said(visit("per_year: 3000, when: weekdays 08-16, lasts: 1 h")) ==
        std::vector<std::string>{"planned_tasks.visit: a usual week has 57 hours of planned work, and those who do it "
                                 "are 40 hours on duty: not all of it can be done"});
  CHECK(said(visit("per_year: 1800, when: weekdays 08-16, lasts: 1 h") + ", " +
             out("days: [mon], from: \"08:00\", length: 7 h"))
            .at(0) ==
        "planned_tasks: a usual week has 41 hours of planned work, and those who do it are 40 hours on "
        "duty: not all of it can be done");
}
