// Help across the border of the kreds, both ways: days that an officer could follow.

#include <catch2/catch.hpp>

#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// A neighbour with one car that comes from `east`.
std::string next(const std::string& rules, const std::string& cars = "east: 1") {
  return "neighbours:\n  next:\n    label: {da: Nabokredsen, en: Next kreds}\n    helps: {cars: {" + cars + "}, " +
         rules + "}\n";
}

/// A neighbour that asks for about one car a day, to `east`.
std::string asking(const std::string& rules) {
  return "neighbours:\n  next:\n    label: {da: Nabokredsen, en: Next kreds}\n    asks: {per_day: 1, at: [{at: "
         "east}], " +
         rules + "}\n";
}

/// Of neighbours' requests in the measured day there is one, `hours` after midnight or later.
auto asked_once_after(int hours) {
  return [hours](const ScriptedDay& day) {
    const auto& all = day.outcome().requests;
    return std::count_if(all.begin(), all.end(), [](const RequestRecord& r) { return r.measured; }) == 1 &&
           all.size() == 1 && all[0].time >= monday + std::chrono::hours{hours};
  };
}

ScriptedDay one_day(const std::string& incidents, const std::string& force, const std::string& more,
                    const std::function<bool(const ScriptedDay&)>& also = {},
                    const std::vector<std::string>& settings = {}) {
  return day_on_which(one_road(incidents, force, "length: 1 day", more), also, settings);
}

const std::string accident = incident("accident", "urgent", "west", 8, "4 h");
const std::string fight = incident("fight", "urgent", "middle", 9, "30 min");
const std::string one_car = always + "west: 1}}\n";

const IncidentRecord& task_of(const ScriptedDay& day, const RequestRecord& request) {
  return day.outcome().incidents[request.incident];
}

}  // namespace

TEST_CASE("a neighbour's car comes where no car of ours can go, and drives home before it is asked again", "[engine]") {
  const auto day = one_day(accident + fight + incident("robbery", "urgent", "middle", 10, "30 min"), one_car,
                           next("available: 100 %, to_border: 6 min"), [](const ScriptedDay& d) {
                             return d.incident("robbery").created > d.incident("fight").created + 60min &&
                                    d.incident("robbery").created < d.incident("accident").created + 2h;
                           });
  CHECK(day.unit("accident") == "west car 1");
  CHECK(day.unit("fight") == "east next car 1");
  CHECK(day.job("fight").arrived == day.incident("fight").created + 6min + 10min);
  CHECK(day.unit("robbery") == "east next car 1");
  CHECK(day.duties("east next car 1").empty());
  REQUIRE(day.outcome().help.size() == 2);
  CHECK(day.outcome().help[0].sent);
  CHECK_THAT(day.words(),
             Contains("east next car 1 is sent to incident 2 (fight, Middle): help from Next kreds, no car of ours can "
                      "go, 6 min to the border, 10 min and 10.0 km away\n") &&
                 Contains("east next car 1 returns to East, 10.0 km"));
}

TEST_CASE("a neighbour that can spare none says so once, and the incident waits for a car of ours", "[engine]") {
  const auto day = one_day(accident + fight + incident("robbery", "urgent", "middle", 10, "30 min"), one_car,
                           next("available: 0 %"));
  CHECK(day.unit("fight") == "west car 1");
  CHECK(day.job("fight").dispatched == day.job("accident").cleared);
  CHECK(day.outcome().help.size() == 2);
  CHECK_THAT(day.words(),
             Contains("Next kreds is asked for a car for incident 2 (fight, Middle) and can spare none\n"));
}

TEST_CASE("a neighbour that said no is asked again after the time that the plan says", "[engine]") {
  const auto day =
      one_day(accident + fight, one_car, next("available: 30 %, ask_again: 20 min"),
              [](const ScriptedDay& d) { return d.outcome().help.size() == 3 && d.outcome().help[2].sent; });
  const SimTime first = day.incident("fight").created;
  CHECK(day.outcome().help[0].time == first);
  CHECK(day.outcome().help[1].time == first + 20min);
  CHECK(day.job("fight").dispatched == first + 40min);
  CHECK(day.unit("fight") == "east next car 1");
}

