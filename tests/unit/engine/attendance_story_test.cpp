// Several cars and officers, who goes alone, who is taken off what, and what comes after a scene.

#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "sim/base/problem.hpp"
#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// `more` are further keys, written after a comma.
std::string needing(const std::string& type, const std::string& priority, const std::string& node, int hour,
                    const std::string& work, const std::string& more) {
  std::string text = incident(type, priority, node, hour, work);
  return text.insert(text.rfind('}'), ", " + more);
}

std::vector<AssignmentRecord> jobs(const ScriptedDay& day, const std::string& type) {
  std::vector<AssignmentRecord> found;
  for (const AssignmentRecord& job : day.outcome().assignments)
    if (&day.outcome().incidents[job.incident] == &day.incident(type)) found.push_back(job);
  return found;
}

std::string name(const ScriptedDay& day, const AssignmentRecord& job) { return day.world().force.units[job.unit].name; }

}  // namespace

TEST_CASE("two cars go to an incident that needs two, each works and leaves on its own", "[engine]") {
  const auto day = day_on_which(
      one_road(needing("fight", "urgent", "middle", 8, "30 min", "cars: 2"), always + "west: 1, middle: 1}}\n"));
  const auto both = jobs(day, "fight");
  REQUIRE(both.size() == 2);
  CHECK(name(day, both[0]) == "middle car 1");
  CHECK(both[0].rank == 0);
  CHECK(name(day, both[1]) == "west car 1");
  CHECK(both[1].rank == 1);
  const SimTime created = day.incident("fight").created;
  CHECK(both[0].cleared == created + 30min);
  CHECK(both[1].cleared == created + 40min);
  CHECK(day.incident("fight").first_arrival == created);
  CHECK(day.incident("fight").enough_there == created + 10min);
  CHECK(day.incident("fight").cleared == created + 40min);
}

TEST_CASE("cars leave together, or the first stays until the last, where the type says so", "[engine]") {
  const auto played = [](const std::string& rule) {
    return day_on_which(one_road(needing("fight", "urgent", "middle", 8, "30 min", "cars: 2, " + rule),
                                 always + "west: 1, middle: 1}}\n"));
  };
  const auto together = played("release: together");
  const SimTime created = together.incident("fight").created;
  for (const AssignmentRecord& job : jobs(together, "fight")) CHECK(job.cleared == created + 40min);
  const auto leading = played("release: leading unit stays, backup_on_scene: 5 min");
  const auto both = jobs(leading, "fight");
  CHECK(both[1].cleared == leading.incident("fight").created + 15min);
  CHECK(both[0].cleared == leading.incident("fight").created + 30min);
  const auto long_backup = played("release: leading unit stays, backup_on_scene: 2 h");
  for (const AssignmentRecord& job : jobs(long_backup, "fight"))
    CHECK(job.cleared == long_backup.incident("fight").created + 130min);
}

TEST_CASE("how many cars an incident needs is drawn by its own number", "[engine]") {
  const std::string drawn = needing("fight", "urgent", "middle", 8, "30 min", "cars: {1: 50, 3: 50}");
  const auto with = [&](std::size_t cars) {
    return [=](const ScriptedDay& day) { return jobs(day, "fight").size() == cars; };
  };
  const std::string force = always + "west: 1, middle: 1, east: 1}}\n";
  CHECK(jobs(day_on_which(one_road(drawn, force), with(1)), "fight").size() == 1);
  CHECK(jobs(day_on_which(one_road(drawn, force), with(3)), "fight").size() == 3);
}

TEST_CASE("cars are sent as they come, or all at once", "[engine]") {
  const std::string incidents =
      incident("accident", "urgent", "middle", 8, "4 h") + needing("fight", "urgent", "west", 10, "6 h", "cars: 2");
  const std::string force = always + "west: 1, middle: 1}}\n";
  const auto come = day_on_which(one_road(incidents, force));
  CHECK(jobs(come, "fight")[0].dispatched == come.incident("fight").created);
  CHECK(jobs(come, "fight")[1].dispatched == come.job("accident").cleared);
  const auto once = day_on_which(one_road(incidents, force, "length: 1 day", "dispatch: {send: all at once}\n"));
  REQUIRE(jobs(once, "fight").size() == 2);
  for (const AssignmentRecord& job : jobs(once, "fight")) CHECK(job.dispatched == once.job("accident").cleared);
}

