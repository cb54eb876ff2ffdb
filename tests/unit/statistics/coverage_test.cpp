#include <array>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

/// A figure, its truth, and how often its interval held that.
struct Hits {
  const char* measure;
  const char* statistic;
  double truth;
  int hit = 0;
  int tried = 0;

  void note(const Estimate* row) {
    if (row == nullptr || !row->low) return;
    ++tried;
    hit += *row->low <= truth && truth <= *row->high ? 1 : 0;
  }
  void check(int runs) const {
    CHECK(tried == runs);
    const double covered = static_cast<double>(hit) / runs;
    const double error = std::sqrt(0.95 * 0.05 / runs);
    WARN("coverage: " << measure << " " << statistic << " " << 100 * covered << " %");
    CHECK(covered > 0.94 - 4 * error);
    CHECK(covered < 0.95 + 4 * error);
  }
};

}  // namespace

/// 400 runs of 20 replications. Each replication has a level of its own, uniform 0..1 (a night that is busy as a
/// whole), and 10 to 30 incidents; responses are 60 + 600 * (0.5 level + 0.5 uniform) seconds. The level is independent
/// of the number, so the mean is 360 s, and the response is symmetric and triangular: median 360 s, standard deviation
/// 600 / sqrt(24), P(response <= 300 s) = 2 * 0.4^2 = 0.32. The number has mean 20. The bound is stated beforehand: 95
/// % +- 4 standard errors of 400 tries (1.09 %), widened below by 1 % because a few groups and a skewed share make the
/// nominal level an approximation.
TEST_CASE("95 % intervals cover the truth although incidents of one night are alike", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  std::mt19937_64 engine{20190107};
  const auto uniform = [&] { return static_cast<double>(engine() >> 11) * 0x1p-53; };
  std::array<Hits, 5> all{{{"response_s", "mean", 360},
                           {"response_s", "p50", 360},
                           {"response_s", "share_within_300s", 0.32},
                           {"response_s", "sd", 600 / std::sqrt(24)},
                           {"incidents", "count", 20}}};
  for (int run = 0; run < 400; ++run) {
    Summary summary{tables, 20};
    for (int r = 0; r < 20; ++r) {
      OutcomeWriter writer{world, r};
      const double level = uniform();
      const int incidents = 10 + static_cast<int>(uniform() * 21);
      for (int i = 0; i < incidents; ++i)
        writer.served(0, 0, i * 60, 0, 60 + 600 * (0.5 * level + 0.5 * uniform()), 60);
      summary.add(tally(tables, writer));
    }
    const auto rows = estimates(summary);
    for (Hits& one : all) one.note(find(rows, one.measure, one.statistic));
  }
  for (const Hits& one : all) one.check(400);
}

/// 200 runs of 40 replications (an interval of a spread asks for 30) with 1 to 9 incidents each: mean 5 and variance
/// (9^2 - 1) / 12.
TEST_CASE("95 % intervals of numbers and of how much they swing cover the truth", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  std::mt19937_64 engine{20190108};
  std::array<Hits, 2> all{{{"incidents", "count", 5}, {"incidents", "sd", std::sqrt((9 * 9 - 1) / 12.0)}}};
  for (int run = 0; run < 200; ++run) {
    Summary summary{tables, 40};
    for (int r = 0; r < 40; ++r) {
      OutcomeWriter writer{world, r};
      const auto incidents = 1 + static_cast<int>(engine() % 9);
      for (int i = 0; i < incidents; ++i) writer.served(0, 0, i * 60, 0, 300, 60);
      summary.add(tally(tables, writer));
    }
    const auto rows = estimates(summary);
    for (Hits& one : all) one.note(find(rows, one.measure, one.statistic));
  }
  for (const Hits& one : all) one.check(200);
}
