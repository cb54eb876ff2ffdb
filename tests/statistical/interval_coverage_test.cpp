// Every kind of interval that the program prints, by repetition on a queue whose figures theory gives: how often the
// 95 % hold the truth. The bounds are 3.2 standard errors of 150 tries from 95 %.

#include <array>
#include <string>

#include <catch2/catch.hpp>

#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/experiment/run_together.hpp"
#include "analysis/statistics/comparison.hpp"
#include "analysis/theory/erlang.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;

namespace {

constexpr int tries = 150;
constexpr int replications = 20;

/// A figure, what theory says of it, and how often its interval held that.
struct Held {
  std::string name;
  const char* measure;
  const char* statistic;
  double truth;
  int times = 0;
  int tried = 0;

  template <class Row>
  void note(const Row* row) {
    if (row == nullptr || !row->low) return;
    ++tried;
    times += *row->low <= truth && truth <= *row->high ? 1 : 0;
  }
  void check() const {
    const double coverage = static_cast<double>(times) / tries;
    WARN(name << ": " << 100 * coverage << " % of " << tried);
    CHECK(tried == tries);
    CHECK(coverage >= 0.893);
    CHECK(coverage <= 0.994);
  }
};

const std::vector<std::string> short_runs{"incidents.call.per_hour=6", "period.length=1 week", "period.warm_up=2 days",
                                          "results.targets=[10 min]"};

}  // namespace

TEST_CASE("intervals of means, shares, quantiles and ratios of M/M/5 hold Erlang's figures in 95 of 100",
          "[statistical][long]") {
  const auto world = world_of_file("tests/statistical/cases/a01.yaml", short_runs);
  const Tables tables{*world};
  const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
  const theory::ErlangQueue queue{5, 6, 0.5};
  std::array<Held, 7> all{
      {{"mean wait", "dispatch_wait_s", "mean", queue.mean_wait() * 3600},
       {"probability of waiting", "dispatch_wait_s", "share_positive", queue.share_that_waits()},
       {"share within 10 min", "response_s", "share_within_600s", 1 - queue.share_waiting_longer_than(1.0 / 6)},
       {"p90", "response_s", "p90", queue.wait_quantile(0.9) * 3600},
       {"p95", "response_s", "p95", queue.wait_quantile(0.95) * 3600},
       {"utilisation (ratio of times)", "utilisation", "mean", 0.6},
       {"queue length", "queue_length", "mean", queue.mean_queue()}}};
  for (int i = 0; i < tries; ++i) {
    Summary summary{tables, replications};
    std::vector<std::optional<Tally>> finished(slots_for(2));
    run_replications(
        *world, *dispatch, {.replications = replications, .threads = 2, .seed = 50'000 + static_cast<std::uint64_t>(i)},
        [&](const Outcome& outcome, std::size_t slot) { finished[slot].emplace(tally(tables, outcome)); },
        [&](int, std::size_t slot) { summary.add(*finished[slot]); });
    const auto rows = estimates(summary);
    for (Held& one : all) one.note(find(rows, one.measure, one.statistic));
  }
  for (const Held& one : all) one.check();
}

TEST_CASE("intervals of differences between five and six units hold Erlang's differences in 95 of 100",
          "[statistical][long]") {
  auto more = short_runs;
  more.emplace_back("force.response.always_on_duty.base=6");
  const auto base = world_of_file("tests/statistical/cases/a01.yaml", short_runs);
  const auto plan = world_of_file("tests/statistical/cases/a01.yaml", more);
  const auto dispatch = make_dispatch_policy(base->scenario.dispatch);
  const theory::ErlangQueue five{5, 6, 0.5};
  const theory::ErlangQueue six{6, 6, 0.5};
  std::array<Held, 4> all{
      {{"difference of means", "response_s", "mean", (six.mean_wait() - five.mean_wait()) * 3600},
       {"difference of shares", "response_s", "share_within_600s",
        five.share_waiting_longer_than(1.0 / 6) - six.share_waiting_longer_than(1.0 / 6)},
       {"difference of quantiles", "response_s", "p90", (six.wait_quantile(0.9) - five.wait_quantile(0.9)) * 3600},
       {"difference of ratios", "utilisation", "mean", 3.0 / 6 - 3.0 / 5}}};
  struct Pair {
    std::optional<Tally> base;
    std::optional<Tally> plan;
    std::vector<PairedIncident> incidents;
  };
  for (int i = 0; i < tries; ++i) {
    Comparison comparison{*base, *plan, replications};
    std::vector<Pair> finished(slots_for(2));
    run_together(
        {{base.get(), dispatch.get()}, {plan.get(), dispatch.get()}},
        {.replications = replications, .threads = 2, .seed = 70'000 + static_cast<std::uint64_t>(i)},
        [&](std::vector<Outcome>&& outcomes, std::size_t slot) {
          Pairing pairing = pair_up(outcomes[0], outcomes[1], comparison.types());
          finished[slot].base.emplace(tally(comparison.base_tables(), outcomes[0]));
          finished[slot].plan.emplace(tally(comparison.plan_tables(), outcomes[1]));
          finished[slot].incidents = std::move(pairing.incidents);
        },
        [&](int, std::size_t slot) {
          comparison.add(*finished[slot].base, *finished[slot].plan, finished[slot].incidents);
        });
    const auto rows = differences(comparison);
    for (Held& one : all) one.note(find(rows, one.measure, one.statistic));
  }
  for (const Held& one : all) one.check();
}
