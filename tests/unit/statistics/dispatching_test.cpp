// What dispatch did besides sending units, on days that a reader can work out by hand.

#include <numeric>

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/tally.hpp"
#include "analysis/statistics/warm_up.hpp"
#include "tests/support/scripted.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

const std::string free_cars = "  cars: {label: Cars, always_on_duty: {";

std::string with_keys(const std::string& type, const std::string& priority, const std::string& node, int hour,
                      const std::string& work, const std::string& keys) {
  std::string text = incident(type, priority, node, hour, work);
  return text.insert(text.rfind('}'), ", " + keys);
}

/// The figures of one day as a run of one replication gives them.
class DayInFigures {
 public:
  explicit DayInFigures(const ScriptedDay& day)
      : tables_{day.world()},
        rows_{replication_rows(tables_, tally(tables_, day.outcome()), tables_.find(Cell{}).value())} {}

  [[nodiscard]] bool has(const std::string& measure, const std::string& statistic) const {
    return find(rows_, measure, statistic) != nullptr;
  }
  [[nodiscard]] double operator()(const std::string& measure, const std::string& statistic) const {
    const Estimate* row = find(rows_, measure, statistic);
    if (row == nullptr || !row->value) return -1;
    return *row->value;
  }

 private:
  Tables tables_;
  std::vector<Estimate> rows_;
};

}  // namespace

TEST_CASE("the wait for enough officers is what follows the first car, and the parts sum to the whole",
          "[statistics]") {
  // The car at Middle is there after its turnout of 2 minutes, the one from West after 2 and 10.
  const DayInFigures figures{day_on_which(
      one_road(with_keys("fight", "urgent", "middle", 8, "30 min", "cars: 2"),
               "  cars: {label: Cars, turnout_at_station: 2 min, always_on_duty: {west: 1, middle: 1}}\n"))};
  CHECK(figures("turnout_s", "mean") == 120);
  CHECK(figures("travel_s", "mean") == 120);
  CHECK(figures("response_s", "mean") == 120);
  CHECK(figures("enough_officers_s", "mean") == 720);
  CHECK(figures("enough_wait_s", "mean") == 600);
  CHECK(figures("never_enough", "count") == 0);
  CHECK_FALSE(figures.has("cancelled", "count"));
  CHECK_FALSE(figures.has("overtime_h", "mean"));
}

TEST_CASE("where the first car leaves before the second is there, there never were enough", "[statistics]") {
  const DayInFigures figures{day_on_which(
      one_road(with_keys("fight", "urgent", "middle", 8, "5 min", "cars: 2"), free_cars + "west: 1, middle: 1}}\n"))};
  CHECK(figures("never_enough", "count") == 1);
  CHECK(figures("never_enough", "share") == 1);
  CHECK(figures("enough_officers_s", "mean") == -1);
  CHECK(figures("response_s", "mean") == 0);
}

TEST_CASE("where everybody goes alone no figure speaks of enough officers, turnout or diversions", "[statistics]") {
  const DayInFigures figures{
      day_on_which(one_road(incident("theft", "urgent", "west", 8, "5 min"), free_cars + "middle: 1}}\n"))};
  for (const char* measure : {"turnout_s", "enough_officers_s", "enough_wait_s"})
    CHECK_FALSE(figures.has(measure, "mean"));
  for (const char* measure : {"cancelled", "never_enough", "escalations", "diversions", "interruptions", "called_off"})
    CHECK_FALSE(figures.has(measure, "count"));
}

TEST_CASE("what is cancelled is in a count of its own, with the car that was on its way", "[statistics]") {
  // The theft is served, the fight goes away after 5 of 10 minutes of driving.
  const DayInFigures figures{day_on_which(
      one_road(with_keys("fight", "urgent", "west", 8, "1 h", "cancellation: {probability: 100 %, after: 5 min}") +
                   incident("theft", "soon", "middle", 12, "10 min"),
               free_cars + "middle: 1}}\n"))};
  CHECK(figures("incidents", "count") == 1);
  CHECK(figures("cancelled", "count") == 1);
  CHECK(figures("cancelled", "share") == 0.5);
  CHECK(figures("assignments", "count") == 1);
  CHECK(figures("called_off", "count") == 1);
  CHECK(figures("called_off", "share") == 0.5);
}

