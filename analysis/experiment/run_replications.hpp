#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/engine/replicate.hpp"

namespace kredsim {

struct ExperimentOptions {
  int replications = 20;
  int threads = 1;
  std::uint64_t seed = 1;
  bool choice_ranks = false;
  const std::atomic<bool>* stop = nullptr;  ///< set from outside to end within one event of each running replication
  int first = 0;                            ///< number of the first replication: `replications` are played from it on
};

/// Plays the replications in parallel. `digest` sees each outcome on the thread that played it and keeps what it wants
/// under its slot (0 ... slots_for(threads) - 1); `fold` is then called in order of replication, one at a time. What is
/// folded therefore does not depend on the number of threads.
/// @return the numbers of the replications that were finished: all, unless stopped.
std::vector<int> run_replications(const World& world, const DispatchPolicy& dispatch, const ExperimentOptions& options,
                                  const std::function<void(Outcome&& outcome, std::size_t slot)>& digest,
                                  const std::function<void(int replication, std::size_t slot)>& fold);

}  // namespace kredsim
