#include <array>
#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/statistics/known_value.hpp"

using namespace kredsim;

TEST_CASE("a figure from replications is tested against a known value by Student's t", "[statistics]") {
  // Three replications of one hour each: 4, 6 and 8 busy hours. Mean 6, standard error 2 / sqrt(3); against 8 that is
  // t = 1.732 with two degrees of freedom: p = 0.2254.
  const std::array<FigureSums, 3> sums{{{4, 0, 1}, {6, 0, 1}, {8, 0, 1}}};
  const KnownValueTest test = test_known_value(sums, FigureForm::ratio, 8);
  CHECK(test.estimate == Approx(6));
  CHECK(test.standard_error == Approx(2 / std::sqrt(3)));
  CHECK(test.p == Approx(0.2254).margin(0.0001));
  CHECK(test.interval.high == Approx(6 + 4.3027 * 2 / std::sqrt(3)).margin(0.001));
  CHECK(test_known_value(sums, FigureForm::ratio, 6).p == 1);
}

TEST_CASE("variances and dispersions are figures too, and what never varies must be exact", "[statistics]") {
  // Values 1, 3 in one replication and 2, 2 in the other: mean 2, variance 0.5.
  const std::array<FigureSums, 2> sums{{{4, 10, 2}, {4, 8, 2}}};
  CHECK(test_known_value(sums, FigureForm::variance, 0).estimate == Approx(0.5));
  CHECK(test_known_value(sums, FigureForm::dispersion, 0).estimate == Approx(0.25));
  CHECK(test_known_value(sums, FigureForm::sd, 0).estimate == Approx(std::sqrt(0.5)));
  CHECK(test_known_value(sums, FigureForm::ratio, 2).p == 1);
  CHECK(test_known_value(sums, FigureForm::ratio, 2.001).p == 0);
}

TEST_CASE("Holm's test steps down and stops at the first that it keeps", "[statistics]") {
  const std::vector<double> p{0.004, 0.2, 0.0001, 0.03, 0.006};
  CHECK(holm_rejects(p, 0.05) == std::vector<bool>{true, false, true, false, true});
  CHECK(holm_rejects(p, 0.01) == std::vector<bool>{false, false, true, false, false});
}

TEST_CASE("a share of which no exception was seen is judged by the chance of seeing none", "[statistics]") {
  const std::vector<FigureSums> none(40, FigureSums{0, 0, 100});
  CHECK(test_known_value(none, FigureForm::ratio, 1e-8).p == 1);
  CHECK(test_known_value(none, FigureForm::ratio, 0.001).p == Approx(2 * std::pow(0.999, 4000)).margin(1e-9));
  const std::vector<FigureSums> all(40, FigureSums{100, 100, 100});
  CHECK(test_known_value(all, FigureForm::ratio, 0.999).p == Approx(2 * std::pow(0.999, 4000)).margin(1e-9));
  CHECK(test_known_value(all, FigureForm::ratio, 0.5).p == 0);
  CHECK(test_known_value(none, FigureForm::ratio, 1e-8).interval.low == 0);
  CHECK(test_known_value(none, FigureForm::ratio, 1e-8).interval.high == Approx(1 - std::pow(0.025, 1 / 4000.0)));
  CHECK(test_known_value(all, FigureForm::ratio, 0.999).interval.low == Approx(std::pow(0.025, 1 / 4000.0)));
}

/// 1000 sheets of 40 replications of 50 counts of a die: mean 3.5, variance 35 / 12, their quotient 5 / 6. Four
/// standard errors of 1000 tries are 2.8 %.
TEST_CASE("intervals of the sheet hold means, deviations, variances and dispersions in 95 of 100", "[statistics]") {
  std::mt19937_64 engine{20190107};
  struct Held {
    FigureForm form;
    double truth;
    int times = 0;
  };
  std::array<Held, 4> all{{{FigureForm::ratio, 3.5},
                           {FigureForm::sd, std::sqrt(35.0 / 12)},
                           {FigureForm::variance, 35.0 / 12},
                           {FigureForm::dispersion, 5.0 / 6}}};
  for (int t = 0; t < 1000; ++t) {
    std::vector<FigureSums> sums(40);
    for (FigureSums& one : sums)
      for (int i = 0; i < 50; ++i) {
        const double eyes = 1 + static_cast<double>(engine() % 6);
        one.sum += eyes;
        one.squares += eyes * eyes;
        one.count += 1;
      }
    for (Held& one : all) {
      const Interval interval = test_known_value(sums, one.form, one.truth).interval;
      one.times += interval.low <= one.truth && one.truth <= interval.high ? 1 : 0;
    }
  }
  for (const Held& one : all) {
    WARN("coverage: " << one.times / 10.0 << " %");
    CHECK(one.times > 922);
    CHECK(one.times < 978);
  }
}
