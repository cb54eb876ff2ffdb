// From the first ring until a unit may be sent: days whose incidents stand in a log, so that every clock is known.

#include <catch2/catch.hpp>

#include "analysis/statistics/tally.hpp"
#include "sim/scenario/read.hpp"
#include "sim/world/load.hpp"
#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// The day of a log on the one road, west - 10 min - middle - 10 min - east.
struct LoggedDay {
  LoggedDay(const std::string& types, const std::string& more, const std::string& log,
            const std::string& cars = "middle: 3") {
    std::string incidents;
    for (std::size_t at = 0; at < types.size();) {
      const std::size_t end = types.find('\n', at);
      const std::string line = types.substr(at, end - at);
      incidents += "  " + line.substr(0, line.find(':')) + ": {per_year: 0, on_scene: 30 min, " +
                   line.substr(line.find('{') + 1) + "\n";
      at = end + 1;
    }
    const TemporaryFolder folder;
    folder.write("log.csv", "time,type,place,on_scene\n" + log);
    world = build_world(scenario::read(
        folder.write(
            "day.yaml",
            one_road(incidents, "  cars: {label: Cars, always_on_duty: {" + cars + "}}\n", "length: 1 day",
                     more + (more.find("demand:") == std::string::npos ? "demand: {trace: {file: log.csv}}\n" : ""))),
        {}));
    outcome = play(*world);
    words = story(*world);
  }
  [[nodiscard]] const IncidentRecord& incident(std::size_t row) const { return outcome.incidents.at(row); }

  std::unique_ptr<const World> world;
  Outcome outcome;
  std::string words;
};

const std::string fight = "fight: {label: Fight, priority: urgent}\n";
const std::string theft = "theft: {label: Theft, priority: soon}\n";

}  // namespace

TEST_CASE("a report is answered, located, taken down, read by a dispatcher, and then a car goes", "[engine]") {
  const LoggedDay day{fight, R"(control_centre:
  alarm_centre: {call_takers: 1, handling: 60 s, locating: 25 s}
  dispatch: {dispatchers: 1, handling: 30 s}
  arrival_report: 20 s
)",
                      "2019-01-07 08:00,fight,east,\n"};
  const IncidentRecord& record = day.incident(0);
  CHECK(record.created == monday + 8h);
  CHECK(record.answered == monday + 8h);
  CHECK(record.received == monday + 8h + 85s);
  CHECK(record.ready == monday + 8h + 115s);
  CHECK(record.dispatched == record.ready);
  CHECK(record.first_arrival == record.ready + 10min);
  CHECK(record.arrival_report == 20s);
  CHECK(record.fate == Fate::cleared);
  CHECK_THAT(day.words, Contains("the caller on 112 about incident 1 (Fight, East) rings") &&
                            Contains("is answered at once") &&
                            Contains("is ready for dispatch, 1 min 55 s after the first ring"));
}

TEST_CASE("without a control centre the report is there at once, as before", "[engine]") {
  const LoggedDay day{fight, "", "2019-01-07 08:00,fight,east,\n"};
  CHECK(day.incident(0).ready == monday + 8h);
  CHECK(day.incident(0).dispatched == monday + 8h);
  CHECK(day.outcome.calls.empty());
}

TEST_CASE("112 and 114 are separate queues, and each keeps the order of the rings", "[engine]") {
  const LoggedDay day{fight + theft, R"(control_centre:
  alarm_centre: {call_takers: 1, handling: 60 s}
  service_line: {call_takers: 1, handling: 5 min}
)",
                      "2019-01-07 08:00:00,theft,west,\n2019-01-07 08:00:01,theft,west,\n"
                      "2019-01-07 08:00:02,fight,east,\n2019-01-07 08:00:03,fight,east,\n"};
  CHECK(day.incident(1).answered == monday + 8h + 5min);  // after the first theft
  CHECK(day.incident(2).answered == monday + 8h + 2s);    // 112 is free
  CHECK(day.incident(3).answered == monday + 8h + 62s);
  CHECK_THAT(day.words, Contains("the caller on 114 about incident 2 (Theft, West) is answered after 4 min 59 s"));
}

