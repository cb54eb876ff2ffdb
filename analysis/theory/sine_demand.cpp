#include "analysis/theory/sine_demand.hpp"

#include <numbers>

#include "sim/base/pinned_math.hpp"

namespace kredsim::theory {

namespace {
constexpr double omega = 2 * std::numbers::pi / 24;
}

double SineDemand::at(double hour) const { return mean + swing * pinned::sin(omega * (hour - rises)); }

double SineDemand::between(double from, double to) const {
  return mean * (to - from) + swing / omega * (pinned::cos(omega * (from - rises)) - pinned::cos(omega * (to - rises)));
}

double SineDemand::busy_with_exponential_work(double hour, double work) const {
  const double end = 1 / work;
  const double phase = omega * (hour - rises);
  return mean * work + swing * (end * pinned::sin(phase) - omega * pinned::cos(phase)) / (end * end + omega * omega);
}

double SineDemand::busy_with_constant_work(double hour, double work) const { return between(hour - work, hour); }

double SineDemand::peak_lag_with_exponential_work(double work) { return pinned::atan2(omega * work, 1) / omega; }

}  // namespace kredsim::theory