TEST_CASE("behind an incident that lacks cars others wait under a strict queue and pass it under a bypassing one",
          "[engine]") {
  const std::string incidents = incident("accident", "urgent", "middle", 8, "4 h") +
                                needing("fight", "urgent", "west", 10, "30 min", "cars: 2") +
                                incident("theft", "soon", "west", 11, "10 min");
  const std::string force = always + "west: 1, middle: 1}}\n";
  const auto played = [&](const std::string& queue) {
    return day_on_which(
        one_road(incidents, force, "length: 1 day", "dispatch: {send: all at once, queue: " + queue + "}\n"));
  };
  const auto bypass = played("bypass");
  CHECK(bypass.job("theft").dispatched == bypass.incident("theft").created);
  const auto strict = played("strict");
  CHECK(strict.job("theft").dispatched > strict.job("accident").cleared);
}

TEST_CASE("a lone officer holds until a second is there, is not sent alone, or works", "[engine]") {
  const std::string singles = "  cars: {label: Cars, crew: 1, always_on_duty: {west: 1, middle: 1}}\n";
  const auto played = [&](const std::string& rule, const std::string& more = "") {
    return day_on_which(one_road(needing("fight", "urgent", "middle", 8, "30 min", "solo: " + rule) + more, singles));
  };
  const auto works = played("may attend");
  CHECK(jobs(works, "fight").size() == 1);
  const auto holds = played("hold until second arrives");
  REQUIRE(jobs(holds, "fight").size() == 2);
  const SimTime created = holds.incident("fight").created;
  CHECK(holds.incident("fight").first_arrival == created);
  CHECK(holds.incident("fight").enough_there == created + 10min);
  for (const AssignmentRecord& job : jobs(holds, "fight")) CHECK(job.cleared == created + 40min);
  CHECK_THAT(holds.words(), Contains("middle car 1 waits outside for a second officer\n"));
  const auto early = played("hold until second arrives, hold_at_most: 3 min");
  CHECK(jobs(early, "fight")[0].cleared == early.incident("fight").created + 33min);

  const std::string accident = incident("accident", "urgent", "west", 7, "5 h");
  const auto never_alone = played("never", accident);
  for (const AssignmentRecord& job : jobs(never_alone, "fight"))
    CHECK(job.dispatched == never_alone.job("accident").cleared);
}

TEST_CASE("one car brings what is needed; the others may go before it", "[engine]") {
  const std::string force =
      "  cars: {label: Cars, always_on_duty: {middle: 1}}\n"
      "  dogs: {label: Dogs, capabilities: [dog], always_on_duty: {east: 1}}\n";
  const auto one =
      day_on_which(one_road(needing("search", "urgent", "middle", 8, "30 min", "capabilities: [dog]"), force));
  CHECK(one.unit("search") == "east dogs car 1");
  const auto two =
      day_on_which(one_road(needing("search", "urgent", "middle", 8, "30 min", "cars: 2, capabilities: [dog]"), force));
  CHECK(jobs(two, "search").size() == 2);
  CHECK_THROWS_WITH(
      world_of(one_road(needing("search", "urgent", "middle", 8, "30 min", "capabilities: [dogs]"), force)),
      Contains("incidents.search.capabilities: no group has the capability `dogs` (did you mean `dog`?)"));
}

TEST_CASE("what the force can never give is an error before anything runs", "[engine]") {
  const auto world = [](const std::string& needs, const std::string& force) {
    return world_of(one_road(needing("fight", "urgent", "middle", 8, "30 min", needs), force));
  };
  const std::string single = "  cars: {label: Cars, crew: 1, always_on_duty: {west: 1}}\n";
  CHECK_THROWS_WITH(world("cars: 2", single), Contains("incidents.fight.cars: needs up to 2 cars"));
  CHECK_THROWS_WITH(world("officers_required: 3", single), Contains("incidents.fight.officers_required"));
  CHECK_THROWS_WITH(world("solo: never", single), Contains("incidents.fight.solo: needs two officers"));
  CHECK_THROWS_WITH(world("arrest: {probability: 10 %, booking: 30 min}", single), Contains("`detention: true`"));
}

