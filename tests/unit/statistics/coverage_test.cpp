#include <random>

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

/// Hits of an interval on the truth.
struct Hits {
  int hit = 0;
  int tried = 0;
  void note(const Estimate* row, double truth) {
    if (row == nullptr || !row->low) return;
    ++tried;
    hit += *row->low <= truth && truth <= *row->high ? 1 : 0;
  }
};

}  // namespace

/// 400 runs of 20 replications. Each replication has a level of its own, uniform 0..1 (a night that is busy as a
/// whole), and 10 to 30 incidents; responses are 60 + 600 * (0.5 level + 0.5 uniform) seconds. The level is independent
/// of the number, so the mean is 360 s, and the response is symmetric and triangular: median 360 s, P(response <= 300
/// s) = 2 * 0.4^2 = 0.32. The bound is stated beforehand: 95 % +- 4 standard errors of 400 tries (1.09 %), widened
/// below by 1 % because a few groups and a skewed share make the nominal level an approximation.
TEST_CASE("95 % intervals cover the truth although incidents of one night are alike", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  std::mt19937_64 engine{20190107};
  const auto uniform = [&] { return static_cast<double>(engine() >> 11) * 0x1p-53; };
  Hits mean, median, share;
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
    mean.note(find(rows, "response_s", "mean"), 360);
    median.note(find(rows, "response_s", "p50"), 360);
    share.note(find(rows, "response_s", "share_within_300s"), 0.32);
  }
  for (const Hits& hits : {mean, median, share}) {
    CHECK(hits.tried == 400);
    const double covered = static_cast<double>(hits.hit) / hits.tried;
    CAPTURE(covered);
    CHECK(covered > 0.95 - 4 * 0.0109 - 0.01);
    CHECK(covered < 0.95 + 4 * 0.0109);
  }
  WARN("coverage: mean " << mean.hit / 4.0 << " %, median " << median.hit / 4.0 << " %, share " << share.hit / 4.0
                         << " %");
}