TEST_CASE("what is cancelled waits, and is open work, until it goes away", "[statistics]") {
  // The only car works until the evening; the fight goes away after half an hour of waiting.
  const auto day = day_on_which(one_road(
      incident("theft", "soon", "middle", 8, "10 h") +
          with_keys("fight", "urgent", "middle", 10, "1 h", "cancellation: {probability: 100 %, after: 30 min}"),
      free_cars + "middle: 1}}\n"));
  CHECK(DayInFigures{day}("queue_length", "mean") == Approx(0.5 / 24));
  const auto open = open_work(day.world(), day.outcome());
  CHECK(std::accumulate(open.begin(), open.end(), std::int64_t{0}) == Milliseconds{10h + 30min}.count());
}

TEST_CASE("a cell in which everything was cancelled still says so", "[statistics]") {
  const auto day = day_on_which(
      one_road(with_keys("fight", "urgent", "west", 8, "1 h", "cancellation: {probability: 100 %, after: 5 min}"),
               free_cars + "middle: 1}}\n"));
  const Tables tables{day.world()};
  const Tally of_day = tally(tables, day.outcome());
  Cell where;
  where.at = {0, 0, -1, -1, -1};
  const auto rows = replication_rows(tables, of_day, tables.find(where).value());
  const auto cancelled = std::find_if(rows.begin(), rows.end(), [](const Estimate& row) {
    return row.measure == "cancelled" && row.statistic == "count";
  });
  REQUIRE(cancelled != rows.end());
  CHECK(cancelled->value == 1);
}

TEST_CASE("a diversion counts at the incident that lost its car", "[statistics]") {
  const auto day = day_on_which(
      one_road(incident("noise", "soon", "east", 8, "10 min") + incident("fight", "urgent", "east", 8, "10 min"),
               free_cars + "middle: 1, west: 1}}\n", "length: 1 day", "dispatch: {diversion: for urgent}\n"),
      [](const ScriptedDay& d) {
        const Milliseconds later = d.incident("fight").created - d.incident("noise").created;
        return later > 6min && later < 9min;
      });
  const DayInFigures figures{day};
  CHECK(figures("diversions", "count") == 1);
  CHECK(figures("assignments", "count") == 3);  // to the noise twice
  CHECK(figures("diversions", "share") == Approx(1.0 / 3));
  CHECK_FALSE(figures.has("interruptions", "count"));
  const Tables tables{day.world()};
  const Sums sums = tally(tables, day.outcome()).sums;
  const auto of_priority = [&](Priority priority) {
    Cell cell;
    cell.at = {-1, -1, -1, static_cast<int>(priority), -1};
    return sums.at(tables.find(cell).value(), Sum::diversions);
  };
  CHECK(of_priority(Priority::soon) == 1);
  CHECK(of_priority(Priority::urgent) == 0);
}

TEST_CASE("an interruption and an escalation count once each", "[statistics]") {
  const DayInFigures interrupted{
      day_on_which(one_road(with_keys("noise", "soon", "middle", 8, "4 h", "interruption: resume") +
                                incident("fight", "urgent", "middle", 10, "10 min"),
                            free_cars + "middle: 1}}\n", "length: 1 day", "dispatch: {preemption: for urgent}\n"))};
  CHECK(interrupted("interruptions", "count") == 1);
  CHECK(interrupted("interruptions", "share") == Approx(1.0 / 3));
  const DayInFigures escalated{day_on_which(
      one_road(with_keys("fight", "urgent", "middle", 8, "1 h", "escalation: {probability: 100 %, after: 5 min}") +
                   incident("theft", "soon", "middle", 12, "10 min"),
               free_cars + "middle: 1, west: 1}}\n"))};
  CHECK(escalated("escalations", "count") == 1);
  CHECK(escalated("escalations", "share") == 0.5);
}

TEST_CASE("overtime is what a shift lasts beyond its planned end, in hours of cars and of officers", "[statistics]") {
  // On duty from 7 to 15; the accident at 14 o'clock keeps it three hours.
  const auto day = day_on_which(one_road(
      incident("accident", "urgent", "middle", 14, "3 h"),
      "  cars: {label: Cars, crew: 2, roster: [{shift: day, from: \"07:00\", length: 8 h, cars: {middle: 1}}]}\n"));
  const double hours =
      seconds(day.incident("accident").created + 3h - (day.world().scenario.period.start + 15h)) / 3600;
  const DayInFigures figures{day};
  CHECK(hours > 2);
  CHECK(figures("overtime_h", "mean") == Approx(hours));
  CHECK(figures("overtime_officer_h", "mean") == Approx(2 * hours));
}
