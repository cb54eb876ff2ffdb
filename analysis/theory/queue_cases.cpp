#include <array>
#include <cmath>

#include "analysis/theory/erlang.hpp"
#include "analysis/theory/general_service.hpp"
#include "analysis/theory/known_cases.hpp"
#include "analysis/theory/priority.hpp"
#include "analysis/theory/several_units.hpp"

namespace kredsim::theory {

namespace {

using Figures = std::vector<Figure>;
/// Five units, 8 calls an hour, half an hour of work.
Figures single_queue() {
  const ErlangQueue queue{5, 8, 0.5};
  return {{"P_wait", queue.share_that_waits()},
          {"Wq_mean_min", queue.mean_wait() * minutes},
          {"Lq", queue.mean_queue()},
          {"utilisation", queue.utilisation()},
          {"P_W_gt_10min", queue.share_waiting_longer_than(10 / minutes)},
          {"P_W_gt_30min", queue.share_waiting_longer_than(30 / minutes)},
          {"W_p95_min", queue.wait_quantile(0.95) * minutes}};
}

/// Six units, 10 calls an hour, half an hour of work of any law; lost if all are busy.
Figures losses() {
  const double lost = erlang_b(6, 5);
  return {{"P_loss", lost}, {"mean_busy", 5 * (1 - lost)}, {"utilisation", 5 * (1 - lost) / 6}};
}

Figures figures_of(const QueueFigures& queue) {
  return {{"Wq_mean_min", queue.mean_wait * minutes}, {"P_wait", queue.share_that_waits}, {"Lq", queue.mean_queue}};
}

/// Four units, 6.8 calls an hour, exactly half an hour of work.
Figures constant_work() {
  Figures figures = figures_of(constant_service_queue(4, 6.8, 0.5));
  figures.push_back({"utilisation", 6.8 * 0.5 / 4});
  return figures;
}

/// Four units, 6.4 calls an hour; work of mean 30 min and coefficient of variation 2, balanced means.
Figures two_phase_work() {
  const double p = (1 + std::sqrt(3.0 / 5)) / 2;
  Figures figures = figures_of(two_phase_queue(4, 6.4, {p, 0.25 / p, 0.25 / (1 - p)}));
  figures.push_back({"utilisation", 6.4 * 0.5 / 4});
  return figures;
}

/// One unit, 1.5 calls an hour, lognormal work of mean 30 min and coefficient of variation 1.3.
Figures one_unit() { return figures_of(one_server_queue(1.5, Moments::of(0.5, 0.65))); }

/// Six units; 2, 5 and 4 calls an hour in three classes, half an hour of work, nobody interrupted.
Figures three_classes() {
  const std::array<double, 3> arrivals{2, 5, 4};
  const std::vector<double> waits = waits_in_line(6, arrivals, 0.5);
  const ErlangQueue all{6, 11, 0.5};
  // Who waits is decided by all classes; the first then sees a queue that drains at 12 - 2 an hour.
  const ErlangQueue first_alone{6, 2, 0.5};
  return {{"P_wait", all.share_that_waits()},
          {"Wq1_min", waits[0] * minutes},
          {"Wq2_min", waits[1] * minutes},
          {"Wq3_min", waits[2] * minutes},
          {"Wq_all_min", all.mean_wait() * minutes},
          {"P_W1_gt_5min", all.share_that_waits() * first_alone.share_waiting_longer_than(5 / minutes) /
                               first_alone.share_that_waits()}};
}

/// One unit; 1 call an hour of 15 min sharp before 0.9 an hour of 30 min, coefficient of variation 1.
Figures classes_of_different_work() {
  const std::array<PriorityClass, 2> classes{{{1, Moments::constant(0.25)}, {0.9, Moments::of(0.5, 0.5)}}};
  const std::vector<double> waits = waits_in_line(classes);
  return {{"Wq1_min", waits[0] * minutes}, {"Wq2_min", waits[1] * minutes}};
}

/// Three units, two classes of 2.4 calls an hour each, half an hour of work; the first takes units off the second.
Figures preemption() {
  const std::array<double, 2> arrivals{2.4, 2.4};
  const std::vector<double> waits = waits_with_preemption(3, arrivals, 0.5);
  return {{"T1_min", (waits[0] + 0.5) * minutes},
          {"T2_min", (waits[1] + 0.5) * minutes},
          {"Wq1_min", waits[0] * minutes},
          {"queue_time_total2_min", waits[1] * minutes},
          {"preemptions_per_class2_call", preemptions_per_call(3, 2.4, 2.4, 0.5)},
          {"P_class1_waits", erlang_c(3, 1.2)}};
}

/// One unit; 2 calls an hour of 10 min sharp interrupt 0.75 an hour of 40 min sharp, which go on where they were.
Figures preemption_that_resumes() {
  const std::array<PriorityClass, 2> classes{
      {{2, Moments::constant(10 / minutes)}, {0.75, Moments::constant(40 / minutes)}}};
  const std::vector<double> times = times_with_preemption(classes);
  return {{"T1_min", times[0] * minutes}, {"T2_min", times[1] * minutes}};
}

/// Five units, 4 calls an hour of half an hour; a free unit starts 20 min of its own work every other hour.
Figures own_work() {
  const WorkOfTheirOwn figures = work_of_their_own(5, 4, 0.5, 0.5, 20 / minutes);
  return {{"P_wait", figures.share_waits},
          {"Wq_mean_min", figures.mean_wait * minutes},
          {"frac_calls", figures.share_of_time_on_calls},
          {"frac_self_initiated", figures.share_of_time_on_own}};
}

/// 30 calls an hour: two call takers of 3 min, then eight units of 14 min. What leaves the first queue comes to the
/// second as a Poisson process (Burke 1956).
Figures two_stages() {
  const ErlangQueue answering{2, 30, 3 / minutes};
  const ErlangQueue sending{8, 30, 14 / minutes};
  return {{"answer_wait_min", answering.mean_wait() * minutes},
          {"P_answer_wait", answering.share_that_waits()},
          {"dispatch_wait_min", sending.mean_wait() * minutes},
          {"P_dispatch_wait", sending.share_that_waits()},
          {"call_to_assignment_min", (answering.mean_wait() + sending.mean_wait()) * minutes + 3}};
}

/// Four units, 3.6 calls an hour, 30 % need two at once, half an hour of work each.
Figures pairs_at_once() {
  const OneOrTwoAtOnce figures = one_or_two_at_once(4, 3.6, 0.3, 0.5);
  return {{"Wq_mean_min", figures.mean_wait * minutes}, {"util", figures.utilisation},
          {"mean_queue", figures.mean_queue},           {"Wq_need1_min", figures.wait_one * minutes},
          {"P_wait_need1", figures.share_one_waits},    {"Wq_need2_min", figures.wait_two * minutes},
          {"P_wait_need2", figures.share_two_waits}};
}

/// Five units, 4 calls an hour that need 1, 2 or 3 (60, 30, 10 %), sent as they come free.
Figures as_they_come_free() {
  const std::array<double, 3> shares{0.6, 0.3, 0.1};
  const OneByOne figures = one_by_one(5, 4, shares, 0.5);
  return {{"wait_first_unit_min", figures.wait_first * minutes},
          {"wait_last_unit_min", figures.wait_last * minutes},
          {"P_first_waits", figures.share_first_waits},
          {"P_some_unit_waits", figures.share_some_wait},
          {"utilisation", figures.utilisation}};
}

/// Six units; 4, 1.5 and 0.5 calls an hour need 1, 2 and 3; lost if they cannot have them all.
Figures all_or_nothing() {
  const std::array<double, 3> arrivals{4, 1.5, 0.5};
  const AllOrNone figures = all_or_none(6, arrivals, 0.5);
  return {{"P_loss_need1", figures.lost[0]},
          {"P_loss_need2", figures.lost[1]},
          {"P_loss_need3", figures.lost[2]},
          {"mean_busy", figures.mean_busy}};
}

/// Five units; 1.2 calls an hour need two at once and go before 4 an hour that need one.
Figures urgent_pairs() {
  const PairsFirst figures = pairs_first(5, 1.2, 4, 0.5);
  return {{"Wq1_min", figures.wait_first * minutes},
          {"Wq2_min", figures.wait_second * minutes},
          {"P_wait1", figures.share_first_waits},
          {"P_wait2", figures.share_second_waits},
          {"utilisation", figures.utilisation}};
}

/// Three classes of 0.2, 0.6 and 1.2 an hour, 20 min of work, one or two servers, with and without interruption.
Figures emergency_room() {
  const std::array<double, 3> arrivals{0.2, 0.6, 1.2};
  Figures figures;
  for (const int servers : {1, 2}) {
    const std::vector<double> in_line = waits_in_line(servers, arrivals, 1.0 / 3);
    const std::vector<double> interrupting = waits_with_preemption(servers, arrivals, 1.0 / 3);
    for (std::size_t k = 0; k < 3; ++k) {
      const std::string name = "_s" + std::to_string(servers) + "_W" + std::to_string(k + 1) + "_h";
      figures.push_back({"np" + name, in_line[k]});
      figures.push_back({"pr" + name, interrupting[k]});
    }
  }
  return figures;
}

}  // namespace

std::vector<KnownCase> queue_cases() {
  return {
      {"A01", "M/M/5, first come first served", "Erlang 1917", single_queue},
      {"A03", "Loss system, lognormal work", "Erlang 1917; insensitive to the law of the work", losses},
      {"A05", "M/D/4", "Crommelin 1932", constant_work},
      {"A07", "M/H2/4, variation 4", "Markov chain by phase", two_phase_work},
      {"A08", "M/G/1, lognormal work", "Pollaczek and Khinchine", one_unit},
      {"A09", "Three priorities, nobody interrupted, M/M/6", "Cobham 1954", three_classes},
      {"A11", "Two priorities of different work, M/G/1", "Cobham 1954", classes_of_different_work},
      {"A12", "Pre-emption with resumption, M/M/3", "difference of two M/M/3", preemption},
      {"A14", "Pre-emption with resumption, M/D/1", "Kleinrock 1976", preemption_that_resumes},
      {"A16", "Work that free units start themselves", "Markov chain", own_work},
      {"A25", "Call takers, then units", "Burke 1956", two_stages},
      {"A26", "One unit or two at once, strict order", "Markov chain (Green 1980)", pairs_at_once},
      {"A27", "One to three units, sent as they come free", "Markov chain", as_they_come_free},
      {"A29", "One to three units or none", "Markov chain", all_or_nothing},
      {"A30", "Urgent calls for two units", "Markov chain (Green 1984)", urgent_pairs},
      {"B01", "Emergency room of three classes", "Cobham 1954; Hillier and Lieberman", emergency_room},
  };
}

}  // namespace kredsim::theory
