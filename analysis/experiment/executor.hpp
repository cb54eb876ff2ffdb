#pragma once

#include <cstddef>
#include <functional>

namespace kredsim {

/// Results that are under way at a time, for so many threads: the memory that a run needs beside its summary.
std::size_t slots_for(int threads);

/// Calls `work(index, slot)` for index 0 ... count - 1 on so many threads, and `take(index, slot)` for each finished
/// one, strictly in order of index and never two at a time. A slot belongs to one index from its work to its take.
/// `more()` is asked before each new index; once it says no, what was begun is still finished and taken.
///
/// oneTBB does the work; the build for the thread sanitizer (KREDSIM_PLAIN_THREADS) uses std::thread, because Debian's
/// oneTBB is not instrumented. An exception in `work` or `take` stops the run and is thrown to the caller.
void for_each_in_order(std::size_t count, int threads, const std::function<bool()>& more,
                       const std::function<void(std::size_t index, std::size_t slot)>& work,
                       const std::function<void(std::size_t index, std::size_t slot)>& take);

}  // namespace kredsim
