#pragma once

namespace kredsim::theory {

/// Erlang's loss formula: the share lost of `offered` erlangs with `servers` servers and no queue, whatever the law of
/// the service. By the recursion B(k) = a B(k-1) / (k + a B(k-1)), which loses no digits however many servers.
/// Source: Erlang 1917; the recursion: Jagerman 1974. Cost: one step a server.
double erlang_b(int servers, double offered);

/// Erlang's delay formula: the share that waits with exponential service and one queue; 1 from `offered` = `servers`
/// on. Source: Erlang 1917.
double erlang_c(int servers, double offered);

/// M/M/c, first come first served, in its steady state. Rates and times in any one unit of time.
struct ErlangQueue {
  int servers = 1;
  double arrivals = 0;  ///< per unit of time
  double service = 1;   ///< mean

  [[nodiscard]] double offered() const { return arrivals * service; }
  [[nodiscard]] double utilisation() const { return offered() / servers; }
  [[nodiscard]] bool stable() const { return utilisation() < 1; }
  [[nodiscard]] double share_that_waits() const { return erlang_c(servers, offered()); }
  /// How fast a queue drains while all are busy: servers / service - arrivals.
  [[nodiscard]] double drain() const { return servers / service - arrivals; }
  /// Infinite if not stable.
  [[nodiscard]] double mean_wait() const;
  [[nodiscard]] double mean_queue() const { return arrivals * mean_wait(); }
  [[nodiscard]] double share_waiting_longer_than(double time) const;
  /// The wait that a share of `share` do not exceed.
  [[nodiscard]] double wait_quantile(double share) const;
};

}  // namespace kredsim::theory
