#include <cmath>
#include <map>
#include <set>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/arrivals.hpp"

using namespace kredsim;
using namespace std::chrono;

namespace {

const SimTime week_start{local_days{2019y / January / 7}};

/// One type in one area with these rates by hour of the week.
World world_with_rate(double per_hour, scenario::HourProfile hours, const std::string& name = "noise") {
  World world;
  const TypeId type = world.demand.types.push_back({.key = name, .hours = hours});
  world.demand.streams.push_back({type, AreaId{0}, stable_key(name), per_hour});
  return world;
}

scenario::HourProfile level() {
  scenario::HourProfile hours;
  hours.fill(1);
  return hours;
}

std::vector<Arrival> first_days(const World& world, int number, std::uint64_t replication) {
  std::vector<Arrival> arrivals;
  Arrivals all{world, 42, replication, week_start};
  for (; all.peek().time < week_start + days{number}; all.pop()) arrivals.push_back(all.peek());
  return arrivals;
}

}  // namespace

TEST_CASE("counts have the mean and the variance of a Poisson process", "[engine]") {
  const World world = world_with_rate(3.7, level());
  const int runs = 4000;
  double sum = 0;
  double squares = 0;
  for (int run = 0; run < runs; ++run) {
    const double count = static_cast<double>(first_days(world, 1, static_cast<std::uint64_t>(run)).size());
    sum += count;
    squares += count * count;
  }
  const double mean = sum / runs;
  const double expected = 3.7 * 24;
  CHECK(std::fabs(mean - expected) < 5 * std::sqrt(expected / runs));
  // The dispersion index has a standard error of about sqrt(2 / runs).
  const double dispersion = (squares / runs - mean * mean) / mean;
  CHECK(std::fabs(dispersion - 1) < 5 * std::sqrt(2.0 / runs));
}

TEST_CASE("the rate jumps exactly on the hour and a rate of zero has no incident", "[engine]") {
  scenario::HourProfile hours{};
  for (std::size_t h = 0; h < hours.size(); ++h) hours[h] = h % 24 == 12 ? 24 : 0;
  const World world = world_with_rate(1, hours);
  double sum = 0;
  for (std::uint64_t run = 0; run < 200; ++run)
    for (const Arrival& arrival : first_days(world, 7, run)) {
      REQUIRE(hour_of_day(arrival.time) == 12);
      ++sum;
    }
  const double expected = 200 * 7 * 24;
  CHECK(std::fabs(sum - expected) < 5 * std::sqrt(expected));
}

TEST_CASE("raising a rate keeps every incident and adds some; lowering it only takes away", "[engine]") {
  const auto keys = [](double per_hour) {
    std::map<std::uint64_t, SimTime> found;
    for (const Arrival& arrival : first_days(world_with_rate(per_hour, level()), 28, 1))
      found[arrival.key] = arrival.time;
    return found;
  };
  const auto base = keys(0.9);
  const auto more = keys(1.3);
  CHECK(more.size() > base.size());
  for (const auto& [key, time] : base) {
    REQUIRE(more.contains(key));
    CHECK(more.at(key) == time);
  }
}

TEST_CASE("a further type changes no incident of another", "[engine]") {
  World world = world_with_rate(0.9, level());
  const auto before = first_days(world, 28, 1);
  const TypeId more = world.demand.types.push_back({.key = "theft", .hours = level()});
  world.demand.streams.insert(world.demand.streams.begin(), {more, AreaId{0}, stable_key("theft"), 2.0});
  std::vector<Arrival> after;
  for (const Arrival& arrival : first_days(world, 28, 1))
    if (arrival.type != more) after.push_back(arrival);
  REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(after[i].key == before[i].key);
    CHECK(after[i].time == before[i].time);
  }
}

TEST_CASE("incidents come in order of time and no two share a key", "[engine]") {
  const auto arrivals = first_days(world_with_rate(40, level()), 28, 3);
  std::set<std::uint64_t> keys;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    if (i > 0) REQUIRE(arrivals[i - 1].time <= arrivals[i].time);
    REQUIRE(keys.insert(arrivals[i].key).second);
  }
}
