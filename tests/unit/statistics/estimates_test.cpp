#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/statistics/estimates.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

/// `replications` with `incidents` robberies each; response of incident i in replication r is `response(r, i)` seconds.
template <class Response>
std::vector<Estimate> run(int replications, int incidents, const Response& response, std::size_t type = 0) {
  static const World world = small_world();
  static const Tables tables{world};
  Summary summary{tables, replications};
  for (int r = 0; r < replications; ++r) {
    OutcomeWriter writer{world, r};
    for (int i = 0; i < incidents; ++i) writer.served(type, 0, i * 60, 0, response(r, i), 60);
    summary.add(tally(tables, writer));
  }
  return estimates(summary);
}

}  // namespace

TEST_CASE("with equal numbers the interval of a mean is Student's interval of the replications' means",
          "[statistics]") {
  const auto rows = run(10, 4, [](int r, int i) { return 300.0 + 10 * ((r * 7) % 10) + i; });
  // Means 301.5 + 10 k, k = 0..9: sd of the means 30.2765, standard error 9.5743, t(9) = 2.2622.
  const Estimate* mean = find(rows, "response_s", "mean");
  REQUIRE(mean != nullptr);
  CHECK(*mean->value == Approx(346.5));
  CHECK(*mean->high - *mean->value == Approx(2.26215716 * 30.27650354 / std::sqrt(10.0)));
  CHECK(*mean->value - *mean->low == Approx(*mean->high - *mean->value));
  CHECK(mean->n == 40);
  CHECK(mean->replications == 10);
}

TEST_CASE("a mean is a ratio of sums, not a mean of means", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  Summary summary{tables, 2};
  summary.add(tally(tables, OutcomeWriter{world}.served(0, 0, 0, 0, 100, 60)));
  summary.add(tally(
      tables,
      OutcomeWriter{world, 1}.served(0, 0, 0, 0, 400, 60).served(0, 0, 9, 0, 400, 60).served(0, 0, 9, 0, 300, 60)));
  const auto rows = estimates(summary);
  CHECK(*find(rows, "response_s", "mean")->value == Approx(300));
  CHECK(*find(rows, "response_s", "sd")->value == Approx(std::sqrt(20000.0)));
  CHECK(*find(rows, "response_s", "share_within_300s")->value == Approx(0.5));
  CHECK(*find(rows, "response_s", "share_within_600s")->value == Approx(1));
  CHECK(*find(rows, "response_s", "p50")->value == 300);
  CHECK(*find(rows, "incidents", "count")->value == Approx(2));
  CHECK(*find(rows, "incidents", "sd")->value == Approx(std::sqrt(2.0)));
  CHECK(*find(rows, "response_s", "mean", "published", "naestved")->value == Approx(300));
  CHECK(find(rows, "response_s", "mean", "theft", "soroe") == nullptr);  // an empty cell of a table of two dimensions
  CHECK_FALSE(find(rows, "response_s", "mean", "theft")->value.has_value());  // of one dimension: there, and empty
}

TEST_CASE("too few groups, too few values or a thin tail give no interval", "[statistics]") {
  const auto spread = [](int r, int i) { return 300.0 + r + 3 * i; };
  CHECK_FALSE(find(run(7, 50, spread), "response_s", "mean")->low.has_value());
  CHECK(find(run(8, 50, spread), "response_s", "mean")->low.has_value());
  CHECK_FALSE(find(run(8, 3, spread), "response_s", "mean")->low.has_value());
  const auto rows = run(20, 10, spread);
  CHECK(find(rows, "response_s", "p90")->low.has_value());
  CHECK_FALSE(find(rows, "response_s", "p99")->low.has_value());
  CHECK(find(rows, "response_s", "p99")->value.has_value());
}