TEST_CASE("callers whose place the network knows need no locating", "[engine]") {
  const std::string centre = "control_centre:\n  alarm_centre: {handling: 60 s, locating: 25 s}\n";
  const std::string log = "2019-01-07 08:00,fight,east,\n";
  const LoggedDay asked{fight, centre, log};
  const LoggedDay located{fight, centre + "  caller_location: {share: 100 %, locating: 5 s}\n", log};
  CHECK(asked.incident(0).received == monday + 8h + 85s);
  CHECK(located.incident(0).received == monday + 8h + 65s);
}

TEST_CASE("where the network knows the place of some callers, each is located or asked, and the mean lies between",
          "[engine]") {
  std::string log;
  for (int hour = 0; hour < 24; ++hour)
    for (const char* minute : {":00", ":20", ":40"})
      log +=
          std::string{"2019-01-07 "} + (hour < 10 ? "0" : "") + std::to_string(hour) + minute + ",fight,middle,1 min\n";
  const LoggedDay day{fight,
                      "control_centre:\n  alarm_centre: {handling: 60 s, locating: 25 s}\n"
                      "  caller_location: {share: 75 %, locating: 5 s}\n",
                      log};
  int located = 0;
  for (const IncidentRecord& incident : day.outcome.incidents) {
    const Milliseconds handling = incident.received - incident.answered;
    CHECK((handling == 65s || handling == 85s));
    located += handling == 65s ? 1 : 0;
  }
  // 54 of 72 expected, standard deviation 3.7: within three of them.
  CHECK(day.outcome.incidents.size() == 72);
  CHECK(located >= 43);
  CHECK(located <= 65);
}

TEST_CASE("the published clock starts at the control centre or at the alarm centre's answer, and nothing else moves",
          "[engine]") {
  const auto played = [](const std::string& from) {
    return LoggedDay{fight,
                     "control_centre:\n  response_from: " + from +
                         "\n  alarm_centre: {handling: 60 s, locating: 25 s}\n"
                         "  dispatch: {dispatchers: 1, handling: 30 s}\n  arrival_report: 20 s\n",
                     "2019-01-07 08:00,fight,east,\n"};
  };
  const auto mean = [](const LoggedDay& day, Measure measure) {
    const Tables tables{*day.world};
    const Sums sums = tally(tables, day.outcome).sums;
    const std::size_t all = tables.find(Cell{}).value();
    CHECK(sums.n(all, measure) == 1);
    return sums.total(all, measure) / 1000;
  };
  const LoggedDay kreds = played("control centre");
  const LoggedDay alarm = played("alarm centre");
  // 30 s with the dispatcher, 10 min of driving, 20 s until the patrol says so; before it 85 s with the alarm centre.
  CHECK(mean(kreds, Measure::response_s) == 650);
  CHECK(mean(alarm, Measure::response_s) == 735);
  CHECK(mean(kreds, Measure::citizen_wait_s) == mean(alarm, Measure::citizen_wait_s));
  CHECK(mean(kreds, Measure::citizen_wait_s) == 715);
  CHECK(kreds.words == alarm.words);
}

TEST_CASE("recovery from a surge is the time until the last of those who waited at its end has a car", "[engine]") {
  // The surge ends at 10:00. Then two wait for the only car: until 10:30 and 11:00. Who rings later does not count.
  const std::string surge =
      "demand: {trace: {file: log.csv}, surges: {festival: {from: 2019-01-07, length: 10 h, factor: 200 %}}}\n";
  const auto recovery = [&](const std::string& log) {
    const LoggedDay day{theft, surge, log, "middle: 1"};
    const Tables tables{*day.world};
    const Sums sums = tally(tables, day.outcome).sums;
    const std::size_t all = tables.find(Cell{}).value();
    CHECK(sums.at(all, Sum::surges) == 1);
    return sums.at(all, Sum::recovery_ms) / 1000;
  };
  const std::string three =
      "2019-01-07 09:30,theft,middle,1 h\n2019-01-07 09:40,theft,middle,30 min\n"
      "2019-01-07 09:50,theft,middle,30 min\n";
  CHECK(recovery(three) == 3600);
  CHECK(recovery(three + "2019-01-07 10:10,theft,middle,30 min\n") == 3600);
  CHECK(recovery("2019-01-07 09:30,theft,middle,1 h\n") == 0);
}

