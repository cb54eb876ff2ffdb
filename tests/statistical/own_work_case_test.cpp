// Case A16: crews that begin work of their own keep callers waiting. The expectations are those of the Markov chain of
// (busy with calls, busy with own work, waiting), solved to 1e-12.

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/experiment/run_replications.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

struct Ratio {
  double top = 0;
  double bottom = 0;
};

double hours(SimTime from, SimTime to, const Outcome& outcome) {
  const auto inside = std::min(to, outcome.measured_to) - std::max(from, outcome.measured_from);
  return inside > 0ms ? seconds(inside) / 3600 : 0;
}

std::vector<Ratio> metrics(const Outcome& outcome) {
  Ratio waits;
  Ratio wait_min;
  Ratio calls{0, 5 * hours(outcome.measured_from, outcome.measured_to, outcome)};
  Ratio own = calls;
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured) continue;
    waits.top += incident.dispatched > incident.created ? 1 : 0;
    wait_min.top += seconds(incident.dispatched - incident.created) / 60;
    ++waits.bottom;
    ++wait_min.bottom;
  }
  for (const AssignmentRecord& job : outcome.assignments) calls.top += hours(job.dispatched, job.cleared, outcome);
  for (const OwnWorkRecord& work : outcome.own_work) own.top += hours(work.from, work.to, outcome);
  return {waits, wait_min, calls, own};
}

}  // namespace

TEST_CASE("own work that cannot be interrupted delays calls as its Markov chain says (A16)", "[statistical]") {
  const auto world = world_of_file("tests/statistical/cases/a16.yaml");
  const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
  std::vector<std::vector<Ratio>> results;
  std::vector<std::vector<Ratio>> slots(64);
  run_replications(
      *world, *dispatch, {.replications = world->scenario.replications, .threads = 2, .seed = world->scenario.seed},
      [&](const Outcome& outcome, std::size_t slot) { slots[slot] = metrics(outcome); },
      [&](int, std::size_t slot) { results.push_back(slots[slot]); });
  const std::vector<std::pair<const char*, double>> expected{{"P_wait", 0.0915159636},
                                                             {"Wq_mean_min", 0.8587448679},
                                                             {"frac_calls", 0.4},
                                                             {"frac_self_initiated", 0.0857142857}};
  for (std::size_t m = 0; m < expected.size(); ++m) {
    Ratio all;
    for (const auto& of : results) {
      all.top += of[m].top;
      all.bottom += of[m].bottom;
    }
    // Delta method: the deviations of the numerators from what the common ratio says.
    double squares = 0;
    for (const auto& of : results) squares += std::pow(of[m].top - all.top / all.bottom * of[m].bottom, 2);
    const double n = static_cast<double>(results.size());
    const double error = std::sqrt(squares * n / (n - 1)) / all.bottom;
    const double t = (all.top / all.bottom - expected[m].second) / error;
    WARN(expected[m].first << ": expected " << expected[m].second << ", simulated " << all.top / all.bottom
                           << " (standard error " << error << ")");
    CHECK(std::fabs(t) < 3.24);  // two-sided 1 % over four metrics (Bonferroni), Student's t with 39 degrees of freedom
  }
}
