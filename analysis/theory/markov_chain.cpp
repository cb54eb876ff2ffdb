#include "analysis/theory/markov_chain.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace kredsim::theory {

void MarkovChain::add(State from, State to, double rate) {
  if (!(rate > 0) || from == to) return;
  transitions_.push_back({from, to, rate});
  leaving_[from] += rate;
}

SteadyState MarkovChain::steady_state(double tolerance, int most_sweeps) const {
  const std::size_t size = states();
  std::vector<std::size_t> begin(size + 1, 0);  // of the transitions into a state
  for (const Transition& step : transitions_) ++begin[step.to + 1];
  for (std::size_t i = 0; i < size; ++i) begin[i + 1] += begin[i];
  std::vector<Transition> into(transitions_.size());
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  for (const Transition& step : transitions_) into[next[step.to]++] = step;

  SteadyState answer;
  std::vector<double>& share = answer.share;
  share.assign(size, 1.0 / static_cast<double>(size));
  const auto flow_into = [&](std::size_t state) {
    double flow = 0;
    for (std::size_t i = begin[state]; i < begin[state + 1]; ++i) flow += share[into[i].from] * into[i].rate;
    return flow;
  };
  const auto normalise = [&] {
    double sum = 0;
    for (const double value : share) sum += value;
    for (double& value : share) value /= sum;
  };
  while (answer.sweeps < most_sweeps) {
    for (std::size_t i = 0; i < size; ++i) share[i] = flow_into(i) / leaving_[i];
    for (std::size_t i = size; i-- > 0;) share[i] = flow_into(i) / leaving_[i];
    answer.sweeps += 2;
    if (answer.sweeps % 20 != 0) continue;
    normalise();
    double worst = 0;
    double largest = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const double out = share[i] * leaving_[i];
      worst = std::max(worst, std::fabs(flow_into(i) - out));
      largest = std::max(largest, out);
    }
    answer.residual = worst / largest;
    if (answer.residual < tolerance) return answer;
  }
  throw std::runtime_error("a Markov chain did not settle");
}

}  // namespace kredsim::theory
