#pragma once

namespace kredsim::theory {

/// First two moments of a time. Any one unit.
struct Moments {
  double mean = 0;
  double square = 0;  ///< mean of the square

  static Moments exponential(double mean) { return {mean, 2 * mean * mean}; }
  static Moments constant(double value) { return {value, value * value}; }
  static Moments of(double mean, double sd) { return {mean, mean * mean + sd * sd}; }
  /// Square of the coefficient of variation.
  [[nodiscard]] double variation() const { return square / (mean * mean) - 1; }
};

/// What a queue without priorities does in its steady state.
struct QueueFigures {
  double share_that_waits = 0;
  double mean_wait = 0;
  double mean_queue = 0;
};

/// M/G/1, exact: W = arrivals E[S^2] / (2 (1 - load)).
/// Source: Pollaczek 1930, Khinchine 1932.
QueueFigures one_server_queue(double arrivals, const Moments& service);

/// M/D/c, exact: the numbers in the system one service time apart form a chain (Crommelin 1932), solved by repetition
/// until no share moves by 1e-15.
/// @throws std::runtime_error if the load is 1 or more.
QueueFigures constant_service_queue(int servers, double arrivals, double service);

/// A service that is exponential with one mean or another.
struct TwoPhases {
  double share_first = 1;
  double mean_first = 1;
  double mean_second = 1;
};

/// M/H2/c, exact: the chain of (number in the system, how many of those served are of the first kind), cut where the
/// share is below 1e-15.
QueueFigures two_phase_queue(int servers, double arrivals, const TwoPhases& service);

/// M/G/c, approximate: (1 + variation) / 2 times the wait of M/M/c. Exact for one server and for exponential service;
/// against exact values of four servers at a load of 0.8 it is 4 % off for constant work and 9 % for a variation of 4.
/// Source: Lee and Longton 1959.
double approximate_wait(int servers, double arrivals, const Moments& service);

}  // namespace kredsim::theory
