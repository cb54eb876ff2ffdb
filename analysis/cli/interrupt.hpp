#pragma once

#include <atomic>

namespace kredsim::cli {

/// From its construction on, the first Ctrl-C (or a polite kill) asks the run to end and keep what is finished;
/// one more, a second or more after it, ends the program at once. One guard at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  [[nodiscard]] const std::atomic<bool>* flag() const;
  [[nodiscard]] bool interrupted() const { return flag()->load(); }
};

}  // namespace kredsim::cli
