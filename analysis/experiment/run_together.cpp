#include "analysis/experiment/run_together.hpp"

#include <utility>

#include "analysis/experiment/executor.hpp"

namespace kredsim {

std::vector<int> run_together(const std::vector<Player>& players, const ExperimentOptions& options,
                              const std::function<void(std::vector<Outcome>&&, std::size_t)>& digest,
                              const std::function<void(int, std::size_t)>& fold) {
  std::vector<int> finished;
  std::vector<char> kept(slots_for(options.threads), 0);
  const auto stopped = [&] { return options.stop != nullptr && options.stop->load(std::memory_order_relaxed); };
  for_each_in_order(
      static_cast<std::size_t>(options.replications), options.threads, [&] { return !stopped(); },
      [&](std::size_t index, std::size_t slot) {
        kept[slot] = 0;
        std::vector<Outcome> outcomes;
        for (const Player& player : players) {
          auto outcome = replicate(*player.world, *player.dispatch,
                                   {.seed = options.seed,
                                    .replication = static_cast<std::size_t>(options.first) + index,
                                    .stop = options.stop});
          if (!outcome) return;
          outcomes.push_back(*std::move(outcome));
        }
        kept[slot] = 1;
        digest(std::move(outcomes), slot);
      },
      [&](std::size_t index, std::size_t slot) {
        if (!kept[slot]) return;
        finished.push_back(options.first + static_cast<int>(index));
        fold(finished.back(), slot);
      });
  return finished;
}

}  // namespace kredsim