TEST_CASE("a neighbour helps with the priorities and in the hours that it says", "[engine]") {
  const std::string noise = incident("noise", "when possible", "middle", 9, "30 min");
  const auto unit = [&](const std::string& rules) {
    return one_day(accident + noise, one_car, next("available: 100 %" + rules)).unit("noise");
  };
  CHECK(unit("") == "west car 1");
  CHECK(unit(", with: urgent and soon") == "west car 1");
  CHECK(unit(", with: any") == "east next car 1");
  CHECK(unit(", with: any, when: weekdays 09-10") == "east next car 1");
  CHECK(unit(", with: any, when: weekdays 18-24") == "west car 1");
}

TEST_CASE("whoever waits when a neighbour's hours begin is looked at again at that very moment", "[engine]") {
  const std::string all_day = incident("accident", "urgent", "west", 8, "20 h");
  const auto day = one_day(all_day + fight, one_car, next("available: 100 %, when: weekdays 15-17"));
  CHECK(day.job("fight").dispatched == monday + 15h);
}

TEST_CASE("under every policy a neighbour is called only where it is nearer than all free cars by its margin",
          "[engine]") {
  // West needs 20 minutes to a fight in the east, middle 10; the neighbour 5.
  const std::string far = incident("fight", "urgent", "east", 9, "30 min");
  const auto unit = [&](const std::string& own, const std::string& margin, std::vector<std::string> settings) {
    settings.insert(settings.end(), {"stations.west.area=west", "stations.middle.area=middle"});
    return one_day(far, always + own + "}}\n", next("available: 100 %, to_border: 5 min" + margin), {}, settings)
        .unit("fight");
  };
  const std::vector<std::string> nearest{};
  CHECK(unit("west: 1", "", nearest) == "west car 1");
  CHECK(unit("west: 1", ", nearer_by: 15 min", nearest) == "east next car 1");
  CHECK(unit("west: 1", ", nearer_by: 16 min", nearest) == "west car 1");
  // The list sends the car from the west; the one in the middle is free and nearer by 10 minutes.
  const std::vector<std::string> preference{"dispatch.policy=preference", "dispatch.preference={east: [west, middle]}"};
  CHECK(unit("west: 1, middle: 1", ", nearer_by: 5 min", preference) == "east next car 1");
  CHECK(unit("west: 1, middle: 1", ", nearer_by: 6 min", preference) == "west car 1");
  const std::vector<std::string> own_area{"dispatch.policy=own area first", "stations.west.area=east",
                                          "dispatch.own_area_margin=30 min"};
  const auto own = [&](const std::string& margin) {
    auto settings = own_area;
    settings.push_back("stations.middle.area=middle");
    return one_day(far, always + "west: 1, middle: 1}}\n", next("available: 100 %, to_border: 5 min" + margin), {},
                   settings)
        .unit("fight");
  };
  CHECK(own("") == "west car 1");
  CHECK(own(", nearer_by: 5 min") == "east next car 1");
  CHECK(own(", nearer_by: 6 min") == "west car 1");
}

TEST_CASE("a car held in reserve is no car that can go: a neighbour that helps with it is asked", "[engine]") {
  const std::string noise = incident("noise", "soon", "west", 9, "30 min");
  const auto unit = [&](const std::string& rules) {
    const auto day = one_day(noise, one_car, next("available: 100 %" + rules), {}, {"dispatch.reserve=1"});
    return day.sent("noise") ? day.unit("noise") : "nobody";
  };
  CHECK(unit(", with: urgent and soon") == "east next car 1");
  CHECK(unit("") == "nobody");
}

TEST_CASE("a crew at its desk is called before a neighbour, and a neighbour before work is interrupted", "[engine]") {
  std::string theft = incident("theft", "when possible", "west", 8, "2 h");
  theft.insert(theft.rfind('}'), ", interruption: resume");
  const std::vector<std::string> preemption{"dispatch.preemption=for urgent"};
  CHECK(one_day(theft + fight, one_car, next("available: 100 %"), {}, preemption).unit("fight") == "east next car 1");
  CHECK(one_day(theft + fight, one_car, next("available: 0 %"), {}, preemption).unit("fight") == "west car 1");
  std::string report = incident("theft", "when possible", "west", 8, "1 min");
  report.insert(report.rfind('}'), ", report: {time: 3 h, interruptible: true}");
  CHECK(one_day(report + fight, one_car, next("available: 100 %")).unit("fight") == "west car 1");
}

