#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kredsim::theory {

/// The steady state of a chain.
struct SteadyState {
  std::vector<double> share;  ///< of time, by state; they add up to 1
  double residual = 0;        ///< largest imbalance of flow at a state, as a share of the largest flow through one
  int sweeps = 0;
};

/// A Markov chain in continuous time, written down transition by transition.
class MarkovChain {
 public:
  using State = std::uint32_t;

  explicit MarkovChain(std::size_t states) : leaving_(states, 0) {}

  /// Transitions at rate 0 are dropped; the same transition may be added again.
  void add(State from, State to, double rate);
  [[nodiscard]] std::size_t states() const { return leaving_.size(); }

  /// By Gauss-Seidel sweeps forward and backward in turn, until the residual is below `tolerance`. Every state must be
  /// reachable from every other.
  /// Cost: one multiplication a transition and sweep; chains of queues with some thousand states take milliseconds.
  /// @throws std::runtime_error if `most_sweeps` do not get there.
  [[nodiscard]] SteadyState steady_state(double tolerance = 1e-13, int most_sweeps = 200'000) const;

 private:
  struct Transition {
    State from;
    State to;
    double rate;
  };
  std::vector<Transition> transitions_;
  std::vector<double> leaving_;
};

}  // namespace kredsim::theory
