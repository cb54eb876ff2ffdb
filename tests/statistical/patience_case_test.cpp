// Callers who hang up: the queue of call takers beside Erlang's formula with impatience (Palm 1937; M/M/c+M), whose
// chain is solved here.

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/experiment/run_replications.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;

namespace {

// 60 calls an hour for three who take 4 minutes each: more than they can answer. Callers wait 3 minutes on average.
const char* const line = R"(kredsim: 1
title: M/M/3+M, callers who hang up
period: {start: 2019-01-07, length: 400 h, warm_up: 8 h, at_end: cut}
replications: 16
seed: 1937
network: {nodes: {centre: {at: [55.23, 11.76]}}}
areas: {district: {name: District}}
stations: {base: {at: centre}}
control_centre:
  alarm_centre:
    call_takers: 3
    handling: {distribution: exponential, mean: 4 min}
    patience: {distribution: exponential, mean: 3 min}
incidents:
  call: {label: Call, priority: urgent, per_hour: 60, calls: {settled_by_telephone: 100 %}, on_scene: 1 min}
force:
  response: {label: Response, always_on_duty: {base: 1}}
)";

struct Expected {
  double waits = 0;
  double hang_up = 0;
  double mean_wait_min = 0;  ///< of all calls, until the answer or the hanging up
};

Expected chain(double per_min, double handling_min, double patience_min, int takers) {
  std::vector<double> weight{1};
  double sum = 1;
  for (int n = 1; n < 400; ++n) {
    const double out = std::min(n, takers) / handling_min + std::max(n - takers, 0) / patience_min;
    weight.push_back(weight.back() * per_min / out);
    sum += weight.back();
  }
  Expected expected;
  double queue = 0;
  for (int n = takers; n < 400; ++n) {
    expected.waits += weight[static_cast<std::size_t>(n)] / sum;
    queue += (n - takers) * weight[static_cast<std::size_t>(n)] / sum;
  }
  expected.hang_up = queue / patience_min / per_min;
  expected.mean_wait_min = queue / per_min;  // Little
  return expected;
}

struct Ratio {
  double top = 0;
  double bottom = 0;
};

std::vector<Ratio> metrics(const Outcome& outcome) {
  std::vector<Ratio> all(3);
  for (const CallRecord& call : outcome.calls) {
    if (!call.measured || call.ended == never) continue;
    const SimTime left = call.abandoned ? call.ended : call.answered;
    if (left == never) continue;
    all[0].top += left > call.rang ? 1 : 0;
    all[1].top += call.abandoned ? 1 : 0;
    all[2].top += seconds(left - call.rang) / 60;
    for (Ratio& ratio : all) ++ratio.bottom;
  }
  return all;
}

}  // namespace

TEST_CASE("callers wait and hang up as a queue with impatience does (M/M/3+M)", "[statistical]") {
  const auto world = world_of(line);
  const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
  std::vector<std::vector<Ratio>> results;
  std::vector<std::vector<Ratio>> slots(64);
  run_replications(
      *world, *dispatch, {.replications = world->scenario.replications, .threads = 2, .seed = world->scenario.seed},
      [&](const Outcome& outcome, std::size_t slot) { slots[slot] = metrics(outcome); },
      [&](int, std::size_t slot) { results.push_back(slots[slot]); });
  const Expected theory = chain(1, 4, 3, 3);
  const std::vector<std::pair<const char*, double>> expected{
      {"P_wait", theory.waits}, {"P_hang_up", theory.hang_up}, {"mean_wait_min", theory.mean_wait_min}};
  for (std::size_t m = 0; m < expected.size(); ++m) {
    Ratio all;
    for (const auto& of : results) {
      all.top += of[m].top;
      all.bottom += of[m].bottom;
    }
    double squares = 0;
    for (const auto& of : results) squares += std::pow(of[m].top - all.top / all.bottom * of[m].bottom, 2);
    const double n = static_cast<double>(results.size());
    const double error = std::sqrt(squares * n / (n - 1)) / all.bottom;
    const double t = (all.top / all.bottom - expected[m].second) / error;
    WARN(expected[m].first << ": expected " << expected[m].second << ", simulated " << all.top / all.bottom
                           << " (standard error " << error << ")");
    CHECK(std::fabs(t) <
          3.48);  // two-sided 1 % over three metrics (Bonferroni), Student's t with 15 degrees of freedom
  }
}
