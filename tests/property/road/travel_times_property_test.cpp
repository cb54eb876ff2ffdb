#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <sstream>
#include <string>
#include <type_traits>

#include <catch2/catch.hpp>

#include "sim/road/label_travel_times.hpp"
#include "tests/support/random_network.hpp"

using namespace kredsim;
using test::Dice;
using test::random_place;
using test::RoadSketch;

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

/// The oracle and an index to hold against it, and what they disagree on first.
struct Trial {
  Trial(const RoadGraph& g, const Profiles& profiles, const TravelTimes& subject)
      : graph{g},
        oracle_index{make_dijkstra_travel_times(g, profiles)},
        oracle{oracle_index->query()},
        kernel{subject.query()} {}

  /// Notes `what` unless something was wrong before. @return whether the two are equal.
  template <class Value>
  bool same(const char* what, const Value& mine, const Value& expected) {
    if (mine == expected) return true;
    if (!wrong.empty()) return false;
    std::ostringstream out;
    out << what;
    if constexpr (std::is_integral_v<Value>) out << ' ' << mine << " instead of " << expected;
    out << ", " << asked.str();
    wrong = out.str();
    return false;
  }

  const RoadGraph& graph;
  std::unique_ptr<TravelTimes> oracle_index;
  std::unique_ptr<TravelTimes::Query> oracle;
  std::unique_ptr<TravelTimes::Query> kernel;
  std::ostringstream asked;  ///< the question
  std::string wrong;
  std::size_t pairs = 0;  ///< whose times were compared
};

void compare_times(Trial& trial, Dice& dice, ProfileId profile) {
  std::vector<Place> from;
  for (std::size_t i = dice.roll(100); i > 0; --i) from.push_back(random_place(dice, trial.graph));
  const Place to = random_place(dice, trial.graph);
  std::vector<Milliseconds> expected(from.size());
  std::vector<Milliseconds> times(from.size());
  trial.oracle->times(from, to, profile, expected);
  trial.kernel->times(from, to, profile, times);
  trial.pairs += from.size();
  for (std::size_t i = 0; i < from.size(); ++i) {
    trial.asked.str("");
    trial.asked << told(from[i]) << " to " << told(to) << ", profile " << profile.index();
    if (!trial.same("time", times[i].count(), expected[i].count())) return;
  }
}

void compare_route(Trial& trial, Dice& dice, ProfileId profile) {
  const Place from = random_place(dice, trial.graph);
  const Place to = random_place(dice, trial.graph);
  trial.asked.str("");
  trial.asked << "on the way " << told(from) << " to " << told(to) << ", profile " << profile.index();
  Route expected;
  Route route;
  const bool found = trial.oracle->route(from, to, profile, expected);
  if (!trial.same("way found", trial.kernel->route(from, to, profile, route), found) || !found) return;
  trial.same("duration", route.duration.count(), expected.duration.count());
  trial.same("length", route.length.count(), expected.length.count());
  std::vector<Stretch> expected_stretches;
  std::vector<Stretch> stretches;
  trial.oracle->unpack(expected, expected_stretches);
  trial.kernel->unpack(route, stretches);
  trial.same("other roads", stretches, expected_stretches);
  Millimetres sum;
  for (const Stretch& s : stretches) sum += std::max(s.begin, s.end) - std::min(s.begin, s.end);
  trial.same("sum of lengths", sum.count(), route.length.count());
  for (int i = 0; i < 4; ++i) {
    const Milliseconds elapsed{
        static_cast<std::int64_t>(dice.roll(static_cast<std::size_t>(route.duration.count()) + 3)) - 1};
    const Place here = trial.kernel->at(route, elapsed);
    trial.same("another place", here, trial.oracle->at(expected, elapsed));
    Milliseconds passed{0};
    trial.oracle->times({&from, 1}, here, profile, {&passed, 1});
    trial.same("a place that cannot be reached so soon", passed > std::max(elapsed, Milliseconds{0}), false);
  }
}