TEST_CASE("turnout takes its time, at the station and on the road", "[engine]") {
  const std::string force =
      "  cars: {label: Cars, turnout_at_station: 2 min, turnout_mobile: 30 s, always_on_duty: {middle: 1}}\n";
  const std::string incidents =
      incident("theft", "urgent", "east", 8, "30 min") + incident("fight", "urgent", "west", 9, "10 min");
  const auto day = day_on_which(one_road(incidents, force), [](const ScriptedDay& d) {
    const Milliseconds driven = d.incident("fight").created - d.incident("theft").cleared;
    return driven > 1min && driven < 9min;
  });
  CHECK(day.job("theft").departed == day.job("theft").dispatched + 2min);
  CHECK(day.job("theft").arrived == day.job("theft").dispatched + 12min);
  CHECK(day.job("fight").departed == day.job("fight").dispatched + 30s);
}

TEST_CASE("a car diverted while it sets out has served that part of its turnout", "[engine]") {
  const std::string force = "  cars: {label: Cars, turnout_at_station: 4 min, always_on_duty: {middle: 1}}\n";
  const auto day = day_on_which(
      one_road(incident("theft", "soon", "east", 8, "30 min") + incident("fight", "urgent", "west", 8, "10 min"), force,
               "length: 1 day", "dispatch: {diversion: for urgent}\n"),
      [](const ScriptedDay& d) {
        const Milliseconds later = d.incident("fight").created - d.incident("theft").created;
        return later > 1min && later < 4min;
      });
  const auto theft = jobs(day, "theft");
  REQUIRE(theft.size() == 2);
  CHECK(theft[0].how == JobEnd::diverted);
  CHECK(theft[0].ended == day.incident("fight").created);
  CHECK(theft[0].departed == theft[0].ended);
  CHECK(theft[0].distance == Millimetres{0});
  CHECK(day.job("fight").departed == theft[0].dispatched + 4min);
}

TEST_CASE("by arrival a car that sets out at once goes before a nearer one that has to turn out", "[engine]") {
  const auto played = [](const std::string& rules, const std::string& turnout) {
    const std::string force = "  watch: {label: Watch, turnout_at_station: " + turnout +
                              ", always_on_duty: {middle: 1}}\n  cars: {label: Cars, always_on_duty: {west: 1}}\n";
    return day_on_which(one_road(incident("fight", "urgent", "middle", 8, "10 min"), force, "length: 1 day",
                                 "dispatch: {" + rules + "}\n"),
                        {}, {"stations.west.area=west", "stations.middle.area=middle", "stations.east.area=east"});
  };
  CHECK(played("compare: driving", "15 min").unit("fight") == "middle watch car 1");
  const auto by_arrival = played("compare: arrival", "15 min");
  CHECK(by_arrival.unit("fight") == "west cars car 1");
  CHECK_THAT(by_arrival.words(), Contains("there first of 2 free"));
  CHECK(played("compare: arrival", "10 min").unit("fight") == "middle watch car 1");  // a tie: first on the roster
  CHECK(played("compare: arrival", "{distribution: exponential, mean: 601 s}").unit("fight") == "west cars car 1");
  CHECK(played("compare: arrival, policy: own area first", "15 min").unit("fight") == "west cars car 1");
}

TEST_CASE("a car of the own area goes first, within a margin", "[engine]") {
  const std::string fight = incident("fight", "urgent", "middle", 8, "30 min");
  std::string text = one_road(fight, always + "west: 1, east: 1}}\n", "length: 1 day",
                              "dispatch: {policy: own area first, own_area_margin: 2 min}\n");
  const auto station = [&](const std::string& name, const std::string& area) {
    const std::string at = "at: " + name + "}";
    text.replace(text.find(at, text.find("stations:")), at.size(), "at: " + name + ", area: " + area + "}");
  };
  station("west", "west");
  station("middle", "middle");
  station("east", "middle");
  const auto day = day_on_which(text);
  CHECK(day.unit("fight") == "east car 1");  // as near as West's, which is first on the roster
  CHECK_THAT(day.words(), Contains("own area first of 2 free"));
}

TEST_CASE("the first free car on the list of the area goes, however far", "[engine]") {
  const std::string rules = "dispatch: {policy: preference, preference: {middle: [east, middle], west: [cars]}}\n";
  const auto day = day_on_which(
      one_road(incident("fight", "urgent", "middle", 8, "30 min") + incident("theft", "urgent", "middle", 8, "3 h"),
               always + "west: 1, middle: 1, east: 1}}\n", "length: 1 day", rules),
      [](const ScriptedDay& d) { return d.incident("theft").created < d.incident("fight").created; });
  CHECK(day.unit("theft") == "east car 1");
  CHECK(day.unit("fight") == "middle car 1");
  CHECK_THAT(day.words(), Contains("first on the list of the area of 3 free"));
}

