#include <cstdlib>
#include <numeric>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "sim/road/label_travel_times.hpp"
#include "tests/support/random_network.hpp"

using namespace kredsim;
using test::Dice;
using test::random_place;

namespace {

using Profiles = std::array<scenario::SpeedProfile, 2>;

/// How many networks of each shape; KREDSIM_PROPERTY_ROUNDS for the long run.
std::uint64_t rounds() {
  const char* const text = std::getenv("KREDSIM_PROPERTY_ROUNDS");
  return text != nullptr ? std::stoull(text) : 60;
}

Profiles random_profiles(Dice& dice) {
  Profiles profiles;
  if (dice.one_in(2)) profiles[1].factor = 1.3;
  if (dice.one_in(4)) profiles[1].by_class[static_cast<std::size_t>(scenario::RoadClass::primary)] = 0.7;
  if (dice.one_in(4)) profiles[0].factor = 0.9;
  for (scenario::SpeedProfile& profile : profiles)
    if (dice.one_in(3)) profile.junction_delay = Milliseconds{2 * static_cast<std::int64_t>(dice.roll(2'000))};
  return profiles;
}

std::vector<std::uint32_t> random_order(Dice& dice, std::size_t nodes) {
  std::vector<std::uint32_t> order(nodes);
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = nodes; i > 1; --i) std::swap(order[i - 1], order[dice.roll(i)]);
  return order;
}

std::string told(Place place) {
  std::ostringstream out;
  out << place.edge.index() << '@' << place.along.count();
  return out.str();
}

/// A network, the oracle and an index to hold against it.
struct Trial {
  Trial(const RoadGraph& g, const Profiles& profiles, const TravelTimes& subject)
      : graph{g},
        oracle_index{make_dijkstra_travel_times(g, profiles)},
        oracle{oracle_index->query()},
        kernel{subject.query()} {}
  const RoadGraph& graph;
  std::unique_ptr<TravelTimes> oracle_index;
  std::unique_ptr<TravelTimes::Query> oracle;
  std::unique_ptr<TravelTimes::Query> kernel;
};

void check_times(Trial& trial, Dice& dice, ProfileId profile) {
  std::vector<Place> from;
  for (std::size_t i = dice.roll(80); i > 0; --i) from.push_back(random_place(dice, trial.graph));
  const Place to = random_place(dice, trial.graph);
  std::vector<Milliseconds> expected(from.size());
  std::vector<Milliseconds> times(from.size());
  trial.oracle->times(from, to, profile, expected);
  trial.kernel->times(from, to, profile, times);
  if (times == expected) return;
  for (std::size_t i = 0; i < from.size(); ++i) {
    INFO(told(from[i]) << " to " << told(to) << ", profile " << profile.index());
    CHECK(times[i].count() == expected[i].count());
  }
}

void check_route(Trial& trial, Dice& dice, ProfileId profile) {
  const Place from = random_place(dice, trial.graph);
  const Place to = random_place(dice, trial.graph);
  INFO(told(from) << " to " << told(to) << ", profile " << profile.index());
  Route expected;
  Route route;
  const bool found = trial.oracle->route(from, to, profile, expected);
  REQUIRE(trial.kernel->route(from, to, profile, route) == found);
  if (!found) return;
  CHECK(route.duration.count() == expected.duration.count());
  CHECK(route.length.count() == expected.length.count());
  std::vector<Stretch> expected_stretches;
  std::vector<Stretch> stretches;
  trial.oracle->unpack(expected, expected_stretches);
  trial.kernel->unpack(route, stretches);
  CHECK(stretches == expected_stretches);
  Millimetres sum;
  for (const Stretch& s : stretches) sum += std::max(s.begin, s.end) - std::min(s.begin, s.end);
  CHECK(sum == route.length);
  for (int i = 0; i < 4; ++i) {
    const Milliseconds elapsed{
        static_cast<std::int64_t>(dice.roll(static_cast<std::size_t>(route.duration.count()) + 3)) - 1};
    const Place here = trial.kernel->at(route, elapsed);
    INFO("after " << elapsed.count() << " of " << route.duration.count() << ": " << told(here));
    CHECK(here == trial.oracle->at(expected, elapsed));
    Milliseconds passed{0};
    trial.oracle->times({&from, 1}, here, profile, {&passed, 1});
    CHECK(passed <= std::max(elapsed, Milliseconds{0}));
  }
}

void check_nearest(Trial& trial, Dice& dice, ProfileId profile) {
  const std::size_t units = dice.roll(12);
  std::vector<Route> expected_routes(units);
  std::vector<Route> routes(units);
  std::vector<Whereabouts> expected_units(units);
  std::vector<Whereabouts> at(units);
  const SimTime now{Milliseconds{dice.roll(60'000)}};
  for (std::size_t i = 0; i < units; ++i) {
    const Place from = random_place(dice, trial.graph);
    const ProfileId driving{dice.roll(2)};
    Place to = dice.one_in(3) ? from : random_place(dice, trial.graph);
    if (!trial.oracle->route(from, to, driving, expected_routes[i])) to = from;
    trial.oracle->route(from, to, driving, expected_routes[i]);
    trial.kernel->route(from, to, driving, routes[i]);
    const SimTime departed{Milliseconds{dice.roll(60'000)}};
    expected_units[i] = {&expected_routes[i], departed};
    at[i] = {&routes[i], departed};
    if (dice.one_in(20)) expected_units[i] = at[i] = {};
  }
  const Place to = random_place(dice, trial.graph);
  INFO(units << " units to " << told(to) << ", profile " << profile.index() << " at "
             << now.time_since_epoch().count());
  std::vector<TravelTimes::Nearest> expected(1 + dice.roll(4));
  std::vector<TravelTimes::Nearest> first(expected.size());
  const std::size_t count = trial.oracle->first(expected_units, to, profile, now, expected);
  REQUIRE(trial.kernel->first(at, to, profile, now, first) == count);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(first[i].time.count() == expected[i].time.count());
    CHECK(first[i].index == expected[i].index);
  }
}

/// Asked for together they are what they are one by one.
void check_routes(Trial& trial, Dice& dice) {
  std::vector<Route> together(dice.roll(20));
  for (Route& route : together) {
    route.from = random_place(dice, trial.graph);
    route.to = dice.one_in(10) ? route.from : random_place(dice, trial.graph);
    route.profile = ProfileId{dice.roll(2)};
  }
  std::vector<Route> alone = together;
  trial.kernel->routes(together);
  std::vector<Stretch> stretches;
  std::vector<Stretch> expected_stretches;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    INFO("number " << i << " of " << alone.size() << ": " << told(alone[i].from) << " to " << told(alone[i].to));
    REQUIRE(trial.oracle->route(alone[i].from, alone[i].to, alone[i].profile, alone[i]) ==
            (together[i].duration != unreachable));
    CHECK(together[i].duration == alone[i].duration);
    CHECK(together[i].length == alone[i].length);
    if (together[i].duration == unreachable) continue;
    CHECK_FALSE(together[i].roads_unknown());
    trial.oracle->unpack(alone[i], expected_stretches);
    trial.kernel->unpack(together[i], stretches);
    CHECK(stretches == expected_stretches);
  }
}

/// Smaller networks come first, so that the first failure is a small one.
template <class Check>
void on_many_networks(Check check) {
  for (std::uint64_t round = 0; round < rounds(); ++round) {
    for (std::size_t shape = 0; shape < test::shapes; ++shape) {
      Dice dice{1000 * round + shape};
      const std::size_t nodes = 1 + 3 * round + dice.roll(3);
      const RoadGraph graph = test::random_network(dice, static_cast<test::Shape>(shape), nodes);
      const Profiles profiles = random_profiles(dice);
      INFO("round " << round << ", shape " << shape << ", " << graph.node_count() << " nodes");
      check(graph, profiles, dice);
    }
  }
}

void check_all(const RoadGraph& graph, const Profiles& profiles, const TravelTimes& subject, Dice& dice) {
  Trial trial{graph, profiles, subject};
  for (int i = 0; i < 8; ++i) {
    const ProfileId profile{dice.roll(2)};
    check_times(trial, dice, profile);
    check_route(trial, dice, profile);
    check_nearest(trial, dice, profile);
    if (i % 4 == 0) check_routes(trial, dice);
  }
}

}  // namespace

TEST_CASE("labels answer every question as Dijkstra does", "[road][property]") {
  on_many_networks([](const RoadGraph& graph, const Profiles& profiles, Dice& dice) {
    check_all(graph, profiles, *make_label_travel_times(graph, profiles), dice);
  });
}

TEST_CASE("the order of contraction changes no answer, nor does the scan", "[road][property]") {
  on_many_networks([](const RoadGraph& graph, const Profiles& profiles, Dice& dice) {
    const auto order = random_order(dice, graph.node_count());
    const LabelScan scan = dice.one_in(2) ? label_scan() : portable_label_scan();
    check_all(graph, profiles, *make_label_travel_times(graph, profiles, order, scan), dice);
  });
}