void compare_nearest(Trial& trial, Dice& dice, ProfileId profile) {
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
    trial.asked.str("");
    trial.asked << "of a unit on " << told(from) << " to " << told(to) << ", profile " << driving.index();
    if (!trial.same("way found", trial.kernel->route(from, to, driving, routes[i]), true)) return;
    const SimTime departed{Milliseconds{dice.roll(60'000)}};
    expected_units[i] = {&expected_routes[i], departed};
    at[i] = {&routes[i], departed};
    if (dice.one_in(20)) expected_units[i] = at[i] = {};
  }
  const Place to = random_place(dice, trial.graph);
  trial.asked.str("");
  trial.asked << "nearest of " << units << " units to " << told(to) << ", profile " << profile.index() << " at "
              << now.time_since_epoch().count();
  std::vector<TravelTimes::Nearest> expected(1 + dice.roll(4));
  std::vector<TravelTimes::Nearest> first(expected.size());
  const std::size_t count = trial.oracle->first(expected_units, to, profile, now, expected);
  if (!trial.same("units", trial.kernel->first(at, to, profile, now, first), count)) return;
  for (std::size_t i = 0; i < count; ++i) {
    trial.same("time", first[i].time.count(), expected[i].time.count());
    trial.same("unit", first[i].index, expected[i].index);
  }
}

/// Asked for together they are what they are one by one.
void compare_routes(Trial& trial, Dice& dice, ProfileId profile) {
  std::vector<Route> together(dice.roll(10));
  for (Route& route : together) {
    route.from = random_place(dice, trial.graph);
    route.to = dice.one_in(10) ? route.from : random_place(dice, trial.graph);
    route.profile = dice.one_in(4) ? ProfileId{dice.roll(2)} : profile;
  }
  std::vector<Route> alone = together;
  trial.kernel->routes(together);
  std::vector<Stretch> stretches;
  std::vector<Stretch> expected_stretches;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    trial.asked.str("");
    trial.asked << "number " << i << " of " << alone.size() << ": " << told(alone[i].from) << " to "
                << told(alone[i].to) << ", profile " << alone[i].profile.index();
    const bool found = trial.oracle->route(alone[i].from, alone[i].to, alone[i].profile, alone[i]);
    if (!trial.same("way found", together[i].duration != unreachable, found)) return;
    if (!found) continue;
    trial.same("duration", together[i].duration.count(), alone[i].duration.count());
    trial.same("length", together[i].length.count(), alone[i].length.count());
    if (!trial.same("roads unknown", together[i].roads_unknown(), false)) return;
    trial.oracle->unpack(alone[i], expected_stretches);
    trial.kernel->unpack(together[i], stretches);
    trial.same("other roads", stretches, expected_stretches);
  }
}

/// Asks the same random questions whenever it is called with the same dice.
template <class Index>
Trial tried(const RoadGraph& graph, Dice dice, Index index) {
  const Profiles profiles = random_profiles(dice);
  const auto subject = index(graph, profiles, dice);
  Trial trial{graph, profiles, *subject};
  for (int i = 0; i < 8; ++i)
    for (const auto compare : {compare_times, compare_route, compare_nearest, compare_routes}) {
      compare(trial, dice, ProfileId{dice.roll(2)});
      if (!trial.wrong.empty()) return trial;
    }
  return trial;
}

/// Smaller networks come first, and the first one that fails is shrunk until every link of it is needed.
template <class Index>
void on_many_networks(Index index) {
  std::size_t pairs = 0;
  for (std::uint64_t round = 0; round < rounds(); ++round) {
    for (std::size_t shape = 0; shape < test::shapes; ++shape) {
      Dice dice{1000 * round + shape};
      const std::size_t nodes = 1 + 3 * round + dice.roll(3);
      const RoadSketch roads = test::random_roads(dice, static_cast<test::Shape>(shape), nodes);
      const auto wrong = [&](const RoadSketch& some) { return tried(some.build(), dice, index).wrong; };
      const RoadGraph graph = roads.build();
      const Trial trial = tried(graph, dice, index);
      pairs += trial.pairs;
      if (trial.wrong.empty()) continue;
      const RoadSketch least = test::shrunk(roads, [&](const RoadSketch& some) { return !wrong(some).empty(); });
      FAIL("round " << round << ", shape " << shape << ", " << graph.node_count() << " nodes: " << trial.wrong
                    << "\nshrunk to " << least.links.size() << " links: " << wrong(least) << '\n'
                    << least.told());
    }
  }
  if (rounds() >= 60) CHECK(pairs >= 100'000);
}

}  // namespace

TEST_CASE("labels answer every question as Dijkstra does, 100,000 pairs on random networks", "[road][property]") {
  on_many_networks(
      [](const RoadGraph& graph, const Profiles& profiles, Dice&) { return make_label_travel_times(graph, profiles); });
}

TEST_CASE("the order of contraction changes no answer, nor does the scan", "[road][property]") {
  on_many_networks([](const RoadGraph& graph, const Profiles& profiles, Dice& dice) {
    const auto order = random_order(dice, graph.node_count());
    const LabelScan scan = dice.one_in(2) ? label_scan() : portable_label_scan();
    return make_label_travel_times(graph, profiles, order, scan);
  });
}

TEST_CASE("a network that fails is shrunk to the links that it needs to fail", "[road][property]") {
  // Say that whatever has a one-way road and a road of no length fails: two links of hundreds are enough.
  const auto fails = [](const RoadSketch& roads) {
    const auto any = [&](auto is) { return std::any_of(roads.links.begin(), roads.links.end(), is); };
    return any([](const RoadSketch::Link& link) { return link.backward == Access::closed; }) &&
           any([](const RoadSketch::Link& link) { return link.piece.length == Millimetres{0}; });
  };
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Dice dice{seed};
    const RoadSketch roads = test::random_roads(dice, test::Shape::tangle, 150);
    REQUIRE(fails(roads));
    const RoadSketch least = test::shrunk(roads, fails);
    CHECK(fails(least));
    CHECK(least.links.size() <= 2);
    CHECK_FALSE(least.told().empty());
  }
}
