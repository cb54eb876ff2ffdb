#include "analysis/statistics/interval.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <boost/math/distributions/students_t.hpp>
#include <boost/version.hpp>

#include "sim/base/pinned_math.hpp"

namespace kredsim {

namespace {

double rounded_quantile(int degrees, double share) {
  const boost::math::students_t distribution{static_cast<double>(degrees)};
  constexpr double decimals = 1e9;
  return static_cast<double>(std::llround(boost::math::quantile(distribution, share) * decimals)) / decimals;
}

/// Smallest k with P(Binomial(n, p) <= k) >= `share`, by adding up. p^0 (1 - p)^n must not vanish.
std::int64_t binomial_quantile(std::int64_t n, double p, double share) {
  double term = 1;
  for (std::int64_t i = 0; i < n; ++i) term *= 1 - p;
  double sum = term;
  std::int64_t k = 0;
  for (; sum < share && k < n; ++k) {
    term *= static_cast<double>(n - k) / static_cast<double>(k + 1) * p / (1 - p);
    sum += term;
  }
  return k;
}

}  // namespace

double student_t(int degrees) {
  static const std::array<double, 64> common = [] {
    std::array<double, 64> table{};
    for (std::size_t i = 1; i < table.size(); ++i) table[i] = rounded_quantile(static_cast<int>(i), 0.975);
    return table;
  }();
  const auto i = static_cast<std::size_t>(degrees);
  return i < common.size() ? common[i] : rounded_quantile(degrees, 0.975);
}

double student_t(int degrees, double confidence) { return rounded_quantile(degrees, (1 + confidence) / 2); }

std::optional<Interval> order_statistics(double p, std::int64_t n, double design_effect, int degrees) {
  constexpr double z = 1.959963985;
  const double wider = student_t(degrees) / z;
  const auto effective = static_cast<std::int64_t>(static_cast<double>(n) / (design_effect * wider * wider));
  if (effective < 1) return std::nullopt;
  // From the shorter side, so that the first term of the law never vanishes: ranks from the top for p above one half.
  const double tail = std::min(p, 1 - p);
  const std::int64_t near = binomial_quantile(effective, tail, 0.025);     // the quantile lies beyond so many values
  const std::int64_t far = binomial_quantile(effective, tail, 0.975) + 1;  // ... and within so many
  if (near < 1 || far > effective) return std::nullopt;
  const auto share = [&](std::int64_t rank) { return static_cast<double>(rank) / static_cast<double>(effective); };
  return p <= 0.5 ? Interval{share(near), share(far)} : Interval{1 - share(far - 1), 1 - share(near - 1)};
}

std::string_view boost_version() { return BOOST_LIB_VERSION; }

double Jackknife::variance() const {
  double total = 0;
  for (const int weight : weights) total += weight;
  const auto groups = static_cast<double>(without.size());
  double mean = groups * all;  // the jackknife estimate: the mean of the pseudo-values below, weighted
  for (std::size_t g = 0; g < without.size(); ++g) mean -= (1 - weights[g] / total) * without[g];
  double variance = 0;
  for (std::size_t g = 0; g < without.size(); ++g) {
    const double h = total / weights[g];
    const double pseudo = h * all - (h - 1) * without[g];
    variance += (pseudo - mean) * (pseudo - mean) / (h - 1);
  }
  return variance / groups;
}

Interval t_interval(double value, double variance, int degrees) {
  const double half = student_t(degrees) * std::sqrt(variance);
  return {value - half, value + half};
}

Interval log_interval(double value, double variance_of_log, int degrees) {
  const double half = student_t(degrees) * std::sqrt(variance_of_log);
  return {value * pinned::exp(-half), value * pinned::exp(half)};
}

Interval logit_interval(double share, double variance, int degrees) {
  const double half = student_t(degrees) * std::sqrt(variance) / (share * (1 - share));
  const double odds = share / (1 - share);
  const double low = odds * pinned::exp(-half);
  const double high = odds * pinned::exp(half);
  return {low / (1 + low), high / (1 + high)};
}

double design_effect(double share, std::int64_t n, double variance) {
  const double simple = share * (1 - share) / static_cast<double>(n);
  return simple > 0 ? std::max(1.0, variance / simple) : 1.0;
}

Interval share_interval(double share, std::int64_t n, double variance, int degrees) {
  const double effective = static_cast<double>(n) / design_effect(share, n, variance);
  const double t2 = student_t(degrees) * student_t(degrees);
  const double centre = share + t2 / (2 * effective);
  const double half = std::sqrt(t2 * (share * (1 - share) / effective + t2 / (4 * effective * effective)));
  const double scale = 1 + t2 / effective;
  // At 0 and 1 the ends meet exactly on paper, not in binary.
  return {share == 0 ? 0 : std::max(0.0, (centre - half) / scale),
          share == 1 ? 1 : std::min(1.0, (centre + half) / scale)};
}

}  // namespace kredsim
