#include "analysis/report/apart.hpp"

#include <algorithm>
#include <cmath>

namespace kredsim {

namespace {

/// How many standard errors: the upper tail of the normal distribution holds `tail` beyond it.
double normal_beyond(double tail) {
  double low = 0;
  double high = 10;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(middle / std::sqrt(2.0)) > tail ? low : high) = middle;
  }
  return low;
}

}  // namespace

bool told_apart(const Estimate& a, const Estimate& b, std::size_t among) {
  if (!a.value || !b.value || !a.low || !b.low || (*a.low <= *b.high && *b.low <= *a.high)) return false;
  const bool a_is_less = *a.value < *b.value;
  // The halves of the intervals that face each other.
  const double of_a = a_is_less ? *a.high - *a.value : *a.value - *a.low;
  const double of_b = a_is_less ? *b.value - *b.low : *b.high - *b.value;
  const double pairs = static_cast<double>(among) * static_cast<double>(among - 1) / 2;
  const double wider = normal_beyond(0.025 / std::max(1.0, pairs)) / normal_beyond(0.025);
  return std::fabs(*a.value - *b.value) > wider * std::hypot(of_a, of_b);
}

}  // namespace kredsim
