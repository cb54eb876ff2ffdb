#pragma once

#include <cstdint>
#include <vector>

namespace kredsim::theory {

/// Units with homes of their own, calls that ask for them in an order of preference: the hypercube queueing model.
/// Any one unit of time.
struct Hypercube {
  enum class WhenAllBusy : std::uint8_t { queue, lose };

  std::vector<double> arrivals;         ///< by atom (a place where calls arise)
  std::vector<std::vector<int>> order;  ///< by atom: all units, the preferred first
  std::vector<double> service;          ///< mean by unit, exponential
  WhenAllBusy when_all_busy = WhenAllBusy::queue;

  [[nodiscard]] std::size_t units() const { return service.size(); }
  [[nodiscard]] std::size_t atoms() const { return arrivals.size(); }
};

struct HypercubeAnswer {
  std::vector<double> busy;                     ///< share of time, by unit
  std::vector<std::vector<double>> dispatches;  ///< by unit, by atom: share of all dispatches; they add up to 1
  double share_all_busy = 0;                    ///< of time: who calls then waits or is lost
  double mean_wait = 0;                         ///< of all calls; 0 where they are lost
  double share_not_first_choice = 0;            ///< of dispatches, those from the queue included
  double residual = 0;                          ///< exact: largest imbalance of flow at a state over the rate of calls
  int sweeps = 0;                               ///< or rounds of the approximation

  /// Mean of `worth[unit][atom]` over dispatches: travel times, distances.
  [[nodiscard]] double mean(const std::vector<std::vector<double>>& worth) const;
};

/// Two to this power of states is what the exact answer takes on.
inline constexpr std::size_t most_exact_units = 15;

/// All 2^N states, by Gauss-Seidel sweeps with the totals of each number of busy units set to their balance after each
/// (for a constant rate of calls these totals balance by themselves). A queue is first come first served; the unit that
/// comes free takes the oldest.
/// Source: Larson 1974; Larson and Odoni 1981, section 5.4.
/// Cost: 15 units and sixty atoms 0.1 to 0.2 s on one core, 12 units a tenth of that.
/// @throws std::runtime_error for more than `most_exact_units`, or a queue with a load of 1 or more.
HypercubeAnswer solve_hypercube(const Hypercube& model, double tolerance = 1e-13);

/// N equations instead of 2^N: the chance that the preferred are busy is the product of their loads times a correction
/// from the queue without distinction of units. With a queue by Larson's procedure (1975), lost calls and unequal
/// service as Jarvis (1985) does. Usually within 1 or 2 % (Larson and Odoni 1981, section 5.5).
/// @param tolerance rounds end when no load moves by more
HypercubeAnswer approximate_hypercube(const Hypercube& model, double tolerance = 1e-9, int most_rounds = 1000);

/// Q(N, load, j) for j = 0 ... N-1: how much likelier it is that j units drawn without replacement are busy and the
/// next is free than if each were busy by itself. Source: Larson and Odoni 1981, eq. 5.48.
/// @param when_all_busy says which queue the numbers of busy units come from
std::vector<double> hypercube_corrections(int units, double load, Hypercube::WhenAllBusy when_all_busy);

}  // namespace kredsim::theory
