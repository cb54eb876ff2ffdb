#include <csignal>

#include <catch2/catch.hpp>

#include "analysis/cli/interrupt.hpp"

using kredsim::cli::InterruptGuard;

TEST_CASE("asked twice within a second to stop is asked once: a process and its group are asked together", "[cli]") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const InterruptGuard guard;
    CHECK_FALSE(guard.interrupted());
    std::raise(signal);
    CHECK(guard.interrupted());
    std::raise(signal);  // would end this program
    std::raise(SIGINT);
    CHECK(guard.interrupted());
  }
}