TEST_CASE("of two neighbours the one expected first is asked first, and the other only after a no", "[engine]") {
  const auto two = [](const std::string& near_by, const std::string& far_off) {
    return "neighbours:\n  near: {helps: {cars: {middle: 1}, available: " + near_by +
           "}}\n  far: {helps: {cars: {east: 1}, available: " + far_off + "}}\n";
  };
  const auto helped = one_day(accident + fight, one_car, two("100 %", "100 %"));
  CHECK(helped.unit("fight") == "middle near car 1");
  CHECK(helped.outcome().help.size() == 1);
  const auto second = one_day(accident + fight, one_car, two("0 %", "100 %"));
  CHECK(second.unit("fight") == "east far car 1");
  REQUIRE(second.outcome().help.size() == 2);
  CHECK_FALSE(second.outcome().help[0].sent);
  CHECK(second.outcome().help[1].sent);
}

TEST_CASE("nobody's yes is written down where the cars are sent all at once and do not suffice", "[engine]") {
  std::string large = incident("fire", "urgent", "middle", 9, "30 min");
  large.insert(large.rfind('}'), ", cars: 3");
  const auto day = one_day(large,
                           always +
                               "west: 1}}\n  late: {label: Late, roster: [{shift: late, from: \"18:00\", "
                               "length: 5 h, cars: {west: 1}}]}\n",
                           next("available: 100 %"), {}, {"dispatch.send=all at once"});
  CHECK(day.incident("fire").dispatched == monday + 18h);
  CHECK(day.outcome().help.size() == 1);
  CHECK(day.outcome().assignments.size() == 3);
}

TEST_CASE("a car of ours is sent to a neighbour that asks, and is no car of ours while it is out", "[engine]") {
  const auto day = one_day(incident("fight", "urgent", "middle", 20, "30 min"), one_car, asking("lasts: 10 h"),
                           [](const ScriptedDay& d) {
                             return d.outcome().requests.size() == 1 && d.outcome().requests[0].time < monday + 18h &&
                                    d.outcome().requests[0].time > monday + 12h;
                           });
  const RequestRecord& request = day.outcome().requests[0];
  CHECK_FALSE(request.refused);
  CHECK(task_of(day, request).first_arrival == request.time + 20min);
  CHECK(task_of(day, request).cleared == request.time + 20min + 10h);
  CHECK_FALSE(task_of(day, request).measured);
  CHECK(day.job("fight").dispatched == task_of(day, request).cleared);
  CHECK_THAT(day.words(),
             Contains("Next kreds asks for a car: incident 1 (Task for Next kreds, East)\n") &&
                 Contains("west car 1 is sent to incident 1 (Task for Next kreds, East): nearest of 1 free, 20 min "
                          "and 20.0 km away\n"));
}

TEST_CASE("a neighbour is refused where few cars are free, and nothing of it waits", "[engine]") {
  const std::string rules = "lasts: 1 h, refused_below: 2";
  const auto refused = one_day(fight, one_car, asking(rules), asked_once_after(12));
  CHECK(refused.outcome().requests[0].refused);
  CHECK(task_of(refused, refused.outcome().requests[0]).fate == Fate::lost);
  CHECK_THAT(refused.words(), Contains("Next kreds gets none for incident 2 (Task for Next kreds, East): 1 free\n"));
  const auto sent = one_day(fight, always + "west: 2}}\n", asking(rules), asked_once_after(12));
  CHECK_FALSE(sent.outcome().requests[0].refused);
}

TEST_CASE("a car that is lent out is neither diverted nor interrupted for our own work", "[engine]") {
  const auto day =
      one_day(incident("fight", "urgent", "middle", 20, "30 min"), one_car, asking("lasts: 5 h, priority: soon"),
              [](const ScriptedDay& d) {
                if (d.outcome().requests.size() != 1) return false;
                const SimTime time = d.outcome().requests[0].time;
                return time < d.incident("fight").created && time + 20min > d.incident("fight").created;
              },
              {"dispatch.diversion=for urgent", "dispatch.preemption=for urgent"});
  CHECK(day.job("fight").dispatched == task_of(day, day.outcome().requests[0]).cleared);
}
