#pragma once

#include <string>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/random/stream.hpp"

namespace kredsim {

/// A distribution of durations. Valid from construction; sampling uses pinned algorithms only (docs/methods/random.md),
/// so that a stream gives the same duration on every x86-64. Samples are rounded to whole milliseconds.
class Distribution {
 public:
  enum class Kind { constant, exponential, lognormal, gamma, empirical, mixture };

  Distribution() = default;  ///< constant zero
  static Distribution constant(Milliseconds value);
  static Distribution exponential(Milliseconds mean);
  /// Mean and standard deviation of the duration itself, not of its logarithm.
  static Distribution lognormal(Milliseconds mean, Milliseconds sd);
  static Distribution gamma(Milliseconds mean, Milliseconds sd);
  /// One of `values`, in proportion to `weights` (equal where empty). At least one value, weights of the same number.
  static Distribution empirical(std::vector<Milliseconds> values, std::vector<double> weights = {});

  /// One of `parts`, in proportion to `weights`. At least one part, weights of the same number.
  static Distribution mixture(std::vector<Distribution> parts, const std::vector<double>& weights);

  [[nodiscard]] Milliseconds sample(Stream& stream) const;
  [[nodiscard]] double mean_s() const;
  /// Square of the standard deviation, in seconds squared.
  [[nodiscard]] double variance_s2() const;
  [[nodiscard]] Kind kind() const { return kind_; }

 private:
  Kind kind_ = Kind::constant;
  double mean_s_ = 0;  ///< constant: the value; otherwise the mean, in seconds
  double shape_ = 0;   ///< lognormal: log-sd; gamma: shape
  double scale_ = 0;   ///< lognormal: log-mean; gamma: scale, in seconds
  std::vector<Milliseconds> values_;
  std::vector<double> cumulative_;
  std::vector<Distribution> parts_;
};

/// Standard exponential by inversion: one uniform, so that scaled rates scale the gaps exactly.
double standard_exponential(Stream& stream);
/// Standard normal by inversion (Wichura 1988, AS 241, PPND16): one uniform.
double standard_normal(Stream& stream);
/// Lognormal with mean 1 and this standard deviation: one normal.
double lognormal_multiplier(double sd, Stream& stream);
/// Gamma with this shape (> 0) and scale 1 (Marsaglia and Tsang 2000).
double standard_gamma(double shape, Stream& stream);

}  // namespace kredsim
