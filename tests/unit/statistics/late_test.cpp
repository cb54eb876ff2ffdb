// Why responses were late, hours without a free car, the hours of local police, and planned tasks, on days written by
// hand.

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/latest_tasks.hpp"
#include "analysis/statistics/tally.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using namespace std::chrono_literals;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

std::optional<double> figure(const World& world, const std::vector<Outcome>& outcomes, const std::string& measure,
                             const std::string& statistic, const std::string& type = "all",
                             const std::string& area = "all") {
  const Tables tables{world};
  Summary summary{tables, static_cast<int>(outcomes.size())};
  for (const Outcome& outcome : outcomes) summary.add(tally(tables, outcome));
  const auto rows = estimates(summary);
  const Estimate* row = find(rows, measure, statistic, type, area);
  return row == nullptr ? std::nullopt : row->value;
}

}  // namespace

TEST_CASE("every late response has one cause, and the shares of the causes sum to 1", "[statistics]") {
  const World world = small_world();
  OutcomeWriter day{world};
  day.duty(0, 0, 86'400);
  day.served(0, 0, 0, 0, 60, 7'200);       // a robbery in time, that keeps the car for two hours
  day.served(0, 0, 3'600, 3'660, 60, 60);  // waits for it for an hour
  day.served(2, 0, 20'000, 0, 60, 7'200);  // a theft does the same ...
  day.served(0, 0, 20'100, 7'200, 60, 60);
  day.served(0, 1, 40'000, 0, 1'500, 60);  // far away: 25 minutes
  day.served(0, 1, 50'000, 0, 300, 3'600);
  day.outcome().incidents.back().enough_there = day.outcome().incidents.back().created + 15min;  // alone for ten
  day.unserved(0, 1, 60'000);
  const std::vector<Outcome> one{day};
  CHECK(*figure(world, one, "late", "count") == 4);
  CHECK(*figure(world, one, "late_urgent_work", "count") == 1);
  CHECK(*figure(world, one, "late_other_work", "count") == 1);
  CHECK(*figure(world, one, "late_distance", "count") == 1);
  CHECK(*figure(world, one, "late_second_unit", "count") == 1);
  CHECK(*figure(world, one, "late_distance", "share") == Approx(0.25));
  double shares = 0;
  for (const char* cause : {"control_centre", "urgent_work", "other_work", "planned_work", "desk", "held_back",
                            "shift_change", "distance", "second_unit"})
    shares += *figure(world, one, std::string{"late_"} + cause, "share");
  CHECK(shares == Approx(1));
  CHECK(*figure(world, one, "over_20_min", "count") == 4);  // the two that waited, the far one, and the unserved one
  CHECK(*figure(world, one, "over_30_min", "count") == 3);
  CHECK(*figure(world, one, "in_time", "count") == 3);  // of seven; the one that lacked a second car is one of them
  CHECK(*figure(world, one, "over_30_min", "count", "all", "soroe") == 1);
  CHECK(*figure(world, one, "late_distance", "count", "all", "soroe") == 1);

  // One by one: the longest first, of the published type alone (the robberies), each split into what its time went on.
  LatestTasks latest{world};
  latest.add(one[0]);
  REQUIRE(latest.tasks().size() == 4);
  std::string causes;
  for (const LateTask& task : latest.tasks()) {
    causes += std::string{name(task.cause)} + " ";
    CHECK(task.control_centre + task.wait + task.way == task.response);
    CHECK(world.demand.types[task.type].published);
  }
  CHECK(causes == "other_work urgent_work distance second_unit ");
  CHECK(latest.tasks()[0].response == 7'260s);
  CHECK(latest.tasks()[3].enough == 10min);
}

TEST_CASE("a late response may be for the control centre, a planned task, a report, or for cars that may not go",
          "[statistics]") {
  World world = small_world();
  const TypeId visit = world.demand.types.push_back(world.demand.types[TypeId{2}]);
  world.demand.types[visit].key = "visit";
  world.demand.types[visit].planned = true;
  OutcomeWriter day{world};
  day.duty(0, 0, 86'400);
  day.served(0, 0, 1'000, 0, 60, 60);  // taken down and read for a quarter of an hour, then there at once
  IncidentRecord& read = day.outcome().incidents.back();
  read.ready = read.created + 15min;
  read.dispatched = read.ready;
  read.first_arrival = read.ready + 60s;
  day.outcome().assignments.back().dispatched = read.dispatched;
  day.outcome().assignments.back().arrived = read.first_arrival;
  day.outcome().assignments.back().cleared = read.cleared = read.first_arrival + 60s;
  day.served(visit.index(), 0, 10'000, 0, 60, 3'600);  // the only car is at a visit for an hour ...
  day.outcome().incidents.back().measured = false;
  day.served(0, 0, 11'000, 2'700, 60, 60);  // ... and a robbery waits for 45 minutes of it
  const SimTime start = day.outcome().measured_from;
  day.outcome().activities.push_back({UnitId{0}, Activity::report, start + 30'000s, start + 33'600s});
  day.served(0, 0, 31'000, 2'600, 60, 60);  // waits until the report is written
  day.served(0, 0, 60'000, 1'800, 60, 60);  // the car was free, and kept for something else
  const std::vector<Outcome> one{day};
  CHECK(*figure(world, one, "late", "count") == 4);
  for (const char* cause : {"control_centre", "planned_work", "desk", "held_back"}) {
    INFO(cause);
    CHECK(*figure(world, one, std::string{"late_"} + cause, "count") == 1);
  }
}

TEST_CASE("of many late tasks the longest are kept, equal ones in the order of replications", "[statistics]") {
  const World world = small_world();
  LatestTasks latest{world};
  for (int replication = 0; replication < 3; ++replication) {
    OutcomeWriter day{world};
    for (int i = 0; i < 20; ++i) day.served(0, 0, i * 3'600, 0, 700 + 10 * i, 60);
    day.outcome().replication = replication;
    latest.add(day.outcome());
  }
  REQUIRE(latest.tasks().size() == LatestTasks::most);
  CHECK(latest.tasks()[0].response == 890s);
  CHECK(latest.tasks()[1].response == 890s);
  CHECK(latest.tasks()[0].replication == 0);
  CHECK(latest.tasks()[2].replication == 2);
  CHECK(latest.tasks().back().response == 810s);
}

TEST_CASE("who waited until a car came on duty waited for the change of shifts", "[statistics]") {
  const World world = small_world();
  OutcomeWriter day{world};
  day.duty(1, 0, 28'800).duty(0, 28'800, 86'400);
  day.served(0, 0, 27'000, 1'800, 60, 60, 0);  // the local car was free, but might not go
  CHECK(*figure(world, {day}, "late_shift_change", "count") == 1);
  OutcomeWriter other{world};
  other.duty(1, 0, 86'400).duty(0, 0, 86'400);
  other.served(0, 0, 27'000, 1'800, 60, 60, 0);
  CHECK(*figure(world, {other}, "late_held_back", "count") == 1);
}

TEST_CASE("hours without a free car are those in which every car on duty is busy, or none is on duty", "[statistics]") {
  World world = small_world();
  world.force.own_area = Column<UnitId, AreaId>(2);
  world.force.own_area[UnitId{0}] = AreaId{0};
  world.force.own_area[UnitId{1}] = AreaId{1};
  OutcomeWriter day{world};
  day.duty(0, 0, 72'000).duty(1, 0, 36'000);
  day.served(0, 0, 0, 0, 1'800, 5'400, 0);      // car 1 until 02:00
  day.served(0, 0, 3'600, 0, 1'800, 5'400, 1);  // car 2 from 01:00 until 03:00
  const std::vector<Outcome> one{day};
  CHECK(*figure(world, one, "no_free_car_h", "mean") == Approx(1 + 4));  // 01-02, and from 20:00
  CHECK(*figure(world, one, "no_free_car_h", "mean", "all", "naestved") == Approx(2 + 4));
  CHECK(*figure(world, one, "no_free_car_h", "mean", "all", "soroe") == Approx(2 + 14));
  // A car that never goes to incidents is no free car.
  world.force.groups[GroupId{1}].ring_fence = scenario::RingFence{scenario::RingFence::Rule::never, {}};
  CHECK(*figure(world, one, "no_free_car_h", "mean") == Approx(2 + 4));
}

TEST_CASE("local hours are planned, delivered or leaked", "[statistics]") {
  World world = small_world();
  Unit& local = world.force.units[UnitId{1}];
  local.always_on = false;
  local.from = 8h;
  local.length = 8h;
  local.weekdays.fill(true);
  world.force.groups[GroupId{1}].ring_fence = scenario::RingFence{};
  world.force.own_area = Column<UnitId, AreaId>(2);
  world.force.own_area[UnitId{1}] = AreaId{0};
  OutcomeWriter day{world};
  day.duty(1, 10 * 3'600, 16 * 3'600);             // two hours late, say: six of eight are manned
  day.served(0, 0, 11 * 3'600, 0, 600, 3'000, 1);  // an hour in its own area
  day.served(0, 1, 13 * 3'600, 0, 600, 6'600, 1);  // two hours outside
  const std::vector<Outcome> one{day};
  CHECK(*figure(world, one, "local_planned_h", "mean") == Approx(8));
  CHECK(*figure(world, one, "local_leaked_h", "mean") == Approx(3));
  CHECK(*figure(world, one, "local_leaked_outside_h", "mean") == Approx(2));
  CHECK(*figure(world, one, "local_delivered_h", "mean") == Approx(3));
  CHECK(*figure(world, one, "local_planned_h", "mean", "all", "naestved") == Approx(8));
}

TEST_CASE("planned tasks are no incidents; they are on time, put off, interrupted or dropped", "[statistics]") {
  World world = small_world();
  const TypeId visit = world.demand.types.push_back(world.demand.types[TypeId{2}]);
  world.demand.types[visit].key = "visit";
  world.demand.types[visit].planned = true;
  world.planned.push_back({visit});
  const auto task = [&](OutcomeWriter& day, double days, bool dropped) {
    PlannedRecord row;
    Outcome& outcome = day.outcome();
    row.incident = static_cast<std::uint32_t>(outcome.incidents.size() - 1);
    IncidentRecord& incident = outcome.incidents.back();
    incident.measured = false;
    incident.planned = static_cast<std::uint32_t>(outcome.planned.size());
    row.arose = incident.created;
    row.deadline = row.arose + Milliseconds{static_cast<std::int64_t>(days * 86'400'000)};
    row.measured = true;
    row.dropped = dropped;
    outcome.planned.push_back(row);
  };
  OutcomeWriter day{world};
  day.served(visit.index(), 0, 3'600, 0, 600, 60);
  task(day, 0.1, false);  // on time
  day.served(visit.index(), 0, 3'600, 8'000, 1'000, 60);
  task(day, 0.1, false);  // begun 9,000 s after it arose, at most 8,640
  day.outcome().assignments.back().how = JobEnd::interrupted;
  day.unserved(visit.index(), 0, 3'600);
  task(day, 0.1, true);
  day.unserved(visit.index(), 0, 3'600);
  task(day, 14, false);  // may still be done in time
  day.served(0, 0, 50'000, 0, 60, 60);
  const std::vector<Outcome> one{day};
  CHECK(*figure(world, one, "incidents", "count") == 1);
  CHECK(*figure(world, one, "response_s", "mean") == Approx(60));
  CHECK(*figure(world, one, "tasks", "count") == 4);
  CHECK(*figure(world, one, "tasks_on_time", "share") == Approx(1.0 / 3));
  CHECK(*figure(world, one, "tasks_dropped", "count", "visit") == 1);
  CHECK(*figure(world, one, "tasks_put_off", "count", "visit") == 1);
  CHECK(*figure(world, one, "tasks_dropped", "share") == Approx(1.0 / 3));
  CHECK(*figure(world, one, "tasks_interrupted", "count", "visit", "naestved") == 1);
  CHECK_FALSE(figure(world, one, "response_s", "mean", "visit").has_value());
}

TEST_CASE("the gap is that of the means of the slowest and the fastest municipality", "[statistics]") {
  World world = small_world();
  world.scenario.results.small_below = 30'000;
  std::vector<Outcome> days;
  for (int r = 0; r < 10; ++r) {
    OutcomeWriter day{world, r};
    for (int i = 0; i < 10; ++i) {
      day.served(0, 0, i * 600, 0, 300 + r, 60);
      day.served(0, 1, i * 600, 0, 500 + 3 * r, 60);
    }
    days.push_back(day);
  }
  CHECK(*figure(world, days, "gap_s", "mean") == Approx(200 + 2 * 4.5));
  CHECK(*figure(world, days, "slowest_s", "mean") == Approx(513.5));
  CHECK(*figure(world, days, "fastest_s", "mean") == Approx(304.5));
  CHECK(*figure(world, days, "small_s", "mean") == Approx(513.5));  // Sorø alone
  CHECK(*figure(world, days, "fixed_weights_s", "mean") == Approx((83143 * 304.5 + 29881 * 513.5) / (83143 + 29881)));
  CHECK(*figure(world, days, "gap_s", "mean", "robbery") == Approx(209));
  CHECK(*figure(world, days, "worst_tenth_s", "mean") == Approx(513.5));  // a tenth of all live in Sorø, and more
}

TEST_CASE("the worst-served tenth is the slowest areas and so much of the next one as makes up a tenth",
          "[statistics]") {
  World world = small_world();
  world.district.areas[AreaId{0}].population = 95'000;
  world.district.areas[AreaId{1}].population = 5'000;
  OutcomeWriter day{world};
  day.served(0, 0, 600, 0, 300, 60);
  day.served(0, 1, 600, 0, 500, 60);
  CHECK(*figure(world, {day}, "worst_tenth_s", "mean") == Approx((500 + 300) / 2.0));
  world.district.areas[AreaId{1}].population = 0;
  CHECK_FALSE(figure(world, {day}, "worst_tenth_s", "mean").has_value());
}

TEST_CASE("posts to which nobody came are counted in hours, where absence at short notice is known", "[statistics]") {
  World world = small_world();
  world.force.own_area = Column<UnitId, AreaId>(2);
  world.force.own_area[UnitId{0}] = AreaId{0};
  OutcomeWriter day{world};
  const SimTime start = world.scenario.period.start;
  day.outcome().empty_posts.push_back({UnitId{0}, start - 3h, start + 5h});
  day.outcome().empty_posts.push_back({UnitId{0}, start + 20h, start + 28h});
  CHECK_FALSE(figure(world, {day}, "empty_posts_h", "mean").has_value());
  world.force.groups[GroupId{0}].short_notice_absence = 0.03;
  CHECK(*figure(world, {day}, "empty_posts_h", "mean") == Approx(5 + 4));
  CHECK(*figure(world, {day}, "empty_posts_h", "mean", "all", "naestved") == Approx(9));
}

TEST_CASE("posts whose officers are lent away are counted in officers' hours, apart from absence", "[statistics]") {
  World world = small_world();
  world.force.groups[GroupId{0}].short_notice_absence = 0.03;
  OutcomeWriter day{world};
  const SimTime start = world.scenario.period.start;
  day.outcome().empty_posts.push_back({UnitId{0}, start - 3h, start + 5h, WhyEmpty::lent});
  CHECK_FALSE(figure(world, {day}, "lent_officer_h", "mean").has_value());
  world.force.units[UnitId{0}].lent.push_back({start, start + 24h, 0.5});
  CHECK(*figure(world, {day}, "lent_officer_h", "mean") == Approx(5.0 * world.force.crew(UnitId{0})));
  CHECK(*figure(world, {day}, "empty_posts_h", "mean") == Approx(0));
}
