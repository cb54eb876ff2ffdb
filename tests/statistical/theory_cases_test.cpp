#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>

#include "analysis/experiment/run_replications.hpp"
#include "tests/support/play.hpp"

using namespace kredsim;
using namespace kredsim::test;
using namespace std::chrono_literals;

namespace {

// --- what theory says
// --------------------------------------------------------------------------------------------------

/// Erlang B by its recursion: the share lost of `a` erlangs offered to `servers`.
double erlang_b(int servers, double a) {
  double b = 1;
  for (int k = 1; k <= servers; ++k) b = a * b / (k + a * b);
  return b;
}

/// Erlang C: the share that waits.
double erlang_c(int servers, double a) {
  const double b = erlang_b(servers, a);
  return b / (1 - a / servers * (1 - b));
}

// --- what the engine did
// -----------------------------------------------------------------------------------------------

/// Sums over the measured incidents of one replication; every metric is a ratio of two of them.
struct Ratio {
  double top = 0;
  double bottom = 0;
};
using Metric = std::function<Ratio(const World&, const Outcome&)>;

struct Expectation {
  std::string name;
  double expected;
  Metric metric;
};

double minutes(Milliseconds duration) { return seconds(duration) / 60; }

using Claim = std::function<bool(const World&, const IncidentRecord&)>;
using Worth = std::function<double(const IncidentRecord&)>;

Metric mean_over(Claim of, Worth worth) {
  return [=](const World& world, const Outcome& outcome) {
    Ratio ratio;
    for (const IncidentRecord& incident : outcome.incidents) {
      if (!incident.measured || !of(world, incident)) continue;
      ratio.top += worth(incident);
      ++ratio.bottom;
    }
    return ratio;
  };
}

const Claim any = [](const World&, const IncidentRecord&) { return true; };
Claim of_type(const std::string& key) {
  return
      [=](const World& world, const IncidentRecord& incident) { return world.demand.types[incident.type].key == key; };
}
double wait_min(const IncidentRecord& incident) { return minutes(incident.dispatched - incident.created); }
Worth waits_longer_than(double limit) {
  return [=](const IncidentRecord& incident) { return wait_min(incident) > limit ? 1.0 : 0.0; };
}

double overlap_h(const Outcome& outcome, SimTime from, SimTime to) {
  const auto inside = std::min(to, outcome.measured_to) - std::max(from, outcome.measured_from);
  return inside > 0ms ? seconds(inside) / 3600 : 0;
}

/// Time average of the number waiting.
Ratio queue_length(const World&, const Outcome& outcome) {
  Ratio ratio{0, overlap_h(outcome, outcome.measured_from, outcome.measured_to)};
  for (const IncidentRecord& incident : outcome.incidents)
    ratio.top += overlap_h(outcome, incident.created, incident.dispatched);
  return ratio;
}

/// Time average of the number of busy units, as a share of `of` units.
Metric busy(double of) {
  return [=](const World&, const Outcome& outcome) {
    Ratio ratio{0, of * overlap_h(outcome, outcome.measured_from, outcome.measured_to)};
    for (const AssignmentRecord& job : outcome.assignments)
      ratio.top += overlap_h(outcome, job.dispatched, job.cleared);
    return ratio;
  };
}

// --- the rule of the suite
// -----------------------------------------------------------------------------------------------

/// Ratio of sums, its standard error by the delete-one jackknife over replications, and the two-sided Student t
/// p-value.
double p_value(const std::vector<Ratio>& by_replication, double expected, const std::string& name) {
  double top = 0;
  double bottom = 0;
  for (const Ratio& ratio : by_replication) {
    top += ratio.top;
    bottom += ratio.bottom;
  }
  const double estimate = top / bottom;
  const double n = static_cast<double>(by_replication.size());
  double squares = 0;
  double mean = 0;
  std::vector<double> left_out;
  for (const Ratio& ratio : by_replication) left_out.push_back((top - ratio.top) / (bottom - ratio.bottom));
  for (const double value : left_out) mean += value / n;
  for (const double value : left_out) squares += (value - mean) * (value - mean);
  const double error = std::sqrt((n - 1) / n * squares);
  const double t = std::fabs(estimate - expected) / error;
  const double p = 2 * boost::math::cdf(boost::math::complement(boost::math::students_t{n - 1}, t));
  WARN(name << ": expected " << expected << ", simulated " << estimate << " (standard error " << error
            << "), p = " << p);
  return p;
}

std::vector<double> p_values(const std::string& file, const std::vector<Expectation>& expectations) {
  const auto world = world_of_file("tests/statistical/cases/" + file);
  const auto dispatch = make_dispatch_policy(world->scenario.dispatch);
  std::vector<std::vector<Ratio>> results(expectations.size());
  std::vector<std::vector<Ratio>> slots(64);
  run_replications(
      *world, *dispatch, {.replications = world->scenario.replications, .threads = 2, .seed = world->scenario.seed},
      [&](const Outcome& outcome, std::size_t slot) {
        slots[slot].clear();
        for (const Expectation& expectation : expectations) slots[slot].push_back(expectation.metric(*world, outcome));
      },
      [&](int, std::size_t slot) {
        for (std::size_t i = 0; i < expectations.size(); ++i) results[i].push_back(slots[slot][i]);
      });
  std::vector<double> p;
  for (std::size_t i = 0; i < expectations.size(); ++i)
    p.push_back(p_value(results[i], expectations[i].expected, file + " " + expectations[i].name));
  return p;
}

/// Holm's step-down test: no hypothesis of the suite is rejected at this level.
bool holm_holds(std::vector<double> p, double level) {
  std::sort(p.begin(), p.end());
  return p.front() > level / static_cast<double>(p.size());
}

}  // namespace

