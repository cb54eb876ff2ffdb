#include "analysis/theory/queue_over_time.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kredsim::theory {

namespace {

void add(QueueOverTime::Totals& totals, const QueueOverTime::Totals& slope, double weight) {
  totals.arrivals += weight * slope.arrivals;
  totals.waiting += weight * slope.waiting;
  totals.wait_hours += weight * slope.wait_hours;
  totals.queue_hours += weight * slope.queue_hours;
  totals.busy_hours += weight * slope.busy_hours;
}

}  // namespace

QueueOverTime::QueueOverTime(int servers, double service, Rate arrivals, std::size_t most, double step)
    : servers_{servers},
      service_{service},
      arrivals_{std::move(arrivals)},
      step_{step},
      share_(most + 1, 0),
      slopes_(4, Slope{std::vector<double>(most + 1), {}}),
      scratch_(most + 1) {
  share_[0] = 1;
}

void QueueOverTime::slope_at(double hour, const std::vector<double>& share, Slope& slope) const {
  const double rate = arrivals_(hour);
  const std::size_t most = share.size() - 1;
  const auto c = static_cast<std::size_t>(servers_);
  slope.totals = {rate, 0, 0, 0, 0};
  double up = 0;  // flow from n - 1 to n, less the flow back
  for (std::size_t n = 0; n <= most; ++n) {
    double next_up = 0;
    if (n < most) next_up = rate * share[n] - static_cast<double>(std::min(n + 1, c)) / service_ * share[n + 1];
    slope.share[n] = up - next_up;
    up = next_up;
    slope.totals.busy_hours += static_cast<double>(std::min(n, c)) * share[n];
    if (n < c) continue;
    const double queue = static_cast<double>(n - c);
    slope.totals.waiting += rate * share[n];
    slope.totals.queue_hours += queue * share[n];
    if (c > 0) slope.totals.wait_hours += rate * share[n] * (queue + 1) * service_ / static_cast<double>(c);
  }
}

void QueueOverTime::step(double length) {
  constexpr std::array<double, 4> at{0, 0.5, 0.5, 1};
  constexpr std::array<double, 4> weight{1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};
  for (std::size_t k = 0; k < 4; ++k) {
    if (k == 0) {
      slope_at(hour_, share_, slopes_[0]);
      continue;
    }
    for (std::size_t n = 0; n < share_.size(); ++n) scratch_[n] = share_[n] + at[k] * length * slopes_[k - 1].share[n];
    slope_at(hour_ + at[k] * length, scratch_, slopes_[k]);
  }
  for (std::size_t k = 0; k < 4; ++k) {
    for (std::size_t n = 0; n < share_.size(); ++n) share_[n] += weight[k] * length * slopes_[k].share[n];
    add(totals_, slopes_[k].totals, weight[k] * length);
  }
}

void QueueOverTime::advance(double hour) {
  const double begin = hour_;
  for (long long i = 1; hour_ < hour; ++i) {
    const double next = std::min(hour, begin + static_cast<double>(i) * step_);
    step(next - hour_);
    hour_ = next;
  }
}

double QueueOverTime::relieve(int servers) {
  const double overtime = busy();
  const auto old = static_cast<std::size_t>(servers_);
  double empty = 0;
  for (std::size_t n = 0; n <= std::min(old, share_.size() - 1); ++n) empty += share_[n];
  std::vector<double> next(share_.size(), 0);
  next[0] = empty;
  for (std::size_t n = old + 1; n < share_.size(); ++n) next[n - old] = share_[n];
  share_ = std::move(next);
  servers_ = servers;
  return overtime;
}

double QueueOverTime::busy() const {
  double sum = 0;
  for (std::size_t n = 0; n < share_.size(); ++n)
    sum += static_cast<double>(std::min(n, static_cast<std::size_t>(servers_))) * share_[n];
  return sum;
}

double QueueOverTime::waiting() const {
  double sum = 0;
  for (auto n = static_cast<std::size_t>(servers_); n < share_.size(); ++n)
    sum += static_cast<double>(n - static_cast<std::size_t>(servers_)) * share_[n];
  return sum;
}

double QueueOverTime::share_all_busy() const {
  double sum = 0;
  for (auto n = static_cast<std::size_t>(servers_); n < share_.size(); ++n) sum += share_[n];
  return sum;
}

}  // namespace kredsim::theory
