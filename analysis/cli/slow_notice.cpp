#include "analysis/cli/slow_notice.hpp"

#include <chrono>
#include <cstdio>

#include <fmt/core.h>

namespace kredsim::cli {

SlowNotice::SlowNotice(std::string text)
    : watcher_{[this, said = std::move(text)] {
        std::unique_lock lock{mutex_};
        if (!over_.wait_for(lock, std::chrono::seconds{2}, [this] { return done_; })) fmt::print(stderr, "{}\n", said);
      }} {}

SlowNotice::~SlowNotice() {
  {
    const std::lock_guard lock{mutex_};
    done_ = true;
  }
  over_.notify_one();
  watcher_.join();
}

}  // namespace kredsim::cli