TEST_CASE("queues, losses and priorities agree with theory (A01, A03, A09)", "[statistical]") {
  // A01: M/M/5, 8 incidents an hour, half an hour of work.
  const double a = 4;
  const double c = erlang_c(5, a);
  const double drain = 5 * 2 - 8;  // per hour
  const auto beyond = [&](double limit_min) { return c * std::exp(-drain * limit_min / 60); };
  const double p95 = std::log(c / 0.05) / drain * 60;
  std::vector<double> p = p_values("a01.yaml", {{"P_wait", c, mean_over(any, waits_longer_than(0))},
                                                {"Wq_mean_min", c / drain * 60, mean_over(any, wait_min)},
                                                {"Lq", c / drain * 8, queue_length},
                                                {"utilisation", a / 5, busy(5)},
                                                {"P_W_gt_10min", beyond(10), mean_over(any, waits_longer_than(10))},
                                                {"P_W_gt_30min", beyond(30), mean_over(any, waits_longer_than(30))},
                                                // The 95th percentile is held through the share beyond it.
                                                {"P_W_gt_p95", 0.05, mean_over(any, waits_longer_than(p95))}});
  // A03: six units, 10 an hour, lognormal work of half an hour; lost if all are busy.
  const double loss = erlang_b(6, 5);
  const auto lost = [](const IncidentRecord& incident) { return incident.fate == Fate::lost ? 1.0 : 0.0; };
  const auto more = p_values("a03.yaml", {{"P_loss", loss, mean_over(any, lost)},
                                          {"mean_busy", 5 * (1 - loss), busy(1)},
                                          {"utilisation", 5 * (1 - loss) / 6, busy(6)}});
  p.insert(p.end(), more.begin(), more.end());
  // A09: six units, 2, 5 and 4 an hour; Cobham 1954: W_k = W0 / ((1 - s_(k-1)) (1 - s_k)), W0 = C / (6 mu).
  const double waits = erlang_c(6, 5.5);
  const double w0 = waits / 12 * 60;
  const double s1 = 2.0 / 12;
  const double s2 = 7.0 / 12;
  const double s3 = 11.0 / 12;
  // The first class alone sees an M/M/6 whose queue drains at 12 - 2 an hour once all are busy.
  const auto last =
      p_values("a09.yaml",
               {{"P_wait", waits, mean_over(any, waits_longer_than(0))},
                {"Wq1_min", w0 / (1 - s1), mean_over(of_type("first"), wait_min)},
                {"Wq2_min", w0 / (1 - s1) / (1 - s2), mean_over(of_type("second"), wait_min)},
                {"Wq3_min", w0 / (1 - s2) / (1 - s3), mean_over(of_type("third"), wait_min)},
                {"Wq_all_min", waits / (12 - 11) * 60, mean_over(any, wait_min)},
                {"P_W1_gt_5min", waits * std::exp(-10 * 5.0 / 60), mean_over(of_type("first"), waits_longer_than(5))}});
  p.insert(p.end(), last.begin(), last.end());
  CHECK(holm_holds(p, 0.01));
}
