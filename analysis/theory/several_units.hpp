#pragma once

#include <span>
#include <vector>

#include "analysis/theory/general_service.hpp"

/// Calls that need several units, each busy for an exponential time of its own and freed on its own. Any one unit of
/// time. Chains are cut where the share is below 1e-13.
namespace kredsim::theory {

/// Calls that need one unit or two at once; strictly first come first served, so that a call for two holds up those
/// behind it while one unit is free. Source: the kind of model of Green 1980.
struct OneOrTwoAtOnce {
  double utilisation = 0;
  double mean_queue = 0;
  double mean_wait = 0;
  double share_one_waits = 0;
  double share_two_waits = 0;
  double wait_one = 0;
  double wait_two = 0;
};
OneOrTwoAtOnce one_or_two_at_once(int units, double arrivals, double share_two, double work);

/// Calls that need 1, 2, ... units, sent one by one as they come free: M^X/M/c, a chain of units demanded.
struct OneByOne {
  double wait_first = 0;
  double wait_last = 0;
  double share_first_waits = 0;
  double share_some_wait = 0;
  double utilisation = 0;
};
/// @param shares of calls that need 1, 2, ... units; they add up to 1
OneByOne one_by_one(int units, double arrivals, std::span<const double> shares, double work);

/// Calls that need 1, 2, ... units at once and are lost if they cannot have them.
struct AllOrNone {
  std::vector<double> lost;  ///< share, by units needed
  double mean_busy = 0;
};
/// @param arrivals of calls that need 1, 2, ... units
AllOrNone all_or_none(int units, std::span<const double> arrivals, double work);

/// Calls of the first class need two units at once, those of the second one; while any of the first waits, none of the
/// second starts, though a unit may be free. Source: the kind of model of Green 1984.
struct PairsFirst {
  double wait_first = 0;
  double wait_second = 0;
  double share_first_waits = 0;
  double share_second_waits = 0;
  double utilisation = 0;
};
PairsFirst pairs_first(int units, double pair_arrivals, double single_arrivals, double work);

/// Units that start work of their own at `starts` an hour while free, for an exponential `own_work` that no call
/// interrupts.
struct WorkOfTheirOwn {
  double share_waits = 0;
  double mean_wait = 0;
  double share_of_time_on_calls = 0;  ///< of units
  double share_of_time_on_own = 0;
};
WorkOfTheirOwn work_of_their_own(int units, double arrivals, double work, double starts, double own_work);

}  // namespace kredsim::theory
