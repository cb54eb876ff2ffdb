#pragma once

#include "analysis/experiment/run_replications.hpp"

namespace kredsim {

/// A world with the policy that belongs to its scenario. Both must outlive the run.
struct Player {
  const World* world;
  const DispatchPolicy* dispatch;
};

/// Plays every replication of all players on the same seed, one after the other on one thread, so that they meet the
/// same incidents. A replication counts only if all of them finished it. `digest` and `fold` as for run_replications.
/// @return the numbers of the replications that were finished.
std::vector<int> run_together(const std::vector<Player>& players, const ExperimentOptions& options,
                              const std::function<void(std::vector<Outcome>&& outcomes, std::size_t slot)>& digest,
                              const std::function<void(int replication, std::size_t slot)>& fold);

}  // namespace kredsim
