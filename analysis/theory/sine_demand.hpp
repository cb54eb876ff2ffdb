#pragma once

namespace kredsim::theory {

/// Calls that come at mean + swing * sin(2 pi (t - rises) / 24) an hour, t the hour of the day. |swing| <= mean.
struct SineDemand {
  double mean = 0;
  double swing = 0;
  double rises = 0;  ///< hour at which the rate passes its mean upwards

  [[nodiscard]] double at(double hour) const;
  /// Expected number from one hour to another.
  [[nodiscard]] double between(double from, double to) const;
  /// Mean number of busy units if there is always one to send: by the clock, in the periodic state. The number is
  /// Poisson, so its variance is the same. Source: Eick, Massey and Whitt 1993, M(t)/G/infinity.
  [[nodiscard]] double busy_with_exponential_work(double hour, double work) const;
  [[nodiscard]] double busy_with_constant_work(double hour, double work) const;
  /// Hours by which the peak of the busy units comes after that of the rate.
  static double peak_lag_with_exponential_work(double work);
};

}  // namespace kredsim::theory
