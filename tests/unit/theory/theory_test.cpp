#include <array>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "analysis/theory/erlang.hpp"
#include "analysis/theory/general_service.hpp"
#include "analysis/theory/hypercube.hpp"
#include "analysis/theory/known_cases.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "analysis/theory/nearest.hpp"
#include "analysis/theory/priority.hpp"
#include "analysis/theory/queue_over_time.hpp"

using namespace kredsim::theory;

namespace {

/// Units and atoms on a line; every third unit works half as long again.
Hypercube line_of(std::size_t units, std::size_t atoms, double load, bool equal, Hypercube::WhenAllBusy when) {
  Hypercube model;
  model.when_all_busy = when;
  double weights = 0;
  for (std::size_t atom = 0; atom < atoms; ++atom) {
    model.arrivals.push_back(1 + static_cast<double>(atom * 7 % 5));
    weights += model.arrivals.back();
    std::vector<int> order;
    std::vector<double> away;
    for (std::size_t unit = 0; unit < units; ++unit) {
      const double home = (static_cast<double>(unit) + 0.5) / static_cast<double>(units);
      const double distance = std::fabs(home - (static_cast<double>(atom) + 0.4) / static_cast<double>(atoms));
      std::size_t place = order.size();
      while (place > 0 && distance < away[place - 1]) --place;
      order.insert(order.begin() + static_cast<std::ptrdiff_t>(place), static_cast<int>(unit));
      away.insert(away.begin() + static_cast<std::ptrdiff_t>(place), distance);
    }
    model.order.push_back(order);
  }
  double ends = 0;
  for (std::size_t unit = 0; unit < units; ++unit) {
    model.service.push_back(equal || unit % 3 != 0 ? 0.5 : 0.75);
    ends += 1 / model.service.back();
  }
  for (double& rate : model.arrivals) rate *= load * ends / weights;
  return model;
}

}  // namespace

