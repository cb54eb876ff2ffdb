#include "analysis/cli/interrupt.hpp"

#include <chrono>
#include <csignal>

namespace kredsim::cli {

namespace {

std::atomic<bool> asked_to_stop{false};
std::atomic<std::int64_t> asked_at_ms{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<std::int64_t>::is_always_lock_free,
              "a signal handler may set them");

std::int64_t now_ms() { return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::milliseconds{1}; }

/// Whoever asks again means it. But what asks a process and its group at once (timeout, a job scheduler) asks twice
/// and means one thing: the second within a second is the first.
extern "C" void ask_to_stop(int signal) {
  if (!asked_to_stop.load()) {
    asked_at_ms.store(now_ms());
    asked_to_stop.store(true);
  } else if (now_ms() - asked_at_ms.load() >= 1'000) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

}  // namespace

InterruptGuard::InterruptGuard() {
  asked_to_stop.store(false);
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
}

InterruptGuard::~InterruptGuard() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

const std::atomic<bool>* InterruptGuard::flag() const { return &asked_to_stop; }

}  // namespace kredsim::cli
