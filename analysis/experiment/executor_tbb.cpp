#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include "analysis/experiment/executor.hpp"

namespace kredsim {

std::size_t slots_for(int threads) { return 3 * static_cast<std::size_t>(threads); }

// At most `slots` indices are in the pipeline and they leave it in order, so index i + slots starts after i has been
// taken.
void for_each_in_order(std::size_t count, int threads, const std::function<bool()>& more,
                       const std::function<void(std::size_t, std::size_t)>& work,
                       const std::function<void(std::size_t, std::size_t)>& take) {
  namespace tbb = oneapi::tbb;
  const std::size_t slots = slots_for(threads);
  std::size_t next = 0;
  const auto source = [&](tbb::flow_control& control) -> std::size_t {
    if (next == count || !more()) control.stop();
    return next++;
  };
  const auto play = [&](std::size_t index) {
    work(index, index % slots);
    return index;
  };
  const auto fold = [&](std::size_t index) { take(index, index % slots); };
  const tbb::global_control limit{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
  tbb::task_arena arena{threads};
  arena.execute([&] {
    tbb::parallel_pipeline(slots, tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, source) &
                                      tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel, play) &
                                      tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order, fold));
  });
}

}  // namespace kredsim
