#include "analysis/experiment/run_replications.hpp"

#include <utility>

#include "analysis/experiment/executor.hpp"

namespace kredsim {

std::vector<int> run_replications(const World& world, const DispatchPolicy& dispatch, const ExperimentOptions& options,
                                  const std::function<void(Outcome&&, std::size_t)>& digest,
                                  const std::function<void(int, std::size_t)>& fold) {
  std::vector<int> finished;
  std::vector<char> kept(slots_for(options.threads), 0);
  const auto stopped = [&] { return options.stop != nullptr && options.stop->load(std::memory_order_relaxed); };
  for_each_in_order(
      static_cast<std::size_t>(options.replications), options.threads, [&] { return !stopped(); },
      [&](std::size_t index, std::size_t slot) {
        const ReplicationSetup setup{.seed = options.seed,
                                     .replication = static_cast<std::size_t>(options.first) + index,
                                     .choice_ranks = options.choice_ranks,
                                     .stop = options.stop};
        std::optional<Outcome> outcome = replicate(world, dispatch, setup);
        kept[slot] = outcome.has_value();
        if (outcome) digest(*std::move(outcome), slot);
      },
      [&](std::size_t index, std::size_t slot) {
        if (!kept[slot]) return;
        finished.push_back(options.first + static_cast<int>(index));
        fold(options.first + static_cast<int>(index), slot);
      });
  return finished;
}

}  // namespace kredsim
