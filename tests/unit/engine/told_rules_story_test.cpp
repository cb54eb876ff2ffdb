// Rules that decide without a car being sent: each has its sentence.

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// `more` are further keys, written after a comma.
std::string with(std::string incident, const std::string& more) {
  return incident.insert(incident.rfind('}'), ", " + more);
}

}  // namespace

TEST_CASE("whoever waits while cars are free is told why", "[engine]") {
  const std::string noise = incident("noise", "soon", "middle", 9, "10 min");
  const auto kept = day_on_which(
      one_road(noise, always + "middle: 2}}\n", "length: 1 day, finish_within: 1 h", "dispatch: {reserve: 2}\n"));
  CHECK(kept.incident("noise").fate == Fate::unserved);
  CHECK_THAT(kept.words(), Contains("waits: the last 2 free are kept for urgent work; 1 waiting"));

  const auto dog =
      day_on_which(one_road(incident("accident", "urgent", "middle", 8, "4 h") + with(noise, "capabilities: [dog]"),
                            "  cars: {label: Cars, always_on_duty: {west: 1}}\n"
                            "  dogs: {label: Dogs, capabilities: [dog], always_on_duty: {middle: 1}}\n"));
  CHECK(dog.job("noise").dispatched == dog.job("accident").cleared);
  CHECK_THAT(dog.words(), Contains("waits: no free unit has what it needs; 1 waiting"));

  const auto two =
      day_on_which(one_road(incident("accident", "urgent", "middle", 8, "4 h") + with(noise, "solo: never"),
                            "  cars: {label: Cars, crew: 1, always_on_duty: {west: 1, middle: 1}}\n"));
  CHECK(two.job("noise").dispatched == two.job("accident").cleared);
  CHECK_THAT(two.words(), Contains("waits: too few free units to send together; 1 waiting"));

  const auto new_shift =
      day_on_which(one_road(incident("noise", "soon", "middle", 7, "10 min"),
                            "  cars: {label: Cars, hand_over: 1 h, roster: [{shift: day, from: \"07:00\", length: 8 h, "
                            "cars: {middle: 1}}]}\n"));
  CHECK_THAT(new_shift.words(), Contains("waits: no free unit can or may go there; 1 waiting"));
}

TEST_CASE("a lone officer who has held long enough begins alone", "[engine]") {
  const auto day = day_on_which(one_road(with(incident("fight", "urgent", "middle", 8, "30 min"),
                                              "solo: hold until second arrives, hold_at_most: 12 min") +
                                             incident("accident", "urgent", "west", 7, "6 h"),
                                         "  cars: {label: Cars, crew: 1, always_on_duty: {west: 1, middle: 1}}\n"));
  const SimTime created = day.incident("fight").created;
  CHECK(day.incident("fight").first_arrival == created);
  CHECK(day.job("fight").cleared == created + 42min);
  CHECK_THAT(day.words(), Contains("middle car 1 waits outside for a second officer\n") &&
                              Contains("middle car 1 begins alone: nobody else has come in time\n"));
}

TEST_CASE("whoever takes up interrupted work, and whoever is called off, is told", "[engine]") {
  const auto resumed =
      day_on_which(one_road(with(incident("noise", "soon", "middle", 8, "4 h"), "interruption: resume") +
                                incident("fight", "urgent", "middle", 10, "10 min"),
                            always + "middle: 1}}\n", "length: 1 day", "dispatch: {preemption: for urgent}\n"));
  const Milliseconds left = 4h - (resumed.incident("fight").created - resumed.incident("noise").created);
  CHECK_THAT(resumed.words(), Contains("middle car 1 takes up the interrupted work at incident 1 (noise, Middle): " +
                                       to_text(left) + " of it to do\n"));
  const auto cancelled = day_on_which(
      one_road(with(incident("fight", "urgent", "west", 8, "1 h"), "cancellation: {probability: 100 %, after: 5 min}"),
               always + "middle: 1}}\n"));
  CHECK_THAT(cancelled.words(), Contains("middle car 1 is called off on its way to incident 1 (fight, West)\n"));
}

TEST_CASE("a break that falls due during work of its own is taken when that ends", "[engine]") {
  const std::string force =
      "  cars: {label: Cars, break: {after: 3 h, length: 30 min}, own_work: {per_idle_hour: 6, lasts: 50 min}, "
      "roster: [{shift: day, from: \"06:00\", length: 12 h, cars: {middle: 1}}]}\n";
  const std::string day = one_road(incident("fight", "urgent", "middle", 20, "10 min"), force);
  const auto played = play(*world_of(day));
  int breaks = 0;
  for (const ActivityRecord& activity : played.activities) {
    if (activity.activity != Activity::rest) continue;
    ++breaks;
    const Milliseconds after_midnight = activity.from - SimTime{floor<days>(activity.from)};
    CHECK(after_midnight >= 9h);
    CHECK(after_midnight <= 9h + 50min);
    CHECK(activity.to - activity.from == 30min);
  }
  CHECK(breaks == 1);  // the run ends in the next morning
}

TEST_CASE("a crew that is home again goes to its post again", "[engine]") {
  const auto day = day_on_which(one_road(incident("fight", "urgent", "east", 8, "10 min"),
                                         "  cars: {label: Cars, idle: stand by, standby: {square: {at: east}}, "
                                         "always_on_duty: {west: 1}}\n"),
                                {}, {"force.cars.way_home=not available"});
  const SimTime home = day.job("fight").cleared + 20min;
  REQUIRE_FALSE(day.outcome().idling.empty());
  CHECK(day.outcome().idling.back().from == home + 20min);
}