TEST_CASE("a caller who waits too long hangs up, and the incident is counted as abandoned", "[engine]") {
  const LoggedDay day{
      fight, "control_centre:\n  alarm_centre: {call_takers: 1, handling: 10 min, patience: 2 min}\n",
      "2019-01-07 08:00:00,fight,east,\n2019-01-07 08:00:01,fight,west,\n2019-01-07 09:00,fight,west,\n"};
  CHECK(day.incident(1).fate == Fate::abandoned);
  CHECK(day.incident(1).received == never);
  CHECK(day.incident(1).measured);
  CHECK(day.incident(2).fate == Fate::cleared);  // the taker took nobody who had gone
  CHECK(day.incident(2).answered == monday + 9h);
  CHECK_THAT(day.words, Contains("hangs up after 2 min"));
}

TEST_CASE("a second caller keeps a call taker busy and makes no second incident", "[engine]") {
  const std::string calls =
      "fight: {label: Fight, priority: urgent, calls: {second_caller: 100 %, second_caller_after: 10 s}}\n";
  const LoggedDay day{calls, "control_centre:\n  alarm_centre: {call_takers: 1, handling: 60 s}\n",
                      "2019-01-07 08:00:00,fight,east,\n2019-01-07 08:00:30,fight,west,\n"};
  REQUIRE(day.outcome.incidents.size() == 2);
  REQUIRE(day.outcome.calls.size() == 4);
  CHECK(day.outcome.calls[1].second);
  CHECK(day.outcome.calls[1].answered == monday + 8h + 60s);
  CHECK(day.incident(0).received == monday + 8h + 60s);
  CHECK(day.incident(1).answered == monday + 8h + 120s);  // behind the second caller about the first
}

TEST_CASE("when the first caller has hung up, the second one's call reports the incident", "[engine]") {
  const std::string types =
      "fight: {label: Fight, priority: urgent, calls: {second_caller: 100 %, second_caller_after: 6 min}}\n"
      "alarm: {label: Fire, priority: soon, calls: {line: 112}}\n";
  const LoggedDay day{types, "control_centre:\n  alarm_centre: {call_takers: 1, handling: 5 min, patience: 1 min}\n",
                      "2019-01-07 08:00:00,alarm,east,\n2019-01-07 08:00:01,fight,west,\n"};
  CHECK(day.outcome.calls[1].abandoned);
  CHECK(day.incident(1).answered == monday + 8h + 6min + 1s);
  CHECK(day.incident(1).fate == Fate::cleared);
}

TEST_CASE("what is settled by telephone gets no car and is counted", "[engine]") {
  const LoggedDay day{"noise: {label: Noise, priority: when possible, calls: {settled_by_telephone: 100 %}}\n",
                      "control_centre:\n  service_line: {handling: 4 min}\n", "2019-01-07 08:00,noise,east,\n"};
  CHECK(day.incident(0).fate == Fate::settled);
  CHECK(day.incident(0).dispatched == never);
  CHECK(day.outcome.assignments.empty());
  CHECK_THAT(day.words, Contains("incident 1 (Noise, East) is settled by telephone"));
}

TEST_CASE("a call taker who goes off duty finishes the running call, and the next one answers on the hour",
          "[engine]") {
  const LoggedDay day{fight,
                      "control_centre:\n  alarm_centre: {call_takers: {07-08: 1, 09-10: 2, otherwise: 0}, handling: "
                      "20 min}\n",
                      "2019-01-07 07:50,fight,east,\n2019-01-07 07:55,fight,west,\n2019-01-07 08:30,fight,west,\n"};
  CHECK(day.incident(0).received == monday + 8h + 10min);
  CHECK(day.incident(1).answered == monday + 9h);
  CHECK(day.incident(2).answered == monday + 9h);
}

TEST_CASE("dispatchers take the most urgent report first", "[engine]") {
  const LoggedDay day{
      "fight: {label: Fight, priority: urgent, calls: {line: none}}\n"
      "theft: {label: Theft, priority: soon, calls: {line: none}}\n",
      "control_centre:\n  dispatch: {dispatchers: 1, handling: 10 min}\n",
      "2019-01-07 08:00,theft,east,\n2019-01-07 08:01,theft,east,\n2019-01-07 08:02,fight,west,\n"};
  CHECK(day.incident(2).ready == monday + 8h + 20min);
  CHECK(day.incident(1).ready == monday + 8h + 30min);
  CHECK(day.outcome.calls.empty());
  CHECK_THAT(day.words, Contains("incident 3 (Fight, West) waits for a dispatcher; 2 waiting"));
}

