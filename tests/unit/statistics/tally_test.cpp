#include <catch2/catch.hpp>

#include "analysis/statistics/tally.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

constexpr double hour = 3600;

struct Counted {
  explicit Counted(const World& world, const Outcome& outcome) : tables{world}, sums{tally(tables, outcome).sums} {}
  /// {type, area, hour, priority, group}
  [[nodiscard]] std::size_t cell(std::array<int, axes> at, bool by_hour_of_week = false) const {
    return tables.find(Cell{at, by_hour_of_week}).value();
  }
  [[nodiscard]] std::size_t all() const { return cell({-1, -1, -1, -1, -1}); }

  Tables tables;
  Sums sums;
};

}  // namespace

TEST_CASE("an incident counts once in every table, and twice by type if its type is published", "[statistics]") {
  const World world = small_world();
  const Counted t{world, OutcomeWriter{world}.served(1, 1, 7 * hour + 5, 30, 270, 600, 1)};
  const auto incidents = [&](std::size_t cell) { return t.sums.at(cell, Sum::incidents); };
  CHECK(incidents(t.all()) == 1);
  CHECK(incidents(t.cell({1, -1, -1, -1, -1})) == 1);
  CHECK(incidents(t.cell({3, -1, -1, -1, -1})) == 1);
  CHECK(incidents(t.cell({0, -1, -1, -1, -1})) == 0);
  CHECK(incidents(t.cell({-1, 1, -1, -1, -1})) == 1);
  CHECK(incidents(t.cell({-1, 2, -1, -1, -1})) == 1);  // its beat
  CHECK(incidents(t.cell({-1, 0, -1, -1, -1})) == 0);
  CHECK(incidents(t.cell({-1, -1, 7, -1, -1})) == 1);
  CHECK(incidents(t.cell({-1, -1, 7, -1, -1}, true)) == 1);
  CHECK(incidents(t.cell({-1, -1, -1, 0, -1})) == 1);
  CHECK(incidents(t.cell({-1, -1, -1, -1, 1})) == 1);
  CHECK(incidents(t.cell({3, 1, -1, -1, -1})) == 1);
  CHECK(incidents(t.cell({-1, 1, 7, -1, -1})) == 1);
  CHECK(t.sums.total(t.all(), Measure::response_s) == 300'000);
  CHECK(t.sums.total(t.all(), Measure::dispatch_wait_s) == 30'000);
  CHECK(t.sums.total(t.all(), Measure::travel_s) == 270'000);
  CHECK(t.sums.total(t.all(), Measure::on_scene_s) == 600'000);
  CHECK(t.sums.total(t.all(), Measure::distance_m) == 1'000'000);
  CHECK(t.sums.squares(t.all(), Measure::response_s) == WideCount{90'000'000'000});
}

TEST_CASE("warm-up incidents count nowhere", "[statistics]") {
  const World world = small_world();
  const Counted t{world, OutcomeWriter{world}.served(0, 0, -100, 0, 100, 60).not_measured()};
  CHECK(t.sums.at(t.all(), Sum::incidents) == 0);
  CHECK(t.sums.at(t.all(), Sum::assignments) == 0);
  CHECK(t.sums.n(t.all(), Measure::response_s) == 0);
  CHECK(t.sums.n(t.all(), Measure::on_scene_s) == 0);
}

TEST_CASE("a target includes its own second, and lost and unserved incidents are outside every target",
          "[statistics]") {
  const World world = small_world();
  const Counted t{world, OutcomeWriter{world}
                             .served(0, 0, 0, 0, 300, 60)
                             .served(0, 0, 1, 0, 300.001, 60)
                             .served(0, 0, 2, 0, 600, 60)
                             .lost(0, 0, 3)
                             .unserved(0, 0, 4)};
  CHECK(t.tables.targets()[0] == std::chrono::minutes{5});
  CHECK(t.sums.within(t.all(), Measure::response_s, 0) == 1);
  CHECK(t.sums.within(t.all(), Measure::response_s, 1) == 3);
  CHECK(t.sums.at(t.all(), Sum::incidents) == 5);
  CHECK(t.sums.at(t.all(), Sum::lost) == 1);
  CHECK(t.sums.at(t.all(), Sum::unserved) == 1);
  CHECK(t.sums.at(t.all(), Sum::waited) == 1);  // the unserved one
  CHECK(t.sums.n(t.all(), Measure::response_s) == 3);
}

TEST_CASE("waiting is spread over the hours of the clock and cut to the measured period", "[statistics]") {
  const World world = small_world();
  const Counted t{world, OutcomeWriter{world}
                             .served(0, 0, -600, 1200, 60, 60)  // waits from ten minutes before to ten after the start
                             .not_measured()
                             .served(0, 0, hour - 60, 180, 60, 60)
                             .unserved(2, 1, 23.5 * hour)
                             .lost(2, 1, 23.5 * hour)};
  CHECK(t.sums.at(t.all(), Sum::queue_ms) == (600 + 180 + 1800) * 1000);
  CHECK(t.sums.at(t.all(), Sum::queued) == 3);
  CHECK(t.sums.at(t.cell({-1, -1, 0, -1, -1}), Sum::queue_ms) == (600 + 60) * 1000);
  CHECK(t.sums.at(t.cell({-1, -1, 1, -1, -1}), Sum::queue_ms) == 120 * 1000);
  CHECK(t.sums.at(t.cell({-1, -1, 23, -1, -1}, true), Sum::queue_ms) == 1800 * 1000);
  CHECK(t.sums.at(t.cell({3, 0, -1, -1, -1}), Sum::queue_ms) == 780 * 1000);
  CHECK(t.sums.at(t.cell({-1, 1, 23, -1, -1}), Sum::queue_ms) == 1800 * 1000);
  CHECK(t.sums.at(t.all(), Sum::exposure_ms) == 24 * 3600 * 1000);
  CHECK(t.sums.at(t.cell({-1, 1, 23, -1, -1}), Sum::exposure_ms) == 3600 * 1000);
  CHECK(t.sums.at(t.cell({-1, -1, 30, -1, -1}, true), Sum::exposure_ms) == 0);  // Tuesday is not in the period
}

TEST_CASE("busy time and duty are split by group and hour and cut to the measured period", "[statistics]") {
  const World world = small_world();
  const Counted t{world, OutcomeWriter{world}
                             .duty(0, -hour, 8 * hour)
                             .duty(1, 7 * hour, 15 * hour)
                             .served(0, 0, 7.5 * hour, 0, 600, 3000, 0)      // busy 7:30 to 8:30
                             .served(0, 0, 23.75 * hour, 0, 600, 3000, 1)};  // busy beyond the end
  const std::size_t response = t.cell({-1, -1, -1, -1, 0});
  CHECK(t.sums.at(response, Sum::busy_ms) == 3'600'000);
  CHECK(t.sums.at(response, Sum::duty_ms) == 8 * 3'600'000);
  CHECK(t.sums.at(t.all(), Sum::busy_ms) == 3'600'000 + 900'000);
  CHECK(t.sums.at(t.all(), Sum::duty_ms) == 16 * 3'600'000);
  CHECK(t.sums.at(t.cell({-1, -1, 7, -1, -1}), Sum::busy_ms) == 1'800'000);
  CHECK(t.sums.at(t.cell({-1, -1, 7, -1, -1}), Sum::duty_ms) == 2 * 3'600'000);
  CHECK(t.sums.at(t.cell({-1, -1, 8, -1, -1}, true), Sum::busy_ms) == 1'800'000);
  // By both: at 7 the car of response is busy for half of its hour, the local one for none of it.
  CHECK(t.sums.at(t.cell({-1, -1, 7, -1, 0}), Sum::busy_ms) == 1'800'000);
  CHECK(t.sums.at(t.cell({-1, -1, 7, -1, 0}), Sum::duty_ms) == 3'600'000);
  CHECK(t.sums.at(t.cell({-1, -1, 7, -1, 1}), Sum::busy_ms) == 0);
  CHECK(t.sums.at(t.cell({-1, -1, 7, -1, 1}), Sum::duty_ms) == 3'600'000);
  CHECK(t.sums.at(t.cell({-1, -1, 10, -1, 0}), Sum::duty_ms) == 0);
}

TEST_CASE("an assignment that was never cleared keeps its unit busy until its next one or the end", "[statistics]") {
  const World world = small_world();
  OutcomeWriter writer{world};
  writer.served(0, 0, 0, 0, 600, 60).served(0, 0, 1000, 0, 600, 60);
  for (auto& assignment : writer.outcome().assignments) assignment.arrived = assignment.cleared = never;
  writer.outcome().ended = writer.outcome().measured_from + std::chrono::seconds{1500};
  const Counted t{world, writer};
  CHECK(t.sums.at(t.all(), Sum::busy_ms) == 1'500'000);
}

TEST_CASE("the order of replications changes no sum", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  const Tally a = tally(tables, OutcomeWriter{world}.served(0, 0, 0, 1, 300, 60).served(2, 1, 50, 0, 4000, 60));
  const Tally b = tally(tables, OutcomeWriter{world, 1}.served(1, 0, 0, 2, 200, 90).lost(2, 1, 60));
  Sums ab{tables}, ba{tables};
  ab.add(a.sums), ab.add(b.sums);
  ba.add(b.sums), ba.add(a.sums);
  for (std::size_t cell = 0; cell < tables.cells(); ++cell) {
    for (std::size_t i = 0; i < plain_sums; ++i)
      REQUIRE(ab.at(cell, static_cast<Sum>(i)) == ba.at(cell, static_cast<Sum>(i)));
    REQUIRE(ab.total(cell, Measure::response_s) == ba.total(cell, Measure::response_s));
    REQUIRE(ab.squares(cell, Measure::response_s) == ba.squares(cell, Measure::response_s));
  }
  for (std::size_t row = 0; row < tables.histogram_rows(); ++row)
    REQUIRE(std::ranges::equal(ab.histograms().row(row), ba.histograms().row(row)));
}
