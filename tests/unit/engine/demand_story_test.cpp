// What moves the demand: busy days, seasons, guests, surges, and incidents that others bring about.

#include <cmath>

#include <catch2/catch.hpp>

#include "sim/engine/arrivals.hpp"
#include "sim/scenario/read.hpp"
#include "sim/world/trace_csv.hpp"
#include "tests/support/play.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono;
using Catch::Contains;

namespace {

std::string two_places(const std::string& theft, const std::string& more = "", const std::string& west = "",
                       const std::string& period = "start: 2019-01-01, length: 365 days") {
  return "kredsim: 1\ntitle: Two places\nseed: 3\nperiod: {" + period + R"(}
network:
  nodes: {west: {at: [55.0, 11.0], area: west}, east: {at: [55.0, 11.2], area: east}}
  edges: [{from: west, to: east, length: 10 km, speed: 60 km/h}]
areas: {west: {population: 100)" +
         west + R"(}, east: {population: 100}}
stations: {west: {at: west}}
incidents:
  theft: {priority: soon, on_scene: 10 min, )" +
         theft + "}\nforce: {cars: {always_on_duty: {west: 200}}}\n" + more;
}

/// Incidents of type `theft` by day of the period, in one area or in all.
std::vector<double> by_day(const World& world, std::uint64_t replication, const std::string& area = "") {
  std::vector<double> counts(static_cast<std::size_t>(world.scenario.period.length / days{1}), 0.0);
  const SimTime start = world.scenario.period.start;
  for (Arrivals all{world, world.scenario.seed, replication, start};
       all.peek().time < start + world.scenario.period.length; all.pop())
    if (area.empty() || world.district.areas[all.peek().area].key == area)
      ++counts[static_cast<std::size_t>((all.peek().time - start) / days{1})];
  return counts;
}

double sum(const std::vector<double>& values, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += values[i];
  return sum;
}

/// Variance over mean of daily counts, pooled over replications.
double dispersion(const World& world) {
  double total = 0;
  double squares = 0;
  double n = 0;
  for (std::uint64_t replication = 0; replication < 20; ++replication)
    for (const double count : by_day(world, replication)) {
      total += count;
      squares += count * count;
      ++n;
    }
  const double mean = total / n;
  return (squares / n - mean * mean) / mean;
}

}  // namespace

TEST_CASE("a day effect makes days vary more than Poisson, by its variance times the mean", "[engine]") {
  // Var N = m + (m sd)^2, so dispersion is 1 + m sd^2.
  CHECK(dispersion(*world_of(two_places("per_day: 50"))) == Approx(1).margin(0.1));
  CHECK(dispersion(*world_of(two_places("per_day: 50", "demand: {day_effect: {sd: 20 %}}\n"))) ==
        Approx(3).margin(0.35));
  // Two municipalities that are busy by themselves: half the effect.
  CHECK(dispersion(*world_of(two_places("per_day: 50", "demand: {day_effect: {sd: 20 %, region: municipality}}\n"))) ==
        Approx(2).margin(0.25));
}

TEST_CASE("a day is as busy in every plan, whatever the rates", "[engine]") {
  const std::string effect = "demand: {day_effect: {sd: 50 %}}\n";
  const auto few = by_day(*world_of(two_places("per_day: 10", effect)), 4);
  const auto more = by_day(*world_of(two_places("per_day: 20", effect)), 4);
  for (std::size_t day = 0; day < few.size(); ++day) CHECK(more[day] >= few[day]);
}

TEST_CASE("a season moves the rate by month and keeps the year's number", "[engine]") {
  const auto world = world_of(two_places("per_day: 100, season: [1, 1, 1, 1, 1, 1, 3, 3, 1, 1, 1, 1]"));
  const auto counts = by_day(*world, 0);
  const double level = 100 * 365.0 / (303 + 62 * 3);
  CHECK(sum(counts, 0, 365) == Approx(36500).epsilon(0.03));
  CHECK(sum(counts, 181, 243) == Approx(62 * 3 * level).epsilon(0.05));  // July and August
  CHECK(sum(counts, 0, 59) == Approx(59 * level).epsilon(0.06));
}

TEST_CASE("summer guests make incidents where they are, and only of types that follow the population", "[engine]") {
  const std::string guests = ", people_by_week: {weeks 27-31: 300 %, otherwise: 100 %}";
  const auto counts = by_day(*world_of(two_places("per_day: 100", "", guests)), 0, "west");
  CHECK(sum(counts, 181, 216) == Approx(35 * 150).epsilon(0.06));  // 1 July 2019 is the Monday of week 27
  CHECK(sum(counts, 0, 180) == Approx(180 * 50).epsilon(0.05));
  const auto fixed = by_day(*world_of(two_places("per_day: 100, where: {west: 1}", "", guests)), 0, "west");
  CHECK(sum(fixed, 181, 216) == Approx(35 * 100).epsilon(0.06));
}

TEST_CASE("a surge multiplies its types in its areas for its days, and adds to what happens anyway", "[engine]") {
  const std::string surge =
      "demand: {surges: {festival: {from: 2019-06-01, length: 8 days, factor: 400 %, types: [theft], areas: "
      "[west]}}}\n";
  const auto usual = world_of(two_places("per_day: 40"));
  const auto busy = world_of(two_places("per_day: 40", surge));
  const auto before = by_day(*usual, 1, "west");
  const auto with = by_day(*busy, 1, "west");
  CHECK(sum(with, 151, 159) == Approx(8 * 80).epsilon(0.15));
  for (std::size_t day = 0; day < before.size(); ++day)
    CHECK((day >= 151 && day < 159 ? with[day] >= before[day] : with[day] == before[day]));
  CHECK(by_day(*usual, 1, "east") == by_day(*busy, 1, "east"));
}

TEST_CASE("rates move by quarters of an hour, or as a wave", "[engine]") {
  std::string quarters = "[0";
  for (int i = 1; i < 96; ++i) quarters += i == 49 ? ", 1" : ", 0";
  const auto fine = world_of(two_places("per_day: 20, hours: noon", "hours: {noon: {every_day: " + quarters + "]}}\n"));
  int count = 0;
  for (Arrivals all{*fine, 1, 0, fine->scenario.period.start};
       all.peek().time < fine->scenario.period.start + days{100}; all.pop(), ++count) {
    const auto minutes_of_day = (all.peek().time - floor<days>(all.peek().time)) / minutes{1};
    REQUIRE((minutes_of_day >= 12 * 60 + 15 && minutes_of_day < 12 * 60 + 30));
  }
  CHECK(count == Approx(2000).epsilon(0.1));

  // lambda(t) = 10 + 8 sin(2 pi (t - 6) / 24) an hour: peak at noon (case A21).
  const auto wave = world_of(two_places(
      "per_hour: 10, hours: wave", "hours: {wave: {sinusoid: {amplitude: 80 %, period: 24 h, peak: \"12:00\"}}}\n"));
  std::vector<double> by_hour(24, 0.0);
  for (std::uint64_t replication = 0; replication < 10; ++replication)
    for (Arrivals all{*wave, 1, replication, wave->scenario.period.start};
         all.peek().time < wave->scenario.period.start + days{365}; all.pop())
      ++by_hour[static_cast<std::size_t>(hour_of_day(all.peek().time))];
  for (double& hour : by_hour) hour /= 3650;
  CHECK(by_hour[0] == Approx(2.0910726).margin(5 * std::sqrt(2.09 / 3650)));
  CHECK(by_hour[6] == Approx(11.04123).margin(5 * std::sqrt(11.04 / 3650)));
  CHECK(by_hour[12] == Approx(17.908927).margin(5 * std::sqrt(17.9 / 3650)));
}

TEST_CASE("an incident brings about others, near it, later, the same in every plan", "[engine]") {
  const std::string types =
      "per_day: 5, where: {west: 1}, follow_on: {revenge: {probability: 50 %, delay: 2 h, where: same place}}}\n"
      "  revenge: {priority: soon, on_scene: 10 min, per_day: 0";
  const auto world = world_of(two_places(types));
  const Outcome outcome = play(*world);
  std::size_t thefts = 0;
  std::vector<IncidentRecord> followed;
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured) continue;
    if (incident.follow_on) followed.push_back(incident);
    thefts += incident.follow_on ? 0 : 1;
  }
  CHECK(static_cast<double>(followed.size()) == Approx(0.5 * static_cast<double>(thefts)).epsilon(0.1));
  for (const IncidentRecord& incident : followed)
    CHECK(std::any_of(outcome.incidents.begin(), outcome.incidents.end(), [&](const IncidentRecord& parent) {
      return parent.created == incident.created - hours{2} && parent.point == incident.point;
    }));
  const Outcome other = play(*world_of(two_places(types), {"force.cars.always_on_duty={west: 1}"}));
  for (const IncidentRecord& incident : followed)
    CHECK(std::any_of(other.incidents.begin(), other.incidents.end(), [&](const IncidentRecord& same) {
      return same.key == incident.key && same.created == incident.created;
    }));
}

