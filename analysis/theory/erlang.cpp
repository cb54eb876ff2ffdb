#include "analysis/theory/erlang.hpp"

#include <limits>

#include "sim/base/pinned_math.hpp"

namespace kredsim::theory {

double erlang_b(int servers, double offered) {
  double lost = 1;
  for (int k = 1; k <= servers; ++k) lost = offered * lost / (k + offered * lost);
  return lost;
}

double erlang_c(int servers, double offered) {
  if (offered >= servers) return 1;
  const double lost = erlang_b(servers, offered);
  return lost / (1 - offered / servers * (1 - lost));
}

double ErlangQueue::mean_wait() const {
  return stable() ? share_that_waits() / drain() : std::numeric_limits<double>::infinity();
}

double ErlangQueue::share_waiting_longer_than(double time) const {
  return stable() ? share_that_waits() * pinned::exp(-drain() * time) : 1;
}

double ErlangQueue::wait_quantile(double share) const {
  if (!stable()) return std::numeric_limits<double>::infinity();
  const double waits = share_that_waits();
  return waits <= 1 - share ? 0 : pinned::log(waits / (1 - share)) / drain();
}

}  // namespace kredsim::theory
