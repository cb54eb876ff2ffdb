#include <cmath>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/statistics/interval.hpp"

using namespace kredsim;

TEST_CASE("Student's t agrees with printed tables and ends after nine decimals", "[statistics][bits]") {
  CHECK(student_t(1) == Approx(12.7062).epsilon(1e-5));
  CHECK(student_t(7) == Approx(2.3646).epsilon(1e-4));
  CHECK(student_t(19) == Approx(2.0930).epsilon(1e-4));
  // The very bits: a test run under other GLIBC_TUNABLES must find the same.
  CHECK(student_t(19) == 2.093024054);
  CHECK(student_t(11) == 2.200985160);
}

TEST_CASE("with equal groups the jackknife of a mean is the variance of the group means", "[statistics]") {
  const std::vector<double> means{4, 7, 5, 9, 6, 8, 3, 6};
  const std::vector<int> weights(means.size(), 3);
  const double all = std::accumulate(means.begin(), means.end(), 0.0) / 8;
  std::vector<double> without;
  double squares = 0;
  for (const double mean : means) {
    without.push_back((all * 8 - mean) / 7);
    squares += (mean - all) * (mean - all);
  }
  CHECK(Jackknife{all, without, weights}.variance() == Approx(squares / 7 / 8));
}

TEST_CASE("with unequal groups the jackknife of a mean weighs them by their size", "[statistics]") {
  // Groups of 1 and 3 replications of values y: sum over groups of (m_j (y_j - y)^2 * n / (n - m_j)) / (G n) for a
  // plain mean.
  const std::vector<double> y{2, 5, 3, 8};
  const std::vector<int> m{1, 3, 1, 3};
  double n = 0, all = 0;
  for (std::size_t g = 0; g < 4; ++g) n += m[g], all += m[g] * y[g];
  all /= n;
  std::vector<double> without;
  double expected = 0;
  for (std::size_t g = 0; g < 4; ++g) {
    without.push_back((all * n - m[g] * y[g]) / (n - m[g]));
    const double h = n / m[g];
    expected += (y[g] - all) * (y[g] - all) / (h - 1);  // the pseudo-value of a mean is the group's own mean
  }
  CHECK(Jackknife{all, without, m}.variance() == Approx(expected / 4));
}

TEST_CASE("a share of nought has an honest upper end", "[statistics]") {
  const Interval none = share_interval(0, 30, 0, 19);
  CHECK(none.low == 0);
  CHECK(none.high == Approx(2.093024054 * 2.093024054 / (30 + 2.093024054 * 2.093024054)));
  const Interval all = share_interval(1, 30, 0, 19);
  CHECK(all.low == Approx(1 - none.high));
  CHECK(all.high == 1);
}

TEST_CASE("a share's interval widens with the design effect and never narrows below independence", "[statistics]") {
  const double simple = 0.3 * 0.7 / 400;
  const Interval independent = share_interval(0.3, 400, simple, 19);
  const Interval narrower = share_interval(0.3, 400, simple / 10, 19);
  const Interval clustered = share_interval(0.3, 400, simple * 4, 19);
  CHECK(narrower.low == independent.low);
  CHECK(clustered.high - clustered.low == Approx(2 * (independent.high - independent.low)).epsilon(0.03));
  CHECK(clustered.low > 0);
  CHECK(design_effect(0.3, 400, simple * 4) == Approx(4));
}

TEST_CASE("a share of time stays between nought and one", "[statistics]") {
  const Interval interval = logit_interval(0.98, 0.0004, 19);
  CHECK(interval.low > 0.8);
  CHECK(interval.high < 1);
  const Interval middle = logit_interval(0.5, 1e-6, 19);
  CHECK(middle.high - 0.5 == Approx(2.093 * 1e-3).epsilon(1e-3));
}

TEST_CASE("the interval of a standard deviation is a factor either way", "[statistics]") {
  const Interval interval = log_interval(10, 0.01, 19);
  CHECK(interval.high / 10 == Approx(10 / interval.low));
  CHECK(interval.high / 10 == Approx(std::exp(0.2093)).epsilon(1e-4));
}
