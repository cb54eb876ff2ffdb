// What groups may do in their own way: where crews begin, how fast they work, when they can be sent again.

#include <set>

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

/// The only car is stationed at `west`.
std::string cars(const std::string& rules) {
  return "  cars: {label: Cars, " + rules + ", always_on_duty: {west: 1}}\n";
}

/// The noise is reported while the car is on its way back from the fight.
bool on_the_way_back(const ScriptedDay& day) {
  const auto& fight = day.incident("fight");
  const auto& noise = day.incident("noise");
  return noise.created > fight.created + 30min && noise.created < fight.created + 45min;
}

}  // namespace

TEST_CASE("a car that is not available on its way home goes home first and leaves from there", "[engine]") {
  const std::string incidents =
      incident("fight", "urgent", "east", 8, "10 min") + incident("noise", "soon", "east", 8, "10 min");
  const auto sent_at_once = day_on_which(one_road(incidents, cars("idle: return to station")), on_the_way_back);
  CHECK(sent_at_once.job("noise").dispatched == sent_at_once.incident("noise").created);
  CHECK(travel(sent_at_once.job("noise")) < 20min);

  const auto from_home =
      day_on_which(one_road(incidents, cars("idle: return to station, way_home: not available")), on_the_way_back);
  CHECK(from_home.job("noise").dispatched == from_home.job("fight").cleared + 20min);
  CHECK(travel(from_home.job("noise")) == 20min);
}

TEST_CASE("a car whose way home takes no time leaves from its station, also for one who has waited", "[engine]") {
  const std::string incidents =
      incident("fight", "urgent", "east", 8, "2 h") + incident("noise", "soon", "middle", 9, "10 min");
  const auto day = day_on_which(one_road(incidents, cars("idle: return to station, way_home: takes no time")));
  CHECK(day.job("noise").dispatched == day.job("fight").cleared);
  CHECK(travel(day.job("noise")) == 10min);
  const auto east = day_on_which(
      one_road(incident("fight", "urgent", "east", 8, "2 h") + incident("noise", "soon", "east", 9, "10 min"),
               cars("idle: return to station, way_home: takes no time")));
  CHECK(travel(east.job("noise")) == 20min);
}

TEST_CASE("a crew of half the pace takes twice as long on scene", "[engine]") {
  const std::string fight = incident("fight", "urgent", "middle", 8, "30 min");
  const auto work = [&](const std::string& rules) {
    const auto day = day_on_which(one_road(fight, cars(rules)));
    return day.job("fight").cleared - day.job("fight").arrived;
  };
  CHECK(work("work_pace: 50 %") == 2 * work("work_pace: 1"));
}

TEST_CASE("a crew that begins anywhere begins at the points of demand in proportion to their weights", "[engine]") {
  const auto world = world_of(one_road(incident("fight", "urgent", "middle", 8, "30 min"), cars("begins: anywhere")));
  std::set<Milliseconds> drives;
  for (std::uint64_t replication = 0; replication < 40; ++replication) {
    const Outcome outcome = play(*world, replication);
    if (!outcome.assignments.empty()) drives.insert(travel(outcome.assignments.front()));
  }
  CHECK(drives.count(0min) == 1);   // at the scene already
  CHECK(drives.count(10min) == 1);  // from an end of the road
}

TEST_CASE("exponential trips take their route's time on average and spread as much", "[engine]") {
  const std::string fight = incident("fight", "urgent", "east", 8, "30 min");
  const auto world = world_of(one_road(fight, cars("idle: return to station"), "length: 52 weeks"),
                              {"driving.trip_multiplier={distribution: exponential}"});
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (std::uint64_t replication = 0; replication < 8; ++replication) {
    for (const auto& job : play(*world, replication).assignments) {
      if (job.distance != Millimetres{20'000'000} || job.arrived == never) continue;
      const double minutes = kredsim::seconds(travel(job)) / 60;
      sum += minutes;
      squares += minutes * minutes;
      ++count;
    }
  }
  const double mean = sum / count;
  CHECK(mean == Approx(20).epsilon(5 / std::sqrt(count)));
  CHECK(std::sqrt(squares / count - mean * mean) == Approx(20).epsilon(0.1));
}