TEST_CASE("a log is replayed to the second, at its places, with its work", "[engine]") {
  const TemporaryFolder folder;
  folder.write("log.csv",
               "place,time,type,lat,lon,on_scene,note\n"
               "east,2019-01-02 08:12,theft,,,45 min,\"a, quoted note\"\n"
               ",2019-01-02T08:12:30,theft,55.0001,11.05,,\n"
               "west,2018-12-01 00:00,theft,,,,before the period\n");
  const auto world = build_world(
      scenario::read(folder.write("log.yaml", two_places("per_day: 5", "demand: {trace: {file: log.csv}}\n")), {}));
  const Outcome outcome = play(*world);
  REQUIRE(outcome.incidents.size() == 2);
  const SimTime eight = world->scenario.period.start + days{1} + hours{8};
  CHECK(outcome.incidents[0].created == eight + minutes{12});
  CHECK(outcome.incidents[1].created == eight + minutes{12} + std::chrono::seconds{30});
  CHECK(outcome.incidents[0].cleared - outcome.incidents[0].first_arrival == minutes{45});
  CHECK(outcome.incidents[1].cleared - outcome.incidents[1].first_arrival == minutes{10});
  CHECK(world->district.areas[world->district.municipality(outcome.incidents[0].point)].key == "east");
  CHECK(world->district.areas[world->district.municipality(outcome.incidents[1].point)].key == "west");
  const auto beside = build_world(scenario::read(folder.path("log.yaml"), {"demand.trace.use=beside rates"}));
  CHECK(play(*beside).incidents.size() > 1500);
}

