#include <algorithm>
#include <cmath>

#include "sim/engine/replication.hpp"

namespace kredsim {

namespace {

/// Poisson: points at unit rate up to `mean`, many at a time, since the k-th of them is gamma distributed (Ahrens and
/// Dieter, Computing 12, 1974), and the last few one by one.
std::int64_t poisson(double mean, Stream& chance) {
  std::int64_t count = 0;
  while (mean > 30) {
    const double k = std::floor(mean * 0.875);
    const double at = standard_gamma(k, chance);
    if (at > mean) {  // fewer than k points: each of the other k - 1 lies before `mean` with this probability
      const double share = mean / at;
      for (double i = 1; i < k; ++i) count += chance.uniform() < share ? 1 : 0;
      return count;
    }
    count += static_cast<std::int64_t>(k);
    mean -= at;
  }
  double time = standard_exponential(chance);
  for (; time < mean; time += standard_exponential(chance)) ++count;
  return count;
}

}  // namespace

/// Registered reports as work at the desks, day by day: what comes in beyond the officers' hours is carried over. It
/// touches no unit, so it is worked out apart from the clock. The reports of a day are keyed by its date.
void Replication::work_at_desks() {
  const auto& centre = world_.scenario.control_centre;
  if (!centre || !centre->reports) return;
  const scenario::Reports& rules = *centre->reports;
  const auto first =
      std::chrono::floor<std::chrono::days>(world_.scenario.period.start - world_.scenario.period.warm_up);
  Milliseconds backlog{0};
  for (auto day = first; SimTime{day} < state_.outcome.measured_to; day += std::chrono::days{1}) {
    const auto date = static_cast<std::uint64_t>(day.time_since_epoch().count());
    Stream chance{setup_.seed, setup_.replication, Purpose::reports, date};
    DeskDay row;
    row.from = SimTime{day};
    row.measured = row.from >= state_.outcome.measured_from;
    row.reports = poisson(24 * rules.per_hour, chance);
    row.work = row.reports * rules.work;
    Milliseconds capacity = row.work + backlog;
    if (rules.officers) {
      int hours = 0;
      for (int hour = 0; hour < 24; ++hour)
        hours += (*rules.officers)[static_cast<std::size_t>(weekday(row.from) * 24 + hour)];
      capacity = std::chrono::hours{hours};
    }
    row.done = std::min(capacity, row.work + backlog);
    row.backlog = backlog += row.work - row.done;
    state_.outcome.desk_days.push_back(row);
  }
}

}  // namespace kredsim
