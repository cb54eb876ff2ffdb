// Shifts: who is on duty when, who works over, and what waits for whom.

#include <catch2/catch.hpp>

#include "analysis/statistics/tally.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

std::string shift(const std::string& name, const std::string& from, const std::string& length, const std::string& cars,
                  const std::string& more = "") {
  return "  cars: {label: Cars, roster: [{shift: " + name + ", from: \"" + from + "\", length: " + length +
         ", cars: {" + cars + "}" + more + "}]}\n";
}

const std::string theft_at_8 = incident("theft", "urgent", "middle", 8, "10 min");

}  // namespace

TEST_CASE("a shift that is under way when the run begins is joined half-way", "[engine]") {
  const auto day = day_on_which(one_road(theft_at_8, shift("night", "22:00", "8 h", "middle: 1")));
  const auto duties = day.duties("middle night car 1");
  REQUIRE(duties.size() >= 2);
  CHECK(duties[0].from == monday);
  CHECK(duties[0].planned_to == monday + 6h);
  CHECK(duties[0].to == monday + 6h);
  CHECK(duties[1].from == monday + 22h);
  CHECK_THAT(day.words(), Contains("2019-01-07 00:00:00  middle night car 1 comes on duty at Middle\n") &&
                              Contains("2019-01-07 06:00:00  middle night car 1 goes off duty\n"));
}

TEST_CASE("the weekday of a shift is the day on which it begins", "[engine]") {
  const auto from_sunday =
      day_on_which(one_road(theft_at_8, shift("night", "22:00", "8 h", "middle: 1", ", weekdays: [sun]")));
  CHECK(from_sunday.duties("middle night car 1").at(0).from == monday);
  const auto on_monday =
      day_on_which(one_road(theft_at_8, shift("night", "22:00", "8 h", "middle: 1", ", weekdays: [mon]")));
  CHECK(on_monday.duties("middle night car 1").at(0).from == monday + 22h);
}

TEST_CASE("a shift that ends as the run begins is not joined", "[engine]") {
  const auto day = day_on_which(one_road(theft_at_8, shift("evening", "16:00", "8 h", "middle: 1")));
  CHECK(day.duties("middle evening car 1").at(0).from == monday + 16h);
}

TEST_CASE("a free unit goes off duty when its shift ends", "[engine]") {
  const auto day = day_on_which(one_road(theft_at_8, shift("day", "07:00", "8 h", "middle: 1")));
  const DutyRecord duty = day.duties("middle day car 1").at(0);
  CHECK(duty.from == monday + 7h);
  CHECK(duty.planned_to == monday + 15h);
  CHECK(duty.to == monday + 15h);
}

TEST_CASE("a busy unit finishes its job and goes off duty late, whoever waits", "[engine]") {
  const std::string incidents =
      incident("accident", "urgent", "middle", 14, "3 h") + incident("theft", "urgent", "middle", 16, "10 min");
  const auto day = day_on_which(one_road(incidents, shift("day", "07:00", "8 h", "middle: 1")));
  const DutyRecord duty = day.duties("middle day car 1").at(0);
  CHECK(duty.planned_to == monday + 15h);
  CHECK(duty.to == day.job("accident").cleared);
  CHECK(duty.to == day.incident("accident").created + 3h);
  CHECK(day.incident("theft").dispatched == monday + days{1} + 7h);
  CHECK_THAT(day.words(), Contains("middle day car 1 goes off duty after 2 h") && Contains(" of overtime\n"));
}

TEST_CASE("a unit still out when its next shift begins works on in that shift", "[engine]") {
  // From 8 to 4 the next morning; the accident keeps it until after 8.
  const std::string incidents = incident("accident", "urgent", "middle", 20, "14 h");
  const auto day = day_on_which(one_road(incidents, shift("long", "08:00", "20 h", "middle: 1")));
  const auto duties = day.duties("middle long car 1");
  REQUIRE(duties.size() >= 3);
  CHECK(duties[0].from == monday);  // since Sunday 8:00, until 4:00
  CHECK(duties[1].from == monday + 8h);
  CHECK(duties[1].planned_to == monday + 28h);
  CHECK(duties[1].to == monday + 32h);
  CHECK(duties[2].from == monday + 32h);
  CHECK(duties[2].planned_to == monday + 52h);
  CHECK(day.incident("accident").cleared > monday + 32h);
  CHECK_THAT(day.words(), Contains("2019-01-08 08:00:00  middle long car 1 is still out and works on in its next shift "
                                   "after 4 h of overtime\n"));
}