TEST_CASE("what is wrong in a log is told with its line and column", "[engine]") {
  const auto problems = [](const std::string& text) {
    std::vector<Problem> found;
    (void)parse_trace(text, "log.csv", found);
    std::string all;
    for (const Problem& problem : found) all += to_text(problem) + "\n";
    return all;
  };
  CHECK(problems("time,type\n") == "log.csv:1:1: has no column `place`, nor both `lat` and `lon`\n");
  CHECK(problems("") == "log.csv: is empty (the first line names the columns: time, type, place or lat and lon)\n");
  CHECK(
      problems("time,type,place,on_scene\n2019-13-07 08:12,theft,west,\n2019-01-07 08:12,theft,,\n"
               "2019-01-07 08:12,theft,west,45\n") ==
      "log.csv:2:1: `2019-13-07 08:12` is no time (write `2019-01-07 08:12` or `2019-01-07 08:12:30`)\n"
      "log.csv:3:1: has no place (write an area or a point of the network in `place`, or degrees in `lat` and `lon`)\n"
      "log.csv:4:29: on_scene: `45` has no unit (write `45 min`)\n");
  CHECK_THAT(problems("time,type,place\n2019-01-07 08:12,\"theft,west\n"),
             Contains("log.csv:2:18: a quotation mark is not closed on its line"));
  CHECK_THAT(problems("time,type,lat,lon\n2019-01-07 08:12,theft,155,11\n"),
             Contains("log.csv:2:24: `155` is no latitude"));
  const TemporaryFolder folder;
  folder.write("log.csv", "time,type,place\n2019-01-07 08:12,thefts,west\n2019-01-07 08:12,theft,nowhere\n");
  const std::string file = folder.write("log.yaml", two_places("per_day: 5", "demand: {trace: {file: log.csv}}\n"));
  CHECK_THROWS_WITH(build_world(scenario::read(file, {})),
                    Contains("log.csv:2:1: the type `thefts` is none of the scenario's `incidents`") &&
                        Contains("log.csv:3:1: `nowhere` is no municipality"));
}

TEST_CASE("any bytes make a log or problems, never a crash", "[engine]") {
  Stream random{1, 2, Purpose::layout, 3};
  const std::string head = "time,type,place,lat,lon,on_scene\n";
  const std::string letters = "0123456789-: T\",\n\r.abc\xff\x80";
  for (int round = 0; round < 3000; ++round) {
    std::string text = round % 3 == 0 ? "" : head;
    for (std::uint32_t length = random() % 200; length > 0; --length) text += letters[random() % letters.size()];
    std::vector<Problem> found;
    (void)parse_trace(text, "log.csv", found);
    CHECK(found.size() <= 50);
  }
}