TEST_CASE("the last free car is kept for urgent work", "[engine]") {
  const std::string incidents = incident("noise", "soon", "middle", 8, "4 h") +
                                incident("theft", "soon", "middle", 9, "10 min") +
                                incident("fight", "urgent", "middle", 10, "10 min");
  const auto day =
      day_on_which(one_road(incidents, always + "west: 1, middle: 1}}\n", "length: 1 day", "dispatch: {reserve: 1}\n"));
  CHECK(day.job("fight").dispatched == day.incident("fight").created);
  CHECK(day.job("theft").dispatched == day.job("noise").cleared);
}

TEST_CASE("a car under way to less urgent work turns to what is more urgent if it is nearer", "[engine]") {
  const std::string incidents =
      incident("noise", "soon", "east", 8, "10 min") + incident("fight", "urgent", "east", 8, "10 min");
  const auto soon_after = [](const ScriptedDay& d) {
    const Milliseconds later = d.incident("fight").created - d.incident("noise").created;
    return later > 6min && later < 9min;
  };
  const auto played = [&](const std::string& rule, const std::string& cars) {
    return day_on_which(one_road(incidents, always + cars + "}}\n", "length: 1 day", "dispatch: {" + rule + "}\n"),
                        soon_after);
  };
  const auto day = played("diversion: for urgent, diversion_margin: 4 min", "middle: 1, west: 1");
  CHECK(day.unit("fight") == "middle car 1");
  const auto noise = jobs(day, "noise");
  REQUIRE(noise.size() == 2);
  CHECK(noise[0].how == JobEnd::diverted);
  CHECK(noise[0].arrived == never);
  CHECK(noise[0].ended == day.incident("fight").created);
  CHECK(noise[0].distance < Millimetres{10'000'000});
  CHECK(name(day, noise[1]) == "west car 1");
  CHECK(noise[1].dispatched == day.incident("fight").created);
  CHECK(day.incident("noise").fate == Fate::cleared);
  CHECK_THAT(day.words(),
             Contains("middle car 1 is diverted from incident 1 (noise, East) to incident 2 (fight, East)") &&
                 Contains(": nearer by "));
  // Not for so little, and not where the rule is off.
  CHECK(played("diversion: for urgent, diversion_margin: 19 min", "middle: 1, west: 1").unit("fight") == "west car 1");
  CHECK(played("diversion: never", "middle: 1, west: 1").unit("fight") == "west car 1");
  // With nobody else the noise waits until the fight is over.
  const auto alone = played("diversion: for more urgent", "middle: 1");
  CHECK(jobs(alone, "noise")[1].dispatched == alone.job("fight").cleared);
  CHECK_THAT(alone.words(), Contains("(fight, East): no car is free"));
}

