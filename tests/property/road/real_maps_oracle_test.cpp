#include <algorithm>
#include <numeric>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "sim/road/dissection.hpp"
#include "sim/road/label_travel_times.hpp"
#include "sim/road/networks.hpp"
#include "tests/support/random_network.hpp"
#include "tests/support/shared.hpp"

using namespace kredsim;
using test::Dice;
using test::random_place;

namespace {

constexpr std::size_t targets = 400;  ///< one search of the oracle each
constexpr std::size_t origins = 250;
constexpr std::size_t drives = 2'000;  ///< compared edge by edge
static_assert(targets * origins >= 100'000);

/// Other than in the tests of speed, so that rounding falls otherwise; a junction costs something in one of the two.
std::array<scenario::SpeedProfile, 2> speeds() {
  std::array<scenario::SpeedProfile, 2> speeds;
  speeds[0].factor = 0.93;
  speeds[0].junction_delay = Milliseconds{1'234};
  speeds[1].factor = 1.17;
  speeds[1].by_class[static_cast<std::size_t>(RoadClass::residential)] = 0.81;
  return speeds;
}

/// The order that METIS finds when the same nodes come to it under other numbers: an entirely different hierarchy.
std::vector<std::uint32_t> another_order(const RoadGraph& graph, Dice& dice) {
  const Neighbours own{graph};
  std::vector<std::uint32_t> old_number(graph.node_count());
  std::iota(old_number.begin(), old_number.end(), 0U);
  for (std::size_t i = old_number.size(); i > 1; --i) std::swap(old_number[i - 1], old_number[dice.roll(i)]);
  std::vector<std::uint32_t> new_number(old_number.size());
  for (std::uint32_t i = 0; i < old_number.size(); ++i) new_number[old_number[i]] = i;
  Neighbours shuffled = own;
  shuffled.first.assign(1, 0);
  shuffled.heads.clear();
  for (const std::uint32_t node : old_number) {
    for (const std::uint32_t head : own.of(node)) shuffled.heads.push_back(new_number[head]);
    std::sort(shuffled.heads.begin() + shuffled.first.back(), shuffled.heads.end());
    shuffled.first.push_back(static_cast<std::uint32_t>(shuffled.heads.size()));
  }
  std::vector<std::uint32_t> order;
  for (const std::uint32_t node : dissection_order(shuffled)) order.push_back(old_number[node]);
  return order;
}

std::string told(Place from, Place to, ProfileId profile) {
  std::ostringstream out;
  out << from.edge.index() << '@' << from.along.count() << " to " << to.edge.index() << '@' << to.along.count()
      << ", profile " << profile.index();
  return out.str();
}

/// The oracle, and the kernel as it comes, with the portable scan, and over another order.
struct Answers {
  explicit Answers(const RoadGraph& graph) {
    Dice dice{7};
    indexes.push_back(make_dijkstra_travel_times(graph, speeds()));
    indexes.push_back(make_label_travel_times(graph, speeds()));
    indexes.push_back(
        make_label_travel_times(graph, speeds(), dissection_order(Neighbours{graph}), portable_label_scan()));
    indexes.push_back(make_label_travel_times(graph, speeds(), another_order(graph, dice), label_scan()));
    for (const auto& index : indexes) queries.push_back(index->query());
  }
  [[nodiscard]] TravelTimes::Query& oracle() const { return *queries[0]; }

  std::vector<std::unique_ptr<TravelTimes>> indexes;
  std::vector<std::unique_ptr<TravelTimes::Query>> queries;
};

/// @return how many pairs were compared with the oracle.
std::size_t compare_times(const RoadGraph& graph, const Answers& answers, Dice& dice) {
  std::size_t compared = 0;
  std::vector<Place> from(origins);
  std::vector<Milliseconds> expected(origins);
  std::vector<Milliseconds> times(origins);
  for (std::size_t t = 0; t < targets; ++t) {
    const ProfileId profile{t % 2};
    const Place to = random_place(dice, graph);
    for (Place& place : from) place = random_place(dice, graph);
    answers.oracle().times(from, to, profile, expected);
    for (std::size_t k = 1; k < answers.queries.size(); ++k) {
      answers.queries[k]->times(from, to, profile, times);
      if (times == expected) continue;
      for (std::size_t i = 0; i < origins; ++i) {
        INFO("kernel " << k << ", " << told(from[i], to, profile));
        CHECK(times[i].count() == expected[i].count());
      }
    }
    compared += origins;
  }
  return compared;
}

/// The same edges, lengths and places on the way. @return how many pairs have a way.
std::size_t compare_routes(const RoadGraph& graph, const Answers& answers, Dice& dice) {
  std::size_t found = 0;
  std::vector<Stretch> expected_stretches;
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < drives; ++i) {
    const ProfileId profile{i % 2};
    const Place from = random_place(dice, graph);
    const Place to = random_place(dice, graph);
    Route expected;
    const bool exists = answers.oracle().route(from, to, profile, expected);
    if (exists) answers.oracle().unpack(expected, expected_stretches);
    found += exists ? 1 : 0;
    for (std::size_t k = 1; k < answers.queries.size(); ++k) {
      INFO("kernel " << k << ", " << told(from, to, profile));
      Route route;
      REQUIRE(answers.queries[k]->route(from, to, profile, route) == exists);
      if (!exists) continue;
      answers.queries[k]->unpack(route, stretches);
      REQUIRE(route.duration.count() == expected.duration.count());
      REQUIRE(route.length.count() == expected.length.count());
      REQUIRE(stretches == expected_stretches);
      Millimetres sum;
      for (const Stretch& s : stretches) sum += std::max(s.begin, s.end) - std::min(s.begin, s.end);
      REQUIRE(sum == route.length);
      for (int quarter = 1; quarter < 4; ++quarter) {
        const Milliseconds elapsed = route.duration * quarter / 4;
        REQUIRE(answers.queries[k]->at(route, elapsed) == answers.oracle().at(expected, elapsed));
      }
    }
  }
  return found;
}

void compare_on(const std::string& extract) {
  const auto file = test::shared_data("data/roads/" + extract);
  if (!file) return;
  ImportReport report;
  const Network network = import_osm({.osm_file = file->string()}, report);
  const Answers answers{network.graph};
  Dice dice{20'19};
  CHECK(compare_times(network.graph, answers, dice) >= 100'000);
  CHECK(compare_routes(network.graph, answers, dice) > drives / 2);
}

}  // namespace

TEST_CASE("a hundred thousand drives on Bornholm take what Dijkstra says, on the same roads", "[road][long]") {
  compare_on("bornholm-highways.osm.pbf");
}

TEST_CASE("a hundred thousand drives in the centre of Copenhagen take what Dijkstra says, on the same roads",
          "[road][long]") {
  compare_on("koebenhavn-centrum-2017.osm.pbf");
}
