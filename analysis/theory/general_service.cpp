#include "analysis/theory/general_service.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "analysis/theory/erlang.hpp"
#include "analysis/theory/markov_chain.hpp"
#include "sim/base/pinned_math.hpp"

namespace kredsim::theory {

namespace {

void require_stable(double load) {
  if (load >= 1) throw std::runtime_error("a queue with a load of 1 or more has no steady state");
}

/// Beyond so many the share is below 1e-15, with room to spare for service as variable as anybody asks for here.
std::size_t longest_queue(double load, double variation) {
  const double decay = (1 - load) * 2 / (1 + std::max(1.0, variation));
  return static_cast<std::size_t>(40 + 45 / decay);
}

QueueFigures figures_of(const std::vector<double>& in_system, int servers, double arrivals) {
  QueueFigures figures;
  const auto c = static_cast<std::size_t>(servers);
  for (std::size_t n = c; n < in_system.size(); ++n) {
    figures.share_that_waits += in_system[n];
    figures.mean_queue += static_cast<double>(n - c) * in_system[n];
  }
  figures.mean_wait = figures.mean_queue / arrivals;
  return figures;
}

}  // namespace

QueueFigures one_server_queue(double arrivals, const Moments& service) {
  const double load = arrivals * service.mean;
  require_stable(load);
  const double wait = arrivals * service.square / (2 * (1 - load));
  return {load, wait, arrivals * wait};
}

QueueFigures constant_service_queue(int servers, double arrivals, double service) {
  require_stable(arrivals * service / servers);
  const double new_ones = arrivals * service;
  std::vector<double> poisson{pinned::exp(-new_ones)};
  for (int k = 1; poisson.back() > 1e-18 || k < new_ones; ++k) poisson.push_back(poisson.back() * new_ones / k);
  const auto c = static_cast<std::size_t>(servers);
  const std::size_t most = longest_queue(new_ones / servers, 1) + c;
  std::vector<double> now(most + 1, 0);
  std::vector<double> later(most + 1);
  now[0] = 1;
  for (double moved = 1; moved > 1e-16;) {
    std::fill(later.begin(), later.end(), 0);
    for (std::size_t n = 0; n <= most; ++n) {
      const std::size_t left = n > c ? n - c : 0;
      for (std::size_t k = 0; k < poisson.size() && left + k <= most; ++k) later[left + k] += now[n] * poisson[k];
    }
    double sum = 0;
    for (const double share : later) sum += share;
    moved = 0;
    for (std::size_t n = 0; n <= most; ++n) {
      later[n] /= sum;
      moved = std::max(moved, std::fabs(later[n] - now[n]));
    }
    now.swap(later);
  }
  return figures_of(now, servers, arrivals);
}

QueueFigures two_phase_queue(int servers, double arrivals, const TwoPhases& service) {
  const double p = service.share_first;
  const double mean = p * service.mean_first + (1 - p) * service.mean_second;
  const double square =
      2 * (p * service.mean_first * service.mean_first + (1 - p) * service.mean_second * service.mean_second);
  const double load = arrivals * mean / servers;
  require_stable(load);
  const std::size_t most = longest_queue(load, Moments{mean, square}.variation());
  const auto c = static_cast<std::size_t>(servers);
  const auto id = [&](std::size_t n, std::size_t first) { return static_cast<std::uint32_t>(n * (c + 1) + first); };
  MarkovChain chain{(most + 1) * (c + 1)};
  // States with more of the first kind than are served do not exist: they flow to the nearest that does.
  for (std::size_t n = 0; n <= most; ++n) {
    const std::size_t served = std::min(n, c);
    for (std::size_t first = served + 1; first <= c; ++first) chain.add(id(n, first), id(n, first - 1), 1);
    for (std::size_t first = 0; first <= served; ++first) {
      if (n < c) {
        chain.add(id(n, first), id(n + 1, first + 1), arrivals * p);
        chain.add(id(n, first), id(n + 1, first), arrivals * (1 - p));
      } else if (n < most) {
        chain.add(id(n, first), id(n + 1, first), arrivals);
      }
      const double end_first = static_cast<double>(first) / service.mean_first;
      const double end_second = static_cast<double>(served - first) / service.mean_second;
      if (n == 0) continue;
      if (n <= c) {
        if (first > 0) chain.add(id(n, first), id(n - 1, first - 1), end_first);
        chain.add(id(n, first), id(n - 1, first), end_second);
      } else {
        if (first > 0) chain.add(id(n, first), id(n - 1, first - 1), end_first * (1 - p));
        if (first < c) chain.add(id(n, first), id(n - 1, first + 1), end_second * p);
        chain.add(id(n, first), id(n - 1, first), end_first * p + end_second * (1 - p));
      }
    }
  }
  const SteadyState steady = chain.steady_state();
  std::vector<double> in_system(most + 1, 0);
  for (std::size_t n = 0; n <= most; ++n)
    for (std::size_t first = 0; first <= c; ++first) in_system[n] += steady.share[id(n, first)];
  return figures_of(in_system, servers, arrivals);
}

double approximate_wait(int servers, double arrivals, const Moments& service) {
  return (1 + service.variation()) / 2 * ErlangQueue{servers, arrivals, service.mean}.mean_wait();
}

}  // namespace kredsim::theory