TEST_CASE("a car that is diverted half-way along a one-way street drives it to its end first", "[engine]") {
  // Ten minutes there by one street, twenty back by another. The fight is right behind the car.
  const std::string ring = R"(kredsim: 1
title: Two one-way streets
seed: 7
period: {start: 2019-01-07, length: 1 day}
network:
  nodes: {here: {at: [55.00, 11.0], area: here}, there: {at: [55.09, 11.0], area: there}}
  edges:
    - {from: here, to: there, length: 10 km, speed: 60 km/h, one_way: true}
    - {from: there, to: here, length: 20 km, speed: 60 km/h, one_way: true}
driving: {emergency: {factor: 1}, normal: {factor: 1}}
areas: {here: {name: Here}, there: {name: There}}
stations: {here: {at: here}}
dispatch: {diversion: for more urgent}
hours: {at_8: {every_day: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}}
incidents:
)" + incident("noise", "soon", "there", 8, "10 min") +
                           incident("fight", "urgent", "here", 8, "10 min") + "force:\n" + always + "here: 1}}\n";
  const auto day = day_on_which(ring, [](const ScriptedDay& d) {
    const Milliseconds later = d.incident("fight").created - d.incident("noise").created;
    return later > 2min && later < 8min;
  });
  const auto noise = jobs(day, "noise");
  REQUIRE(noise.size() == 2);
  CHECK(noise[0].how == JobEnd::diverted);
  const Milliseconds driven = day.incident("fight").created - noise[0].dispatched;
  CHECK(day.job("fight").dispatched == day.incident("fight").created);
  CHECK(std::abs((travel(day.job("fight")) - (30min - driven)).count()) <= 1);
  CHECK(std::abs(day.job("fight").distance.count() - (30'000'000 - driven.count() * 1'000'000 / 60'000)) <= 20);
}

TEST_CASE("work that may be interrupted is left for more urgent work, and resumed or begun again", "[engine]") {
  const auto played = [](const std::string& rule, const std::string& preemption) {
    return day_on_which(one_road(needing("noise", "soon", "middle", 8, "4 h", "interruption: " + rule) +
                                     incident("fight", "urgent", "middle", 10, "10 min"),
                                 always + "middle: 1}}\n", "length: 1 day",
                                 "dispatch: {preemption: " + preemption + "}\n"));
  };
  const auto resume = played("resume", "for urgent");
  CHECK(resume.job("fight").dispatched == resume.incident("fight").created);
  CHECK(resume.incident("noise").cleared == resume.incident("noise").created + 4h + 10min);
  REQUIRE(jobs(resume, "noise").size() == 2);
  CHECK(jobs(resume, "noise")[0].how == JobEnd::interrupted);
  CHECK_THAT(resume.words(), Contains("middle car 1 leaves incident 1 (noise, Middle) unfinished: incident 2 (fight, "
                                      "Middle) is more urgent, and no car is free\n"));
  const auto repeat = played("repeat", "for more urgent");
  CHECK(repeat.incident("noise").cleared == repeat.job("fight").cleared + 4h);
  CHECK(played("never", "for urgent").job("fight").dispatched > monday + 12h);
  CHECK(played("resume", "never").job("fight").dispatched > monday + 12h);
}

TEST_CASE("a scene that needs more calls for a further car", "[engine]") {
  const auto day = day_on_which(
      one_road(needing("fight", "urgent", "middle", 8, "1 h", "escalation: {probability: 100 %, after: 5 min}"),
               always + "middle: 1, west: 1}}\n"));
  const auto both = jobs(day, "fight");
  REQUIRE(both.size() == 2);
  CHECK(both[1].dispatched == day.incident("fight").created + 5min);
  CHECK_THAT(day.words(), Contains("middle car 1 calls for 1 more at incident 1 (fight, Middle)\n"));
}

TEST_CASE("a scene whose caller is called away still gets its further car", "[engine]") {
  const auto played = [](const std::string& needs, const std::string& cars) {
    const std::string fight = needing("fight", "soon", "middle", 8, "2 h",
                                      needs + "interruption: resume, escalation: {probability: 100 %, after: 30 min}");
    return day_on_which(one_road(fight + incident("robbery", "urgent", "east", 8, "1 h"), always + cars + "}}\n",
                                 "length: 1 day", "dispatch: {preemption: for urgent}\n"),
                        [](const ScriptedDay& d) {
                          const Milliseconds later = d.incident("robbery").created - d.incident("fight").created;
                          return later > 12min && later < 30min;
                        });
  };
  // Nobody is there when it shows: the car calls as soon as it is back.
  const auto alone = played("", "middle: 1");
  REQUIRE(jobs(alone, "fight").size() >= 2);
  CHECK(jobs(alone, "fight")[0].how == JobEnd::interrupted);
  CHECK(alone.incident("fight").escalated);
  CHECK_THAT(alone.words(), Contains("middle car 1 calls for 1 more at incident 1 (fight, Middle)\n"));
  // Somebody else is there: that one calls, when it shows.
  const auto two = played("cars: 2, ", "middle: 2");
  REQUIRE(jobs(two, "fight").size() >= 2);
  CHECK(jobs(two, "fight")[0].how == JobEnd::interrupted);
  CHECK_THAT(two.words(), Contains("middle car 2 calls for 1 more at incident 1 (fight, Middle)\n"));
}

TEST_CASE("what is cancelled before anybody is there frees the car under way", "[engine]") {
  const auto day = day_on_which(
      one_road(needing("fight", "urgent", "west", 8, "1 h", "cancellation: {probability: 100 %, after: 5 min}"),
               always + "middle: 1}}\n"));
  CHECK(day.incident("fight").fate == Fate::cancelled);
  CHECK(day.job("fight").how == JobEnd::called_off);
  CHECK(day.job("fight").arrived == never);
  CHECK_THAT(day.words(), Contains("incident 1 (fight, West) is cancelled before anybody is there\n") &&
                              Contains("middle car 1 returns to Middle, 5.0 km"));
}

TEST_CASE("an arrest, the booking and the report keep the crew until it is free again", "[engine]") {
  std::string text =
      one_road(needing("fight", "urgent", "middle", 8, "30 min",
                       "arrest: {probability: 100 %, booking: 20 min}, report: {time: 15 min, where: at the station}") +
                   incident("theft", "soon", "west", 9, "10 min"),
               always + "west: 1}}\n");
  const std::string at = "at: east}";
  text.replace(text.find(at, text.find("stations:")), at.size(), "at: east, detention: true}");
  const auto day =
      day_on_which(text, [](const ScriptedDay& d) { return d.incident("theft").created < monday + 9h + 5min; });
  // Ten minutes there, 30 of work, ten on to East, 20 of booking, 20 home, 15 of writing.
  CHECK(day.job("fight").cleared == day.incident("fight").created + 40min);
  CHECK(day.job("theft").dispatched == day.job("fight").cleared + 10min + 20min + 20min + 15min);
  CHECK_THAT(day.words(),
             Contains("west car 1 drives a detainee to East, the nearest station with detention, 10 min away") &&
                 Contains("west car 1 books the detainee for 20 min") &&
                 Contains("west car 1 has 15 min of report to write at its station"));
}

TEST_CASE("a crew is called from a report that can wait, and writes the rest later", "[engine]") {
  const auto played = [](const std::string& interruptible) {
    return day_on_which(
        one_road(needing("theft", "soon", "middle", 8, "10 min", "report: {time: 5 h" + interruptible + "}") +
                     incident("fight", "urgent", "middle", 10, "10 min"),
                 always + "middle: 1}}\n"));
  };
  const auto waits = played("");
  CHECK(waits.job("fight").dispatched == waits.job("theft").cleared + 5h);
  const auto called = played(", interruptible: true");
  CHECK(called.job("fight").dispatched == called.incident("fight").created);
  CHECK_THAT(called.words(), Contains("middle car 1 is called from its report: no car is free\n"));
  Milliseconds written{0};
  for (const ActivityRecord& activity : called.outcome().activities) written += activity.to - activity.from;
  CHECK(written == 5h);
}

TEST_CASE("a break yields to urgent work only, and the rest of it is made up", "[engine]") {
  const std::string force =
      "  cars: {label: Cars, break: {after: 4 h, length: 1 h}, roster: [{shift: day, from: \"06:00\", length: 12 h, "
      "cars: "
      "{middle: 1}}]}\n";
  const auto noise = day_on_which(one_road(incident("noise", "soon", "middle", 10, "10 min"), force));
  CHECK(noise.job("noise").dispatched == monday + 11h);
  const auto fight = day_on_which(one_road(incident("fight", "urgent", "middle", 10, "10 min"), force));
  CHECK(fight.job("fight").dispatched == fight.incident("fight").created);
  CHECK(fight.outcome().activities.back().to == monday + 11h + 10min);
  CHECK_THAT(fight.words(), Contains("middle day car 1 is called from its break: no car is free\n"));
}

TEST_CASE("at the ends of a shift a car takes urgent work only", "[engine]") {
  const auto played = [](const std::string& rule, const std::string& priority, int hour) {
    return day_on_which(one_road(incident("task", priority, "middle", hour, "10 min"),
                                 "  cars: {label: Cars, " + rule +
                                     ", roster: [{shift: day, from: \"07:00\", length: 8 h, "
                                     "cars: {middle: 1}}]}\n"));
  };
  CHECK(played("hand_over: 1 h", "soon", 7).job("task").dispatched == monday + 8h);
  CHECK(played("hand_over: 1 h", "urgent", 7).job("task").dispatched < monday + 8h);
  CHECK(played("only_urgent_in_last: 1 h", "soon", 14).job("task").dispatched == monday + 31h);
  CHECK(played("only_urgent_in_last: 1 h", "urgent", 14).job("task").dispatched < monday + 15h);
}

TEST_CASE("a shift ends without asking which car leaves, where the group says so", "[engine]") {
  const auto played = [](const std::string& rule) {
    return day_on_which(one_road(incident("accident", "urgent", "middle", 14, "3 h"),
                                 "  cars: {label: Cars, " + rule +
                                     "always_on_duty: {west: 1}, roster: [{shift: day, from: "
                                     "\"07:00\", length: 8 h, cars: {middle: 1}}]}\n",
                                 "length: 2 days"),
                        [](const ScriptedDay& d) { return d.incident("accident").created < monday + 24h; });
  };
  CHECK(played("").duties("middle day car 1").at(0).to > monday + 16h);
  const auto swapped = played("shift_end: any free car leaves, ");
  CHECK(swapped.duties("west car 1").at(0).to == monday + 15h);
  CHECK(swapped.duties("middle day car 1").at(0).to == monday + 15h);
  CHECK(swapped.duties("middle day car 1").at(1).planned_to == never);
  // The next morning the car that went home comes for the shift.
  CHECK(swapped.duties("west car 1").at(1).from == monday + 31h);
  CHECK(swapped.duties("west car 1").at(1).to == monday + 39h);
  CHECK_THAT(swapped.words(), Contains("west car 1 is free and goes home in the place of middle day car 1"));
}

TEST_CASE("where any car leaves, a drop of shifts leaves as many cars as the roster says, week after week",
          "[engine]") {
  // Four cars around the clock and three more by day, busy two thirds of the time at night.
  const auto world = world_of(R"(kredsim: 1
title: Any car leaves
seed: 3
period: {start: 2019-01-07, length: 6 weeks, warm_up: 0 h}
network: {nodes: {a: {at: [55.2, 11.7]}}}
stations: {s: {at: a}}
incidents: {call: {priority: urgent, per_hour: 4.2, on_scene: {distribution: exponential, mean: 40 min}}}
force:
  cars:
    idle: stay at scene
    shift_end: any free car leaves
    always_on_duty: {s: 4}
    roster: [{shift: day, from: "08:00", length: 12 h, cars: {s: 3}}]
)");
  const Outcome outcome = play(*world);
  const auto on_duty = [&](SimTime at, bool late_too) {
    return std::count_if(outcome.duties.begin(), outcome.duties.end(), [&](const DutyRecord& duty) {
      return duty.from <= at && at < duty.to && (late_too || at < duty.planned_to);
    });
  };
  int late = 0;
  for (int day = 0; day < 42; ++day) {
    const SimTime midnight = monday + std::chrono::days{day};
    CHECK(on_duty(midnight + 14h, true) == 7);
    CHECK(on_duty(midnight + 4h, false) == 4);
    late += static_cast<int>(on_duty(midnight + 20h + 5min, true)) - 4;
    for (const auto minutes : {5, 15, 30, 60}) {
      // Nobody is free while somebody is out after the end of a shift.
      const SimTime moment = midnight + 20h + std::chrono::minutes{minutes};
      if (on_duty(moment, true) == 4) continue;
      const auto busy = std::count_if(outcome.assignments.begin(), outcome.assignments.end(),
                                      [&](const auto& job) { return job.dispatched <= moment && moment < job.ended; });
      CHECK(busy == on_duty(moment, true));
    }
  }
  CHECK(late > 0);
}

TEST_CASE("one time on scene for all makes an incident of several cars one job, if they leave together", "[engine]") {
  const auto played = [](const std::string& rules) {
    return play(
        *world_of("kredsim: 1\ntitle: One job\nseed: 3\nperiod: {start: 2019-01-07, length: 3 days, warm_up: 0 h}\n"
                  "network: {nodes: {a: {at: [55.2, 11.7]}}}\nstations: {s: {at: a}}\n"
                  "incidents: {call: {priority: urgent, per_hour: 1, on_scene: {distribution: exponential, mean: 30 "
                  "min}" +
                  rules + "}}\nforce: {cars: {idle: stay at scene, always_on_duty: {s: 40}}}\n"));
  };
  const auto ends = [](const Outcome& outcome) {
    std::vector<SimTime> cleared;
    for (const IncidentRecord& one : outcome.incidents) cleared.push_back(one.cleared);
    return cleared;
  };
  const auto alone = ends(played(""));
  REQUIRE(alone.size() > 50);
  CHECK(ends(played(", cars: 3, release: together, on_scene_drawn: once")) == alone);
  CHECK(ends(played(", cars: 3, release: together")) != alone);
}