TEST_CASE("values that never vary get no interval for their mean, but shares get an honest one", "[statistics]") {
  const auto rows = run(20, 10, [](int, int) { return 240.0; });
  CHECK_FALSE(find(rows, "response_s", "mean")->low.has_value());
  CHECK(*find(rows, "response_s", "sd")->value == 0);
  const Estimate* within = find(rows, "response_s", "share_within_300s");
  CHECK(*within->value == 1);
  CHECK(*within->low == Approx(200 / (200 + 2.093024054 * 2.093024054)));
  CHECK(*within->high == 1);
  const Estimate* waiting = find(rows, "dispatch_wait_s", "share_positive");
  CHECK(*waiting->value == 0);
  CHECK(*waiting->low == 0);
  CHECK(*waiting->high > 0.01);
  CHECK(*find(rows, "response_s", "p50")->low == 240);
  CHECK(*find(rows, "response_s", "p50")->high == 240);
}

TEST_CASE("lost and unserved incidents stand beside the times that they are missing from", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  Summary summary{tables, 1};
  summary.add(tally(
      tables, OutcomeWriter{world}.served(0, 0, 0, 0, 100, 60).lost(0, 0, 5).unserved(0, 0, 6).unserved(0, 0, 7)));
  const auto rows = estimates(summary);
  CHECK(*find(rows, "response_s", "mean")->value == Approx(100));
  CHECK(find(rows, "response_s", "mean")->n == 1);
  CHECK(*find(rows, "response_s", "share_within_300s")->value == Approx(0.25));
  CHECK(find(rows, "response_s", "share_within_300s")->n == 4);
  CHECK(*find(rows, "unserved", "count")->value == 2);
  CHECK(*find(rows, "unserved", "share")->value == Approx(0.5));
  CHECK(*find(rows, "lost", "share")->value == Approx(0.25));
}

TEST_CASE("averages over time divide by time, not by incidents", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  Summary summary{tables, 1};
  summary.add(tally(tables, OutcomeWriter{world}.duty(0, 0, 12 * 3600).served(0, 0, 0, 2160, 600, 3720)));
  const auto rows = estimates(summary);
  CHECK(*find(rows, "utilisation", "mean")->value == Approx(0.1));
  CHECK(*find(rows, "units_on_duty", "mean")->value == Approx(0.5));
  CHECK(*find(rows, "queue_length", "mean")->value == Approx(2160.0 / 86400));
}

TEST_CASE("an unplanned replication is a bug that says so", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  Summary summary{tables, 2};
  CHECK_THROWS_AS(summary.add(tally(tables, OutcomeWriter{world, 2})), std::logic_error);
}

TEST_CASE("the groups of an interrupted run are as even as those of a whole one", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  Summary summary{tables, 100};
  for (int r = 0; r < 12; ++r) summary.add(tally(tables, OutcomeWriter{world, r}.served(0, 0, 0, 0, 100 + r, 60)));
  CHECK(summary.groups().size() == 20);
  CHECK(summary.groups()[0].replications() == 1);
  CHECK(summary.groups()[11].replications() == 1);
  CHECK(summary.groups()[12].replications() == 0);
  CHECK(summary.replications() == 12);
  CHECK(*find(estimates(summary), "response_s", "mean")->value == Approx(105.5));
}

TEST_CASE("replication rows repeat the statistics of one replication without intervals", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  const Tally one = tally(tables, OutcomeWriter{world, 3}.served(0, 0, 0, 0, 100, 60).served(0, 0, 1, 0, 200, 60));
  const auto rows = replication_rows(tables, one, 0);
  CHECK(*find(rows, "response_s", "mean")->value == Approx(150));
  CHECK(find(rows, "response_s", "p50") == nullptr);
  for (const Estimate& row : rows) CHECK_FALSE(row.low.has_value());
}

/// Run again by ctest with FMA and AVX2 hidden from glibc (CMakeLists.txt beside this file).
TEST_CASE("estimates and intervals have the same bits on every processor", "[statistics][bits]") {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a over the bits of every number
  const auto add = [&](const std::optional<double>& number) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(number.value_or(-1))) * 1099511628211U;
  };
  for (const Estimate& row : run(25, 40, [](int r, int i) { return 60.0 + (r * 1237 + i * 7919) % 1511 * 1.7; })) {
    add(row.value);
    add(row.low);
    add(row.high);
  }
  CHECK(hash == 2226762840367960336U);
}
