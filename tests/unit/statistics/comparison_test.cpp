#include <limits>

#include <catch2/catch.hpp>

#include "analysis/statistics/comparison.hpp"
#include "sim/base/problem.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

constexpr std::size_t robbery = 0;
constexpr std::size_t theft = 2;
constexpr std::size_t naestved = 0;
constexpr std::size_t soroe = 1;

void add(Comparison& comparison, const Outcome& base, const Outcome& plan) {
  const Pairing pairing = pair_up(base, plan, comparison.types());
  comparison.add(tally(comparison.base_tables(), restricted(base, pairing.base_keeps)),
                 tally(comparison.plan_tables(), restricted(plan, pairing.plan_keeps)), pairing.incidents);
}

/// Uneven numbers that are the same in every run.
double noise(int r, int i) { return (r * 7919 + i * 104'729) % 101; }

/// Forty replications of five robberies in either municipality; `of_plan` says how much later they are answered.
template <class Change>
Comparison forty(const World& base, const World& plan, const Change& of_plan) {
  Comparison comparison{base, plan, 40};
  for (int r = 0; r < 40; ++r) {
    OutcomeWriter before{base, r};
    OutcomeWriter after{plan, r};
    for (int i = 0; i < 10; ++i) {
      const std::size_t place = i < 5 ? naestved : soroe;
      const double travel = (place == naestved ? 400 : 900) + noise(r, i);
      before.served(robbery, place, i * 600, 0, travel, 60);
      after.served(robbery, place, i * 600, 0, travel + of_plan(place, noise(i, r)), 60);
    }
    add(comparison, before, after);
  }
  return comparison;
}

const Difference& row(const std::vector<Difference>& rows, const char* measure, const char* statistic,
                      const char* type = "all", const char* area = "all") {
  const Difference* found = find(rows, measure, statistic, type, area);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("a verdict needs an interval beside 0, and no verdict is made of less than the margin", "[statistics]") {
  constexpr int smaller = -1;
  CHECK(verdict_of({-30, -10}, 5, smaller) == Verdict::better);
  CHECK(verdict_of({10, 30}, 5, smaller) == Verdict::worse);
  CHECK(verdict_of({10, 30}, 5, +1) == Verdict::better);
  CHECK(verdict_of({10, 30}, 5, 0) == Verdict::higher);
  CHECK(verdict_of({-30, -10}, 5, 0) == Verdict::lower);
  CHECK(verdict_of({1, 4}, 5, smaller) == Verdict::no_different);
  CHECK(verdict_of({-3, 12}, 5, smaller) == Verdict::undecided);
  // Half as wide would do for 10 +- 20; 1 +- 20 must get inside the margin of 5.
  CHECK(*replications_needed(10, {-10, 30}, 5, 20) == 80);
  CHECK(*replications_needed(1, {-19, 21}, 5, 20) == 500);
}

TEST_CASE("differences are those of the same incidents, and pairs show what unpaired runs would hide", "[statistics]") {
  const World base = small_world();
  const World plan = small_world();
  const auto comparison =
      forty(base, plan, [](std::size_t place, double n) { return place == soroe ? -60 - n / 10 : 0; });
  const auto rows = differences(comparison);
  const Difference& kreds = row(rows, "response_s", "mean");
  CHECK(*kreds.difference == Approx(-32.5).margin(0.2));
  CHECK(kreds.verdict == Verdict::better);
  CHECK(*kreds.variance_ratio > 100);
  CHECK(*kreds.at_least == *kreds.difference);
  const Difference& there = row(rows, "response_s", "mean", "all", "soroe");
  CHECK(there.family == 2);
  CHECK(there.verdict == Verdict::better);
  const Difference& here = row(rows, "response_s", "mean", "all", "naestved");
  CHECK(here.verdict == Verdict::identical);
  CHECK_FALSE(here.low);
  CHECK(row(rows, "response_s", "share_within_600s").verdict == Verdict::identical);
  CHECK(row(rows, "incidents", "count").verdict == Verdict::identical);
  const Gains& gains = comparison.pairs().gains(0);
  CHECK(gains.answered == 400);
  CHECK(gains.gained == 200);
  CHECK(gains.lost == 0);
  CHECK(comparison.pairs().points()[soroe].gained == 200);
  // The slowest municipality got faster: the gap is really smaller.
  CHECK(row(rows, "response_s", "gap_of_municipalities").verdict == Verdict::better);
}

TEST_CASE("a gap is not better if only the fastest got slower", "[statistics]") {
  const World base = small_world();
  const World plan = small_world();
  const auto rows =
      differences(forty(base, plan, [](std::size_t place, double n) { return place == naestved ? 100 + n / 10 : 0; }));
  const Difference& gap = row(rows, "response_s", "gap_of_municipalities");
  CHECK(*gap.difference == Approx(-105).margin(0.5));
  CHECK(gap.verdict == Verdict::mixed);
  CHECK(gap.note == "slowest identical, fastest worse");
  CHECK(row(rows, "response_s", "fastest_municipality").note == "naestved");
}

TEST_CASE("an unanswered incident is outside every target, leaves times open, and nothing is better with it",
          "[statistics]") {
  const World base = small_world();
  const World plan = small_world();
  Comparison comparison{base, plan, 40};
  for (int r = 0; r < 40; ++r) {
    OutcomeWriter before{base, r};
    OutcomeWriter after{plan, r};
    for (int i = 0; i < 10; ++i) {
      before.served(robbery, naestved, i * 600, 0, 500 + noise(r, i), 60);
      if (i == 9)
        after.unserved(robbery, naestved, i * 600);
      else
        after.served(robbery, naestved, i * 600, 0, 400 + noise(i, r), 60);
    }
    add(comparison, before, after);
  }
  const auto rows = differences(comparison);
  const Difference& mean = row(rows, "response_s", "mean");
  CHECK(*mean.difference < -90);
  CHECK(mean.verdict == Verdict::mixed);
  CHECK(*mean.at_least < *mean.difference);
  CHECK(*mean.at_most == std::numeric_limits<double>::infinity());
  const Difference& p50 = row(rows, "response_s", "p50");
  CHECK(*p50.at_least < *p50.difference);
  CHECK(*p50.at_most > *p50.difference);
  CHECK(*p50.at_most < 0);  // one in ten without an answer cannot hide that the median fell
  CHECK(*row(rows, "response_s", "p95").at_most == std::numeric_limits<double>::infinity());
  CHECK(*row(rows, "response_s", "share_within_600s").plan <= 0.9);
  CHECK(row(rows, "unserved", "share").difference == Approx(0.1));
  CHECK(comparison.pairs().gains(0).base_only == 40);
}

TEST_CASE("incidents of one plan alone are not compared, and are seen as a change of mix", "[statistics]") {
  const World base = small_world();
  const World plan = small_world();
  Comparison comparison{base, plan, 40};
  for (int r = 0; r < 40; ++r) {
    OutcomeWriter before{base, r};
    OutcomeWriter after{plan, r};
    for (int i = 0; i < 6; ++i) {
      before.served(robbery, naestved, i * 600, 0, 500 + noise(r, i), 60);
      after.served(robbery, naestved, i * 600, 0, 500 + noise(r, i), 60);
    }
    for (int i = 6; i < 12; ++i) after.served(theft, soroe, i * 600, 0, 1000 + noise(r, i), 60);
    add(comparison, before, after);
  }
  CHECK(comparison.pairs().only_in_plan() == 240);
  CHECK(comparison.pairs().only_in_base() == 0);
  const auto rows = differences(comparison);
  CHECK(row(rows, "response_s", "mean").verdict == Verdict::identical);
  const Difference& received = row(rows, "response_s", "mean_of_all_received");
  const Difference& within = row(rows, "response_s", "change_within");
  const Difference& mix = row(rows, "response_s", "change_of_mix");
  CHECK(*received.difference > 200);
  CHECK(*within.difference == Approx(0).margin(1e-9));
  CHECK(*within.difference + *mix.difference == Approx(*received.difference));
}

TEST_CASE("worlds that differ in what a pair must share are refused with the reason", "[statistics]") {
  const World base = small_world();
  const auto refusal = [&](const auto& change) {
    World plan = small_world();
    plan.scenario.files = {"plan.yaml"};
    change(plan);
    try {
      const Comparison comparison{base, plan, 20};
    } catch (const InputError& error) {
      return std::string{error.what()};
    }
    return std::string{"no error"};
  };
  using Catch::Contains;
  CHECK(refusal([](World& plan) { plan.scenario.seed = 7; }) ==
        "plan.yaml: cannot be compared with test.yaml: its seed is 7, not 1 (both must meet the same incidents: remove "
        "the key from the plan, or give --seed)");
  CHECK_THAT(refusal([](World& plan) { plan.scenario.period.length *= 2; }), Contains("period has another length"));
  CHECK_THAT(refusal([](World& plan) { plan.scenario.period.warm_up += std::chrono::hours{1}; }), Contains("warms up"));
  CHECK_THAT(refusal([](World& plan) { plan.district.areas[AreaId{0}].key = "koege"; }),
             Contains("area `naestved` is not in plan.yaml"));
  CHECK_THAT(refusal([](World& plan) { plan.district.points.push_back({}); }), Contains("another district"));
  CHECK_THAT(refusal([](World& plan) { plan.demand.types[TypeId{0}].key = "theft_of_cows"; }),
             Contains("incident type `robbery` is not in plan.yaml"));
  CHECK_THAT(refusal([](World& plan) { plan.demand.types[TypeId{0}].published = false; }), Contains("published"));
  CHECK(refusal([](World& plan) { plan.force.groups.push_back({"dog", {}, 1, {}}); }) == "no error");
}

TEST_CASE("a plan that answers sooner but puts off more planned work is mixed", "[statistics]") {
  const auto world_with_visits = [] {
    World world = small_world();
    const TypeId visit = world.demand.types.push_back(world.demand.types[TypeId{theft}]);
    world.demand.types[visit].key = "visit";
    world.demand.types[visit].planned = true;
    world.planned.push_back({visit});
    return world;
  };
  const World base = world_with_visits();
  const World plan = world_with_visits();
  Comparison comparison{base, plan, 40};
  const auto day = [&](const World& world, int r, double sooner, int dropped) {
    OutcomeWriter day{world, r};
    for (int i = 0; i < 10; ++i) day.served(robbery, naestved, i * 600, 0, 400 + noise(r, i) - sooner, 60);
    for (int i = 0; i < 20; ++i) {
      day.unserved(3, naestved, 3'600);
      Outcome& outcome = day.outcome();
      IncidentRecord& incident = outcome.incidents.back();
      incident.measured = false;
      incident.planned = static_cast<std::uint32_t>(outcome.planned.size());
      if (i >= dropped) incident.first_arrival = incident.created;
      PlannedRecord task;
      task.incident = static_cast<std::uint32_t>(outcome.incidents.size() - 1);
      task.arose = incident.created;
      task.deadline = incident.created + std::chrono::hours{2};
      task.measured = true;
      task.dropped = i < dropped;
      outcome.planned.push_back(task);
    }
    return day;
  };
  for (int r = 0; r < 40; ++r) add(comparison, day(base, r, 0, r % 2), day(plan, r, 60, 3 + r % 2));
  const auto rows = differences(comparison);
  const Difference& kreds = row(rows, "response_s", "mean");
  CHECK(*kreds.difference == Approx(-60));
  CHECK(kreds.verdict == Verdict::mixed);
  CHECK(kreds.note == "more planned work put off");
  CHECK(row(rows, "tasks_dropped", "share").verdict == Verdict::worse);
}

TEST_CASE("officers and kroner for each further incident in time are those of the posts that a plan has more",
          "[statistics]") {
  World base = small_world();
  World plan = small_world();
  base.scenario.costs.officer_year = 575'000;
  const auto staffed = [](World& world, int cars) {
    scenario::GroupStaffing& staffing = world.force.staffing.emplace_back();
    staffing.group = "response";
    staffing.officers.emplace().value = 12.0 * cars;
    for (int car = 0; car < cars; ++car) {
      scenario::Post& post = staffing.posts.emplace_back();
      post.name = "naestved car " + std::to_string(car + 1);
      post.station = "naestved";
      post.always_on = true;
    }
  };
  staffed(base, 1);
  staffed(plan, 2);
  // 400 to 500 s and 900 to 1,000 s become 400 s and 600 s sooner for one robbery in two: in time is within ten
  // minutes.
  const auto comparison =
      forty(base, plan, [](std::size_t place, double n) { return place == soroe && n < 50 ? -600 : 0; });
  const auto rows = differences(comparison);
  const Difference& in_time = row(rows, "in_time", "count");
  REQUIRE(*in_time.low > 0);
  const Difference& hours = row(rows, "in_time", "officer_hours_each");
  const double a_year = *in_time.difference * 365.25;  // the period is a day
  CHECK(*hours.difference == Approx(2 * 8760 / a_year));
  CHECK(*hours.low == Approx(2 * 8760 / (*in_time.high * 365.25)));
  CHECK(*row(rows, "in_time", "kroner_each").difference == Approx(12 * 575'000 / a_year));
  // The same officers: nothing to divide.
  World moved = small_world();
  staffed(moved, 1);
  const auto free = differences(forty(base, moved, [](std::size_t, double) { return -600; }));
  CHECK(find(free, "in_time", "kroner_each") == nullptr);
  // As many but for how they were rounded where they were written: nothing to divide either.
  moved.force.staffing[0].officers->value = 12.004;
  const auto rounded = differences(forty(base, moved, [](std::size_t, double) { return -600; }));
  CHECK(find(rounded, "in_time", "kroner_each") == nullptr);
}