TEST_CASE("what is left of a break when the shift ends is lost, and counted", "[engine]") {
  const std::string force =
      "  cars: {label: Cars, break: {after: 7 h 30 min, length: 1 h}, roster: [{shift: day, from: \"07:00\", length: 8 "
      "h, "
      "cars: {middle: 1}}]}\n";
  const auto day = day_on_which(one_road(theft_at_8, force));
  REQUIRE(day.outcome().lost_breaks.size() == 1);
  CHECK(day.outcome().lost_breaks[0].time == monday + 15h);
  CHECK(day.outcome().lost_breaks[0].lost == 30min);
  // It worked through: the whole break is lost, after the overtime.
  const auto busy = day_on_which(one_road(incident("fight", "urgent", "middle", 13, "3 h"), force));
  REQUIRE(busy.outcome().lost_breaks.size() == 1);
  CHECK(busy.outcome().lost_breaks[0].time == busy.incident("fight").cleared);
  CHECK(busy.outcome().lost_breaks[0].lost == 1h);
  const Tables tables{busy.world()};
  const Sums sums = tally(tables, busy.outcome()).sums;
  CHECK(sums.at(tables.find(Cell{}).value(), Sum::breaks_lost) == 1);
}

TEST_CASE("a unit that is always on duty never goes home", "[engine]") {
  const auto day = day_on_which(
      one_road(theft_at_8, "  cars: {label: Cars, always_on_duty: {middle: 1}}\n", "length: 1 day, warm_up: 12 h"));
  const auto duties = day.duties("middle car 1");
  REQUIRE(duties.size() == 1);
  CHECK(duties[0].from == monday - 12h);
  CHECK(duties[0].planned_to == never);
  CHECK(duties[0].to == day.outcome().ended);
  CHECK_THAT(day.words(), !Contains("goes off duty"));
}

TEST_CASE("shifts of 24 hours relieve each other at the station without a gap", "[engine]") {
  const auto day = day_on_which(one_road(theft_at_8, shift("whole", "08:00", "24 h", "west: 1"), "length: 2 days"),
                                [](const ScriptedDay& d) { return d.incident("theft").created > monday + 24h; });
  const auto duties = day.duties("west whole car 1");
  REQUIRE(duties.size() >= 2);
  CHECK(duties[0].to == monday + 8h);
  CHECK(duties[1].from == monday + 8h);
}

TEST_CASE("where nobody is on duty incidents wait for the next shift, the more urgent first", "[engine]") {
  const std::string incidents =
      incident("noise", "when possible", "middle", 2, "10 min") + incident("theft", "urgent", "middle", 4, "10 min");
  const auto day = day_on_which(one_road(incidents, shift("day", "07:00", "8 h", "middle: 1")));
  CHECK(day.job("theft").dispatched == monday + 7h);
  CHECK(day.job("noise").dispatched == monday + 7h + 10min);
  CHECK_THAT(day.words(), Contains("(noise, Middle) waits: no unit is free; 1 waiting"));
}

TEST_CASE("two posts of the same place and shift have names of their own", "[engine]") {
  const std::string force =
      "  response: {label: Response, always_on_duty: {west: 1}, roster: [{shift: day, from: \"07:00\", length: 8 h, "
      "weekdays: weekdays, cars: {west: 1}}, "
      "{shift: day, from: \"09:00\", length: 8 h, weekdays: weekend, cars: {west: 2}}]}\n"
      "  local: {label: Local, always_on_duty: {west: 1}, roster: [{shift: day, from: \"07:00\", length: 8 h, cars: "
      "{west: 1}}]}\n";
  const auto day = day_on_which(one_road(theft_at_8, force));
  std::vector<std::string> names;
  for (const Unit& unit : day.world().force.units) names.push_back(unit.name);
  CHECK(names == std::vector<std::string>{"west response car 1", "west response day car 1", "west response day car 2",
                                          "west response day car 3", "west local car 1", "west local day car 1"});
}
