// Help across the border where theory knows the answer: what goes to a neighbour that always has a car is what Erlang's
// loss system loses, and what a neighbour is refused is what that system loses with both streams.

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/experiment/run_replications.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;

namespace {

struct Ratio {
  double top = 0;
  double bottom = 0;
};

/// Three cars at one place, no driving, incidents that come at random and are lost when nobody goes.
std::string three_cars(double per_hour, const std::string& work, const std::string& neighbour) {
  return "kredsim: 1\nseed: 20191111\nperiod: {start: 2019-01-07, length: 4 weeks, warm_up: 2 days, at_end: cut}\n" +
         std::string{R"(network:
  nodes: {here: {at: [55.4, 11.8]}, there: {at: [55.3, 11.8], weight: 0}}
  edges: [{from: here, to: there, time: 1 min}]
stations: {here: {at: here}}
force: {cars: {always_on_duty: {here: 3}}}
dispatch: {when_all_busy: lose}
)"} +
         "incidents: {call: {priority: urgent, per_hour: " + std::to_string(per_hour) + ", on_scene: " + work +
         "}}\nneighbours: {next: {" + neighbour + "}}\n";
}

/// Of the measured incidents: the share that a neighbour's car reached, the share lost; of the requests: those refused.
std::vector<Ratio> shares(const World& world, const Outcome& outcome) {
  Ratio helped;
  Ratio lost;
  Ratio refused;
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured) continue;
    ++helped.bottom;
    ++lost.bottom;
    helped.top += incident.first_unit.valid() && world.force.is_neighbours(incident.first_unit) ? 1 : 0;
    lost.top += incident.fate == Fate::lost ? 1 : 0;
  }
  for (const RequestRecord& request : outcome.requests) {
    if (!request.measured) continue;
    ++refused.bottom;
    refused.top += request.refused ? 1 : 0;
  }
  return {helped, lost, refused};
}

/// @param expected helped, lost, refused; negative: there is none
void check(const std::string& what, const std::string& yaml, const std::vector<double>& expected) {
  const auto world = world_of(yaml);
  const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
  std::vector<std::vector<Ratio>> results;
  std::vector<std::vector<Ratio>> slots(64);
  run_replications(
      *world, *dispatch, {.replications = 40, .threads = 2, .seed = world->scenario.seed},
      [&](const Outcome& outcome, std::size_t slot) { slots[slot] = shares(*world, outcome); },
      [&](int, std::size_t slot) { results.push_back(slots[slot]); });
  for (std::size_t m = 0; m < expected.size(); ++m) {
    Ratio all;
    for (const auto& of : results) {
      all.top += of[m].top;
      all.bottom += of[m].bottom;
    }
    if (expected[m] < 0) continue;
    if (expected[m] == 0) {
      CHECK(all.top == 0);
      continue;
    }
    double squares = 0;
    for (const auto& of : results) squares += std::pow(of[m].top - all.top / all.bottom * of[m].bottom, 2);
    const double n = static_cast<double>(results.size());
    const double error = std::sqrt(squares * n / (n - 1)) / all.bottom;
    WARN(what << ", figure " << m << ": expected " << expected[m] << ", simulated " << all.top / all.bottom
              << " (standard error " << error << ")");
    // Two-sided 1 % over six figures (Bonferroni), Student's t with 39 degrees of freedom.
    CHECK(std::fabs(all.top / all.bottom - expected[m]) < 3.38 * error);
  }
}

}  // namespace

TEST_CASE("help across the border is what Erlang's loss system says", "[statistical]") {
  constexpr double lost_by_three = (8.0 / 6) / (1 + 2 + 2 + 8.0 / 6);  // Erlang B of 3 cars and 2 erlangs
  const std::string hour = "{distribution: exponential, mean: 1 h}";
  const std::string help = "helps: {cars: {here: 40}, available: ";
  check("always a car", three_cars(2, hour, help + "100 %}"), {lost_by_three, 0, -1});
  check("work of another law", three_cars(2, "{distribution: lognormal, mean: 1 h, sd: 1 h}", help + "100 %}"),
        {lost_by_three, 0, -1});
  check("every other time", three_cars(2, hour, help + "50 %}"), {lost_by_three / 2, lost_by_three / 2, -1});
  check("requests beside own calls", three_cars(1, hour, "asks: {per_day: 24, at: [{at: here}], lasts: " + hour + "}"),
        {0, lost_by_three, lost_by_three});
}