TEST_CASE("Erlang's formulas hold for one server and for a hundred thousand", "[theory]") {
  CHECK(erlang_b(1, 0.5) == Approx(0.5 / 1.5));
  CHECK(erlang_c(1, 0.7) == Approx(0.7));
  CHECK(erlang_b(10, 5) == Approx(0.018384570));  // table of Erlang B
  CHECK(erlang_c(4, 4) == 1);
  const double lost = erlang_b(100'000, 100'000);
  // For a load of one, sqrt(2 / (pi c)) as c grows (Jagerman 1974).
  CHECK(lost == Approx(std::sqrt(2 / (M_PI * 100'000))).epsilon(0.002));
  CHECK(ErlangQueue{3, 8, 0.5}.mean_wait() == std::numeric_limits<double>::infinity());
}

TEST_CASE("general service contains exponential and constant service", "[theory]") {
  const QueueFigures same = two_phase_queue(4, 6.4, {0.3, 0.5, 0.5});
  CHECK(same.mean_wait == Approx(ErlangQueue{4, 6.4, 0.5}.mean_wait()).epsilon(1e-10));
  const QueueFigures constant = constant_service_queue(1, 1.5, 0.5);
  CHECK(constant.mean_wait == Approx(one_server_queue(1.5, Moments::constant(0.5)).mean_wait).epsilon(1e-10));
  CHECK_THROWS(constant_service_queue(2, 4, 0.5));
}

TEST_CASE("the wait of M/G/c is approximated within four percent for constant work, ten for very uneven work",
          "[theory]") {
  const double exact_constant = constant_service_queue(4, 6.8, 0.5).mean_wait;
  CHECK(approximate_wait(4, 6.8, Moments::constant(0.5)) == Approx(exact_constant).epsilon(0.04));
  const double p = (1 + std::sqrt(0.6)) / 2;
  const double exact_two = two_phase_queue(4, 6.4, {p, 0.25 / p, 0.25 / (1 - p)}).mean_wait;
  CHECK(approximate_wait(4, 6.4, Moments::of(0.5, 1)) == Approx(exact_two).epsilon(0.10));
}

TEST_CASE("priorities shift waiting between classes and make none", "[theory]") {
  const std::array<double, 3> arrivals{2, 5, 4};
  for (const auto& waits : {waits_in_line(6, arrivals, 0.5), waits_with_preemption(6, arrivals, 0.5)}) {
    const double all = (2 * waits[0] + 5 * waits[1] + 4 * waits[2]) / 11;
    CHECK(all == Approx(ErlangQueue{6, 11, 0.5}.mean_wait()).epsilon(1e-12));
  }
  const std::array<double, 2> too_many{2, 30};
  const auto waits = waits_in_line(6, too_many, 0.5);
  CHECK(waits[0] < 1);
  CHECK(waits[1] == std::numeric_limits<double>::infinity());
}

TEST_CASE("a queue through time settles at Erlang's, and half the step changes nothing that is printed", "[theory]") {
  const auto run = [](double step) {
    QueueOverTime queue{4, 0.5, [](double) { return 6.0; }, 150, step};
    queue.advance(200);
    queue.forget();
    queue.advance(224);
    CHECK(queue.cut() < 1e-15);
    return queue.totals().wait_hours / queue.totals().arrivals;
  };
  const double wait = run(1.0 / 120);
  CHECK(wait == Approx(ErlangQueue{4, 6, 0.5}.mean_wait()).epsilon(1e-9));
  CHECK(run(1.0 / 240) == Approx(wait).epsilon(1e-10));
}

TEST_CASE("the hypercube loses its geometry where units are alike", "[theory]") {
  for (const auto when : {Hypercube::WhenAllBusy::queue, Hypercube::WhenAllBusy::lose}) {
    const Hypercube model = line_of(6, 20, 0.7, true, when);
    const HypercubeAnswer answer = solve_hypercube(model);
    double calls = 0;
    for (const double rate : model.arrivals) calls += rate;
    const bool queues = when == Hypercube::WhenAllBusy::queue;
    CHECK(answer.share_all_busy == Approx(queues ? erlang_c(6, calls * 0.5) : erlang_b(6, calls * 0.5)).epsilon(1e-11));
    CHECK(answer.mean_wait == Approx(queues ? ErlangQueue{6, calls, 0.5}.mean_wait() : 0).epsilon(1e-11));
    double dispatches = 0;
    for (const auto& unit : answer.dispatches)
      for (const double share : unit) dispatches += share;
    CHECK(dispatches == Approx(1).epsilon(1e-12));
    CHECK(answer.residual < 1e-13);
  }
}

TEST_CASE("fifteen units are solved exactly, one more is refused", "[theory]") {
  const Hypercube model = line_of(15, 60, 0.75, false, Hypercube::WhenAllBusy::queue);
  const HypercubeAnswer answer = solve_hypercube(model);
  CHECK(answer.residual < 1e-13);
  double flow = 0;
  double calls = 0;
  for (std::size_t unit = 0; unit < 15; ++unit) flow += answer.busy[unit] / model.service[unit];
  for (const double rate : model.arrivals) calls += rate;
  CHECK(flow == Approx(calls).epsilon(1e-10));  // whatever comes is served
  CHECK_THROWS(solve_hypercube(line_of(16, 20, 0.5, true, Hypercube::WhenAllBusy::lose)));
  CHECK_THROWS(solve_hypercube(line_of(3, 6, 1.1, true, Hypercube::WhenAllBusy::queue)));
}

TEST_CASE("Larson's approximation takes the steps that the book prints", "[theory]") {
  // Larson and Odoni (1981), section 5.5.3: the corrections, and the workloads of the third round, by hand to four
  // digits.
  const auto corrections = hypercube_corrections(3, 0.5, Hypercube::WhenAllBusy::queue);
  CHECK(corrections[0] == Approx(1).epsilon(1e-12));
  CHECK(corrections[1] == Approx(0.73684).margin(5e-6));
  CHECK(corrections[2] == Approx(0.63158).margin(5e-6));
  const Hypercube model{{0.5, 0.25, 0.35, 0.4}, {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {2, 0, 1}}, {1, 1, 1}};
  const HypercubeAnswer third = approximate_hypercube(model, 0, 3);
  CHECK(third.busy[0] == Approx(0.5627).margin(1e-4));
  CHECK(third.busy[1] == Approx(0.4716).margin(1e-4));
  CHECK(third.busy[2] == Approx(0.4657).margin(1e-4));
}

TEST_CASE("the approximate hypercube is within two percent of the exact one", "[theory]") {
  for (const auto when : {Hypercube::WhenAllBusy::queue, Hypercube::WhenAllBusy::lose}) {
    for (const bool equal : {true, false}) {
      for (const double load : {0.3, 0.6, 0.85}) {
        const Hypercube model = line_of(9, 30, load, equal, when);
        const HypercubeAnswer exact = solve_hypercube(model);
        const HypercubeAnswer close = approximate_hypercube(model);
        INFO("load " << load << ", equal " << equal << ", queue " << (when == Hypercube::WhenAllBusy::queue));
        for (std::size_t unit = 0; unit < 9; ++unit)
          CHECK(close.busy[unit] == Approx(exact.busy[unit]).epsilon(equal ? 0.02 : 0.03));
        CHECK(close.share_not_first_choice == Approx(exact.share_not_first_choice).epsilon(0.03));
      }
    }
  }
  const HypercubeAnswer forty = approximate_hypercube(line_of(40, 200, 0.6, false, Hypercube::WhenAllBusy::queue));
  CHECK(forty.sweeps < 1000);
}

TEST_CASE("the square-root law halves the drive where four times as many are free", "[theory]") {
  CHECK(square_root_law(441, 16) == Approx(0.6267 * std::sqrt(441.0 / 16)).epsilon(1e-4));
  CHECK(square_root_law(100, 4, Metric::straight) == 2.5);
  CHECK(square_root_law(100, 16) == Approx(square_root_law(100, 4) / 2));
  CHECK(std::isinf(square_root_law(100, 0)));
}

TEST_CASE("a Markov chain that cannot settle says so", "[theory]") {
  MarkovChain chain{2};
  chain.add(0, 1, 2);
  chain.add(1, 0, 1);
  const SteadyState steady = chain.steady_state();
  CHECK(steady.share[1] == Approx(2.0 / 3));
  CHECK(steady.residual < 1e-13);
  CHECK_THROWS(chain.steady_state(0, 100));
}
