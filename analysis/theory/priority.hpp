#pragma once

#include <span>
#include <vector>

#include "analysis/theory/general_service.hpp"

namespace kredsim::theory {

/// One class of calls; the first class goes first, inside a class it is first come first served.
struct PriorityClass {
  double arrivals = 0;
  Moments service;
};

/// M/M/c with one law of service, nobody interrupted: mean wait by class,
/// W_k = W_0 / ((1 - s_(k-1)) (1 - s_k)) with s_k the load of classes 1 to k and W_0 = C(c, a) service / c.
/// Infinite for classes whose load with those before them is 1 or more.
/// Source: Cobham 1954; Kella and Yechiali 1985; Larson and Odoni 1981, eq. 4.111.
std::vector<double> waits_in_line(int servers, std::span<const double> arrivals, double service);

/// M/G/1, nobody interrupted: the same with W_0 = sum of arrivals E[S^2] / 2. Source: Cobham 1954.
std::vector<double> waits_in_line(std::span<const PriorityClass> classes);

/// M/M/c with one law of service, a more urgent call takes a unit off a less urgent one, which goes on later from where
/// it was: mean of all its waiting by class. What classes 1 to k do is M/M/c without the others, so the waits follow
/// from the difference of two such queues. Infinite for classes whose load with those before them is 1 or more.
std::vector<double> waits_with_preemption(int servers, std::span<const double> arrivals, double service);

/// M/G/1 under the same rule: mean time from call to clearing by class,
/// T_k = E[S_k] / (1 - s_(k-1)) + sum over i <= k of arrivals E[S_i^2] / (2 (1 - s_(k-1)) (1 - s_k)).
/// Source: Kleinrock 1976, section 3.5.
std::vector<double> times_with_preemption(std::span<const PriorityClass> classes);

/// M/M/c with two classes: how often a call of the second is interrupted, on average. A call of the first takes a unit
/// off exactly when all are busy but not all with the first.
double preemptions_per_call(int servers, double first_arrivals, double second_arrivals, double service);

}  // namespace kredsim::theory
