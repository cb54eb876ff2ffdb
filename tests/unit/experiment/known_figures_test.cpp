// What known answers are read off: rows made by hand, and that every case of theory is played.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "analysis/experiment/known_figures.hpp"
#include "analysis/theory/known_cases.hpp"
#include "sim/scenario/read.hpp"
#include "tests/support/play.hpp"
#include "tests/support/shared.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;
using scenario::KnownAnswer;
using scenario::KnownMeasure;
using scenario::KnownStatistic;

namespace {

std::unique_ptr<const World> two_units() {
  return world_of(R"(
kredsim: 1
period: {start: 2019-01-07, length: 2 days}
network:
  nodes: {a: {area: west}, b: {area: east}}
  edges: [{from: a, to: b, length: 2 km, time: 2 min}]
areas: {west: {name: West}, east: {name: East}}
stations: {s: {at: a}, t: {at: b}}
incidents:
  first: {priority: urgent, per_hour: 1, on_scene: 10 min}
  second: {priority: soon, per_hour: 1, on_scene: 10 min, interruption: resume}
force: {response: {always_on_duty: {s: 1, t: 1}}}
)");
}

/// Two days; times in minutes after their beginning.
struct Rows {
  explicit Rows(const World& world) : start{world.scenario.period.start} {
    outcome.measured_from = start;
    outcome.measured_to = start + 48h;
    outcome.ended = start + 48h;
  }
  SimTime at(double minutes) const { return start + Milliseconds{static_cast<std::int64_t>(minutes * 60'000)}; }
  IncidentRecord& incident(int type, int point, double created, double dispatched, double cleared) {
    IncidentRecord row;
    row.type = TypeId{static_cast<std::size_t>(type)};
    row.point = PointId{static_cast<std::size_t>(point)};
    row.measured = true;
    row.fate = Fate::cleared;
    row.created = row.answered = row.received = row.ready = at(created);
    row.dispatched = row.first_arrival = at(dispatched);
    row.cleared = at(cleared);
    row.cars = 1;
    return outcome.incidents.emplace_back(row);
  }
  AssignmentRecord& job(std::uint32_t incident, int unit, double from, double to, JobEnd how = JobEnd::cleared) {
    AssignmentRecord row;
    row.incident = incident;
    row.unit = UnitId{static_cast<std::size_t>(unit)};
    row.dispatched = row.arrived = at(from);
    row.ended = at(to);
    row.how = how;
    if (how == JobEnd::cleared) row.cleared = row.ended;
    return outcome.assignments.emplace_back(row);
  }
  SimTime start;
  Outcome outcome;
};

double mean(const World& world, const Rows& rows, const KnownAnswer& answer) {
  const FigureSums sums = KnownFigure{world, answer}.sums(rows.outcome);
  return sums.sum / sums.count;
}

KnownAnswer asks(KnownMeasure measure) {
  KnownAnswer answer;
  answer.measure = measure;
  switch (info(measure).unit) {
    case scenario::KnownUnit::time: answer.per = 60; break;
    case scenario::KnownUnit::length: answer.per = 1000; break;
    case scenario::KnownUnit::number: break;
  }
  return answer;
}

}  // namespace

TEST_CASE("an interrupted incident waits while nobody is with it, however often", "[experiment]") {
  const auto world = two_units();
  Rows rows{*world};
  rows.incident(1, 0, 0, 10, 60);
  rows.job(0, 0, 10, 20, JobEnd::interrupted);
  rows.job(0, 1, 35, 60);
  CHECK(mean(*world, rows, asks(KnownMeasure::wait)) == 10);
  CHECK(mean(*world, rows, asks(KnownMeasure::time_in_system)) == 60);
  CHECK(mean(*world, rows, asks(KnownMeasure::time_waiting)) == 25);
  CHECK(mean(*world, rows, asks(KnownMeasure::interruptions)) == 1);
  KnownAnswer longer = asks(KnownMeasure::wait);
  longer.longer_than = 10min;
  CHECK(mean(*world, rows, longer) == 0);
  longer.longer_than = 9min;
  CHECK(mean(*world, rows, longer) == 1);
}

TEST_CASE("the last of several units counts from the same report as the first", "[experiment]") {
  const auto world = two_units();
  Rows rows{*world};
  rows.incident(0, 0, 0, 5, 60).cars = 2;
  rows.job(0, 0, 5, 60);
  rows.job(0, 1, 12, 30);
  rows.incident(0, 0, 0, 1, 60);
  rows.job(1, 1, 31, 60);
  KnownAnswer pairs = asks(KnownMeasure::wait_of_last);
  pairs.cars = 2;
  CHECK(mean(*world, rows, pairs) == 12);
  CHECK(mean(*world, rows, asks(KnownMeasure::wait_of_last)) == (12 + 31) / 2.0);
}

TEST_CASE("a moment of the day is looked at on every day of the period", "[experiment]") {
  const auto world = two_units();
  Rows rows{*world};
  rows.incident(0, 0, 350, 365, 400);
  rows.job(0, 0, 365, 400);
  rows.incident(0, 1, 24 * 60 + 359, 24 * 60 + 359, 24 * 60 + 361);
  rows.job(1, 1, 24 * 60 + 359, 24 * 60 + 361);
  KnownAnswer queue = asks(KnownMeasure::queue_length);
  queue.at = 6h;  // minute 360: the first incident waits on the first day
  CHECK(mean(*world, rows, queue) == 0.5);
  KnownAnswer busy = asks(KnownMeasure::busy);
  busy.at = 6h;
  CHECK(mean(*world, rows, busy) == 0.5);
  busy.unit = 1;
  CHECK(mean(*world, rows, busy) == 0);
  busy.at.reset();
  CHECK(mean(*world, rows, busy) == 35 / (48 * 60.0));
  KnownAnswer system = asks(KnownMeasure::in_system);
  system.after = 6h;
  CHECK(mean(*world, rows, system) == 1);
  busy.unit = 3;
  CHECK_THROWS_AS((KnownFigure{*world, busy}), ScenarioError);
}

TEST_CASE("what is cancelled waits and is in the system until it goes away, and has no time in it", "[experiment]") {
  const auto world = two_units();
  Rows rows{*world};
  IncidentRecord& gone = rows.incident(0, 0, 60, 0, 180);
  gone.dispatched = gone.first_arrival = never;
  gone.fate = Fate::cancelled;
  CHECK(mean(*world, rows, asks(KnownMeasure::queue_length)) == 2 / 48.0);
  CHECK(mean(*world, rows, asks(KnownMeasure::in_system)) == 2 / 48.0);
  rows.incident(0, 1, 0, 0, 30);
  CHECK(mean(*world, rows, asks(KnownMeasure::time_in_system)) == 30);
}

TEST_CASE("counts are taken day by day, the days without an incident too", "[experiment]") {
  const auto world = two_units();
  Rows rows{*world};
  rows.incident(0, 0, 61, 61, 70);
  rows.incident(1, 1, 119, 119, 130);
  KnownAnswer count = asks(KnownMeasure::count);
  count.hour = 1;
  const FigureSums sums = KnownFigure{*world, count}.sums(rows.outcome);
  CHECK(sums.sum == 2);
  CHECK(sums.squares == 4);
  CHECK(sums.count == 2);
  KnownAnswer none = asks(KnownMeasure::none);
  none.hour = 1;
  CHECK(mean(*world, rows, none) == 0.5);
  count.statistic = KnownStatistic::dispersion;
  CHECK(KnownFigure{*world, count}.form() == FigureForm::dispersion);
}

TEST_CASE("who is first choice is a matter of stations", "[experiment]") {
  const auto world = two_units();
  Rows rows{*world};
  const auto& points = world->district.points;
  const int west =
      points[PointId{std::size_t{0}}].place == world->district.stations[StationId{std::size_t{0}}].place ? 0 : 1;
  rows.incident(0, west, 0, 0, 10);
  rows.job(0, 1, 0, 10).distance = Millimetres{2'000'000};
  rows.incident(0, west, 20, 20, 30);
  rows.job(1, 0, 20, 30);
  CHECK(mean(*world, rows, asks(KnownMeasure::not_first_choice)) == 0.5);
  CHECK(mean(*world, rows, asks(KnownMeasure::choice_rank)) == 1.5);
  CHECK(mean(*world, rows, asks(KnownMeasure::way)) == 1);
  CHECK(mean(*world, rows, asks(KnownMeasure::first_way)) == 2);
  KnownAnswer share = asks(KnownMeasure::dispatches);
  share.unit = 2;
  CHECK(mean(*world, rows, share) == 0.5);
}

TEST_CASE("every case of theory is played, and every figure that a run can have", "[experiment]") {
  // Functions of other figures, and the optimum of a curve.
  const std::set<std::string> not_played{
      "A01 W_p95_min", "A23 exp_peak_lag_h",           "A23 det_peak_lag_h", "G01 loglog_slope_4_64", "G01 sqrtlaw_n16",
      "H01 imbalance", "H01 travel_mean_at_w_optimal", "H01 w_optimal",      "T05 drive_mean_blocks"};
  std::set<std::string> played;
  int short_cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() / "tests/statistical/cases")) {
    const auto scenario = scenario::read(entry.path().string());
    if (!scenario.known_answers) continue;
    short_cases += scenario.known_answers->is_short ? 1 : 0;
    CHECK(scenario.replications >= 40);
    for (const KnownAnswer& answer : scenario.known_answers->figures)
      played.insert(scenario.known_answers->theory + " " + answer.figure);
  }
  CHECK(short_cases == 10);
  CHECK(theory::known_cases().size() == 29);
  for (const theory::KnownCase& known : theory::known_cases())
    for (const theory::Figure& figure : known.figures()) {
      const std::string name = known.id + " " + figure.name;
      INFO(name);
      CHECK((played.contains(name) || not_played.contains(name)));
    }
}

TEST_CASE("every measure of known answers is said in words", "[experiment]") {
  std::ifstream file{source_dir() / "docs/reference/validation.md"};
  std::stringstream text;
  text << file.rdbuf();
  for (const scenario::KnownMeasureInfo& one : scenario::known_measures()) {
    INFO(one.name);
    CHECK(text.str().find("| `" + std::string{one.name} + "` |") != std::string::npos);
  }
}
