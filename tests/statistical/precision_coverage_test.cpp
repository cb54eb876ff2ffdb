// Runs that go on until a figure is precise enough: how often the interval at which they stop holds the truth.

#include <catch2/catch.hpp>

#include "analysis/experiment/executor.hpp"
#include "analysis/experiment/run_replications.hpp"
#include "analysis/statistics/precision.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;

namespace {

/// One whole run under a seed of its own, from look to look.
Precision precision_of_run(const World& world, const Tables& tables, const StoppingRule& rule,
                           const DispatchPolicy& dispatch, std::uint64_t seed) {
  Summary summary{tables, rule.most()};
  Precision precision;
  for (int done = 0, next = rule.first(); done < next;) {
    std::vector<std::optional<Tally>> finished(slots_for(2));
    run_replications(
        world, dispatch, {.replications = next - done, .threads = 2, .seed = seed, .first = done},
        [&](const Outcome& outcome, std::size_t slot) { finished[slot].emplace(tally(tables, outcome)); },
        [&](int, std::size_t slot) { summary.add(*finished[slot]); });
    done = next;
    precision = rule.look(summary);
    next = precision.next;
  }
  return precision;
}

}  // namespace

/// M/M/5 at 80 %: mean wait C / (5 mu - lambda) with Erlang's C = 0.5541, by its recursion. The bound was stated before
/// the test was run: 95 % +- 1.5 %, three standard errors of 2,000 tries.
TEST_CASE("a run that stops when it is precise enough holds the truth in 95 of 100", "[statistical][long]") {
  const auto world = world_of_file("tests/statistical/cases/a01.yaml",
                                   {"period.length=1 week", "period.warm_up=2 days", "replications=20",
                                    "until={measure: dispatch_wait_s, relative: 15 %, max_replications: 1000}"});
  const Tables tables{*world};
  const StoppingRule rule{tables};
  const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
  double b = 1;
  for (int k = 1; k <= 5; ++k) b = 4 * b / (k + 4 * b);
  const double expected = b / (1 - 0.8 * (1 - b)) / 2 * 3600;
  constexpr int tries = 2000;
  int held = 0;
  double replications = 0;
  for (int i = 0; i < tries; ++i) {
    const Precision precision =
        precision_of_run(*world, tables, rule, *dispatch, 9'000 + static_cast<std::uint64_t>(i));
    CHECK(precision.enough);
    held += std::abs(precision.value - expected) <= *precision.half_width ? 1 : 0;
    replications += precision.replications;
  }
  const double coverage = static_cast<double>(held) / tries;
  WARN("coverage " << 100 * coverage << " % of " << tries << " runs, " << replications / tries
                   << " replications on average");
  CHECK(coverage >= 0.935);
  CHECK(coverage <= 0.965);
}
