#include "sim/random/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/pinned_math.hpp"

namespace kredsim {

Distribution Distribution::constant(Milliseconds value) {
  Distribution d;
  d.mean_s_ = seconds(value);
  return d;
}

Distribution Distribution::exponential(Milliseconds mean) {
  Distribution d;
  d.kind_ = Kind::exponential;
  d.mean_s_ = seconds(mean);
  return d;
}

Distribution Distribution::lognormal(Milliseconds mean, Milliseconds sd) {
  Distribution d;
  d.kind_ = Kind::lognormal;
  d.mean_s_ = seconds(mean);
  const double cv = seconds(sd) / seconds(mean);
  const double log_variance = pinned::log(1 + cv * cv);
  d.shape_ = std::sqrt(log_variance);
  d.scale_ = pinned::log(d.mean_s_) - log_variance / 2;
  return d;
}

Distribution Distribution::gamma(Milliseconds mean, Milliseconds sd) {
  Distribution d;
  d.kind_ = Kind::gamma;
  d.mean_s_ = seconds(mean);
  const double cv = seconds(sd) / seconds(mean);
  d.shape_ = 1 / (cv * cv);
  d.scale_ = d.mean_s_ / d.shape_;
  return d;
}

Distribution Distribution::empirical(std::vector<Milliseconds> values, std::vector<double> weights) {
  if (weights.empty()) weights.assign(values.size(), 1.0);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  Distribution d;
  d.kind_ = Kind::empirical;
  d.values_ = std::move(values);
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i];
    d.cumulative_.push_back(sum / total);
    d.mean_s_ += seconds(d.values_[i]) * weights[i] / total;
  }
  d.cumulative_.back() = 1;
  return d;
}

Distribution Distribution::mixture(std::vector<Distribution> parts, const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  Distribution d;
  d.kind_ = Kind::mixture;
  d.parts_ = std::move(parts);
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i];
    d.cumulative_.push_back(sum / total);
    d.mean_s_ += d.parts_[i].mean_s() * weights[i] / total;
  }
  d.cumulative_.back() = 1;
  return d;
}

double Distribution::mean_s() const { return mean_s_; }

double Distribution::variance_s2() const {
  double squares = 0;
  double before = 0;
  switch (kind_) {
    case Kind::constant: return 0;
    case Kind::exponential: return mean_s_ * mean_s_;
    case Kind::lognormal: return mean_s_ * mean_s_ * (pinned::exp(shape_ * shape_) - 1);
    case Kind::gamma: return mean_s_ * mean_s_ / shape_;
    case Kind::empirical:
    case Kind::mixture: break;
  }
  for (std::size_t i = 0; i < cumulative_.size(); ++i) {
    const double mean = kind_ == Kind::mixture ? parts_[i].mean_s() : seconds(values_[i]);
    const double variance = kind_ == Kind::mixture ? parts_[i].variance_s2() : 0;
    squares += (cumulative_[i] - before) * (variance + mean * mean);
    before = cumulative_[i];
  }
  return std::max(0.0, squares - mean_s_ * mean_s_);
}

Milliseconds Distribution::sample(Stream& stream) const {
  switch (kind_) {
    case Kind::constant: return from_seconds(mean_s_);
    case Kind::exponential: return from_seconds(mean_s_ * standard_exponential(stream));
    case Kind::lognormal: return from_seconds(pinned::exp(scale_ + shape_ * standard_normal(stream)));
    case Kind::gamma: return from_seconds(scale_ * standard_gamma(shape_, stream));
    case Kind::empirical: {
      const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, stream.uniform());
      return values_[static_cast<std::size_t>(at - cumulative_.begin())];
    }
    case Kind::mixture: {
      const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, stream.uniform());
      return parts_[static_cast<std::size_t>(at - cumulative_.begin())].sample(stream);
    }
  }
  return Milliseconds{0};
}

double standard_exponential(Stream& stream) { return -pinned::log(stream.uniform()); }

double standard_normal(Stream& stream) {
  const double p = stream.uniform();
  const double q = p - 0.5;
  const auto ratio = [](const double(&a)[8], const double(&b)[8], double r) {
    double top = a[7];
    double bottom = b[7];
    for (int i = 6; i >= 0; --i) {
      top = top * r + a[i];
      bottom = bottom * r + b[i];
    }
    return top / bottom;
  };
  // clang-format off
  constexpr double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e2,  1.9715909503065514427e3, 1.3731693765509461125e4,
                           4.5921953931549871457e4,  6.7265770927008700853e4,  3.3430575583588128105e4, 2.5090809287301226727e3};
  constexpr double b[8] = {1.0,                      4.2313330701600911252e1,  6.8718700749205790830e2, 5.3941960214247511077e3,
                           2.1213794301586595867e4,  3.9307895800092710610e4,  2.8729085735721942674e4, 5.2264952788528545610e3};
  constexpr double c[8] = {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                           1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr double d[8] = {1.0,                      2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                           1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
  constexpr double e[8] = {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                           2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr double f[8] = {1.0,                      5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                           7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};
  // clang-format on
  if (std::fabs(q) <= 0.425) return q * ratio(a, b, 0.180625 - q * q);
  const double tail = std::sqrt(-pinned::log(q < 0 ? p : 1 - p));
  const double z = tail <= 5 ? ratio(c, d, tail - 1.6) : ratio(e, f, tail - 5);
  return q < 0 ? -z : z;
}

double lognormal_multiplier(double sd, Stream& stream) {
  const double log_variance = pinned::log(1 + sd * sd);
  return pinned::exp(std::sqrt(log_variance) * standard_normal(stream) - log_variance / 2);
}

double standard_gamma(double shape, Stream& stream) {
  if (shape < 1) {
    const double boost = pinned::exp(pinned::log(stream.uniform()) / shape);
    return standard_gamma(shape + 1, stream) * boost;
  }
  const double d = shape - 1.0 / 3.0;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = standard_normal(stream);
    const double t = 1 + c * x;
    if (t <= 0) continue;
    const double v = t * t * t;
    if (pinned::log(stream.uniform()) < 0.5 * x * x + d - d * v + d * pinned::log(v)) return d * v;
  }
}

}  // namespace kredsim
