#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/statistics/warm_up.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

TEST_CASE("MSER-5 cuts the way in and leaves what varies about one level", "[statistics]") {
  std::vector<double> values;
  for (int i = 0; i < 400; ++i) values.push_back((i * 7919) % 11 - 20 * std::exp(-i / 10.0));
  const std::size_t cut = mser5(values);
  CHECK(cut % 5 == 0);
  CHECK(cut >= 15);
  CHECK(cut <= 60);
  std::vector<double> level;
  for (int i = 0; i < 400; ++i) level.push_back((i * 7919) % 11);
  CHECK(mser5(level) <= 10);
  CHECK(mser5({1, 2, 3}) == 0);
}

TEST_CASE("open work is averaged over the hours in which it is open", "[statistics]") {
  World world = small_world();
  world.scenario.period.warm_up = std::chrono::hours{2};
  OutcomeWriter writer{world};
  writer.served(0, 0, 1800, 600, 1200, 3600);  // 00:30 to 02:00
  writer.served(0, 0, -3600, 0, 0, 1800);      // an hour before the period, for half an hour
  writer.lost(0, 0, 0);
  const auto open = open_work(world, writer);
  REQUIRE(open.size() == 26);
  CHECK(open[1] == 1'800'000);
  CHECK(open[2] == 1'800'000);
  CHECK(open[3] == 3'600'000);
  CHECK(open[4] == 0);
}
