#include "analysis/statistics/known_value.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/students_t.hpp>

#include "sim/base/pinned_math.hpp"

namespace kredsim {

namespace {

double figure_of(const FigureSums& sums, FigureForm form) {
  const double mean = sums.sum / sums.count;
  const double variance = sums.squares / sums.count - mean * mean;
  switch (form) {
    case FigureForm::ratio: return mean;
    case FigureForm::sd: return std::sqrt(std::max(0.0, variance));
    case FigureForm::variance: return variance;
    case FigureForm::dispersion: return variance / mean;
  }
  return mean;
}

FigureSums less(const FigureSums& all, const FigureSums& one) {
  return {all.sum - one.sum, all.squares - one.squares, all.count - one.count};
}

/// Where every value is 0, or every value 1: how likely that is for so many of a share that is `known`, both sides.
double p_of_no_exception(const FigureSums& all, double known) {
  const double exception = all.sum == 0 ? known : 1 - known;
  return std::min(1.0, 2 * pinned::exp(all.count * pinned::log(1 - exception)));
}

/// The shares under which so many values without exception are not rarer than 1 in 40 (Clopper and Pearson 1934).
Interval interval_of_no_exception(const FigureSums& all) {
  const double bound = pinned::exp(pinned::log(0.025) / all.count);
  return all.sum == 0 ? Interval{0, 1 - bound} : Interval{bound, 1};
}

/// Nine digits are more than any p-value is read with, and the same on every processor.
double rounded(double p) { return std::round(p * 1e9) / 1e9; }

}  // namespace

KnownValueTest test_known_value(std::span<const FigureSums> replications, FigureForm form, double known) {
  FigureSums all;
  for (const FigureSums& one : replications) {
    all.sum += one.sum;
    all.squares += one.squares;
    all.count += one.count;
  }
  const auto n = static_cast<double>(replications.size());
  std::vector<double> without;
  for (const FigureSums& one : replications) without.push_back(figure_of(less(all, one), form));
  const double mean = std::accumulate(without.begin(), without.end(), 0.0) / n;
  double squares = 0;
  for (const double value : without) squares += (value - mean) * (value - mean);

  KnownValueTest test;
  test.estimate = figure_of(all, form);
  test.standard_error = std::sqrt((n - 1) / n * squares);
  const int degrees = static_cast<int>(replications.size()) - 1;
  test.interval = t_interval(test.estimate, test.standard_error * test.standard_error, degrees);
  if (!(test.standard_error > 1e-12 * std::fabs(test.estimate))) {
    const bool all_alike =
        form == FigureForm::ratio && (all.sum == 0 || all.sum == all.count) && all.squares == all.sum;
    if (all_alike && known > 0 && known < 1) {
      test.p = rounded(p_of_no_exception(all, known));
      test.interval = interval_of_no_exception(all);
      return test;
    }
    test.p = std::fabs(test.estimate - known) <= 1e-9 * std::max(1.0, std::fabs(known)) ? 1 : 0;
    return test;
  }
  const double t = std::fabs(test.estimate - known) / test.standard_error;
  const boost::math::students_t student{static_cast<double>(degrees)};
  test.p = rounded(2 * boost::math::cdf(boost::math::complement(student, t)));
  return test;
}

std::vector<bool> holm_rejects(std::span<const double> p_values, double level) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<bool> rejects(p_values.size(), false);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (p_values[order[i]] > level / static_cast<double>(order.size() - i)) break;
    rejects[order[i]] = true;
  }
  return rejects;
}

}  // namespace kredsim