TEST_CASE("calls about no incident keep call takers busy", "[engine]") {
  const LoggedDay day{theft,
                      "control_centre:\n  service_line: {call_takers: 1, handling: 5 min, other_calls_per_year: "
                      "90000}\n",
                      "2019-01-07 12:00,theft,east,\n"};
  CHECK(day.outcome.calls.size() > 150);  // about 246 a day
  CHECK(day.outcome.incidents.size() == 1);
  const LoggedDay other{theft + fight,
                        "control_centre:\n  service_line: {call_takers: 1, handling: 5 min, other_calls_per_year: "
                        "90000}\n",
                        "2019-01-07 11:00,fight,east,\n2019-01-07 12:00,theft,east,\n"};
  CHECK(other.outcome.calls.front().rang == day.outcome.calls.front().rang);  // whatever else happens
}

TEST_CASE("registered reports make desk work, and what is not done is carried over", "[engine]") {
  const LoggedDay day{theft,
                      "control_centre:\n  reports: {per_year: 205690, work: 40 min, officers: {weekdays 08-16: 40, "
                      "otherwise: 0}}\n",
                      "2019-01-07 12:00,theft,east,\n"};
  REQUIRE(day.outcome.desk_days.size() == 1);
  const DeskDay& desks = day.outcome.desk_days[0];
  CHECK(desks.reports > 450);  // about 563 a day
  CHECK(desks.reports < 680);
  CHECK(desks.work == desks.reports * 40min);
  CHECK(desks.done == 320h);
  CHECK(desks.backlog == desks.work - desks.done);
}

TEST_CASE("a queue that grows without bound is named before the run and ends it as unstable", "[engine]") {
  const std::string centre =
      "control_centre:\n  service_line: {call_takers: 1, handling: 10 min, other_calls_per_year: 1000000}\n";
  const LoggedDay day{theft, centre, "2019-01-07 00:00:01,theft,east,\n"};
  REQUIRE(load_warnings(*day.world).size() == 1);
  CHECK_THAT(load_warnings(*day.world)[0].en,
             Contains("control_centre.service_line: 3194 hours of work come in a usual "
                      "week and 168 hours are on duty"));
  CHECK_FALSE(day.outcome.unstable);
  const auto world = world_of(one_road(incident("theft", "soon", "east", 8, "10 min"),
                                       "  cars: {label: Cars, always_on_duty: {middle: 1}}\n",
                                       "length: 30 days, most_waiting: 500", centre));
  const Outcome outcome = play(*world);
  CHECK(outcome.unstable);
  CHECK(outcome.ended < outcome.measured_to);
  CHECK(outcome.calls.size() < 600);
}

TEST_CASE("officers lent away leave their posts, the others work", "[engine]") {
  const auto world = world_of(one_road(incident("theft", "soon", "east", 8, "10 min"), R"(  cars:
    roster: [{shift: day, from: "07:00", length: 8 h, cars: {middle: 2}}]
    lent: {border: {from: 2019-01-07, length: 2 days, posts: [middle day car 2]}}
)",
                                       "length: 3 days"));
  const Outcome outcome = play(*world);
  const auto shifts = [&](const std::string& name) {
    return std::count_if(outcome.duties.begin(), outcome.duties.end(),
                         [&](const DutyRecord& duty) { return world->force.units[duty.unit].name == name; });
  };
  CHECK(shifts("middle day car 1") == 3);
  CHECK(shifts("middle day car 2") == 1);
  CHECK_THAT(story(*world), Contains("middle day car 2 is not manned: its crew is lent away"));
  CHECK_THROWS_WITH(
      world_of(one_road(incident("theft", "soon", "east", 8, "10 min"), R"(  cars:
    roster: [{shift: day, from: "07:00", length: 8 h, cars: {middle: 2}}]
    lent: {border: {from: 2019-01-07, length: 2 days, posts: [middle day car 3]}}
)")),
      Contains("no post on the roster of `cars` is called `middle day car 3` (did you mean `middle day car"));
}
