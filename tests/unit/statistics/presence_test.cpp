// Where patrols were seen, derived from compact rows, against places looked up second by second.

#include <array>
#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/tally.hpp"
#include "sim/world/area_finder.hpp"
#include "tests/support/play.hpp"
#include "tests/support/scripted.hpp"
#include "tests/support/street_grid.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

std::optional<double> value(const std::vector<Estimate>& rows, const std::string& measure, const std::string& area) {
  for (const Estimate& row : rows)
    if (row.measure == measure && row.area == area && row.hour == "all" && row.group == "all" && row.type == "all" &&
        row.priority == "all" && row.statistic != "sd")
      return row.value;
  return std::nullopt;
}

std::vector<Estimate> estimates_of(const World& world, const Outcome& outcome) {
  const Tables tables{world};
  const Tally result = tally(tables, outcome);
  std::vector<Estimate> rows;
  for (std::size_t cell = 0; cell < tables.cells(); ++cell)
    for (Estimate& row : replication_rows(tables, result, cell)) rows.push_back(std::move(row));
  return rows;
}

}  // namespace

TEST_CASE("presence by area and hour is what a second-by-second look at the places gives", "[statistics]") {
  const auto world = world_of(
      street_grid(8,
                  "  cars: {label: Cars, idle: patrol own area, patrol: {points: 12, stop: 3 min, stop_as: on foot}, "
                  "always_on_duty: {a: 1, b: 1}}\n"));
  const Outcome outcome = play(*world);
  const AreaFinder areas{*world};
  const auto travel = world->travel->query();
  constexpr auto step = 1s;
  std::array<std::array<double, 2>, 3> hours{};  // by presence and area
  std::array<double, 24> passing_at{};
  for (const IdleRecord& row : outcome.idling) {
    const Tour& tour = world->idle.tours[row.tour];
    for (SimTime now = row.from + step / 2; now < row.to; now += step) {
      if (now < outcome.measured_from || now >= outcome.measured_to) continue;
      const Milliseconds offset = (row.offset + (now - row.from)) % tour.period();
      const Tour::Leg& leg = tour.legs()[tour.leg_at(offset)];
      const Place at = travel->at(leg.route, leg.on_route(offset - leg.begins));
      const bool stands = leg.presence != Presence::passing;
      const Millimetres middle{world->network.graph.edge(at.edge).length.count() / 2};
      const AreaId area = areas.at(stands ? at : Place{at.edge, middle})[0];
      hours[static_cast<std::size_t>(leg.presence)][area.index()] += 1.0 / 3600;
      if (!stands) passing_at[static_cast<std::size_t>(hour_of_day(now))] += 1.0 / 3600;
    }
  }
  const auto rows = estimates_of(*world, outcome);
  constexpr double week = 168;
  for (const auto& [area, index] : {std::pair{"west", 0U}, std::pair{"east", 1U}}) {
    CHECK(value(rows, "presence_passing", area).value() * week == Approx(hours[0][index]).epsilon(0.005));
    CHECK(value(rows, "presence_parked", area).value() == 0);
    CHECK(value(rows, "presence_on_foot", area).value() * week == Approx(hours[2][index]).epsilon(0.005));
  }
  for (const Estimate& row : rows)
    if (row.measure == "presence_passing" && row.hour == "13" && row.area == "all" && row.statistic == "mean")
      CHECK(row.value.value() * 7 == Approx(passing_at[13]).epsilon(0.01));
}

TEST_CASE("kilometres on patrol are those of the tours", "[statistics]") {
  const auto world = world_of(street_grid(
      8, "  cars: {label: Cars, idle: patrol own area, patrol: {points: 12}, always_on_duty: {a: 1, b: 1}}\n"));
  const Outcome outcome = play(*world);
  double metres_driven = 0;
  for (const IdleRecord& row : outcome.idling) {
    const Tour& tour = world->idle.tours[row.tour];
    const SimTime to = std::min(row.to, outcome.measured_to);
    if (row.from >= to) continue;
    metres_driven += metres(tour.driven(row.offset + (to - row.from))) - metres(tour.driven(row.offset));
  }
  CHECK(value(estimates_of(*world, outcome), "patrol_km", "all").value() ==
        Approx(metres_driven / 1000 / 7).epsilon(1e-6));
}

TEST_CASE("a car at a standby point is parked there from its arrival on, and its absence is a gap", "[statistics]") {
  const auto day = day_on_which(
      one_road(incident("fight", "urgent", "east", 12, "10 min"),
               "  cars: {label: Cars, idle: stand by, standby: {kiosk: {at: middle}}, always_on_duty: {west: 1}}\n"));
  const auto rows = estimates_of(day.world(), day.outcome());
  // Ten minutes to the post; ten there, ten at work and ten back for the fight.
  CHECK(value(rows, "presence_parked", "middle").value() * 24 * 60 == Approx(24 * 60 - 10 - 30));
  CHECK(value(rows, "presence_parked", "west").value() == 0);
  CHECK(value(rows, "revisit_gap_s", "middle").value() == Approx(30 * 60));
  CHECK(value(rows, "patrol_km", "all").value() == 0);
}

TEST_CASE("presence per thousand inhabitants is in unit-hours a week", "[statistics]") {
  std::string yaml =
      one_road(incident("fight", "urgent", "east", 12, "10 min"),
               "  cars: {label: Cars, idle: stand by, standby: {kiosk: {at: west}}, always_on_duty: {west: 2}}\n");
  const std::string west = "west: {name: West}";
  yaml.replace(yaml.find(west), west.size(), "west: {name: West, population: 4000}");
  const auto world = world_of(yaml, {"incidents.fight.per_day=0"});
  const auto rows = estimates_of(*world, play(*world));
  CHECK(value(rows, "presence_per_1000", "west").value() == Approx(2 * 168 / 4.0));
  CHECK_FALSE(value(rows, "presence_per_1000", "east").has_value());
}

TEST_CASE("own work has its own share of the time on duty and is in no response", "[statistics]") {
  const auto world = world_of(
      one_road("  fight: {label: Fight, priority: urgent, per_year: 0, on_scene: 5 min}\n",
               "  cars: {label: Cars, own_work: {per_idle_hour: 1, lasts: {distribution: constant, value: 20 min}}, "
               "always_on_duty: {west: 4}}\n",
               "length: 52 weeks"));
  const auto rows = estimates_of(*world, play(*world));
  // Idle an hour on average, then busy for 20 minutes: a quarter of the time; 8,736 h x 4 cars x 3/4 pieces of work,
  // whose number has a standard deviation of less than 1 %.
  CHECK(value(rows, "own_work_share", "all").value() == Approx(0.25).epsilon(0.03));
  CHECK(value(rows, "own_work", "all").value() == Approx(8736 * 4 * 0.75).epsilon(0.03));
  CHECK(value(rows, "utilisation", "all").value() == 0);
}
