// How often intervals hold the truth: of differences between plans, of eight municipalities together, of quantiles of
// few values. The bounds were stated before the tests were run: 95 % less four standard errors of the tries (and 1 %
// more for a nominal level that is an approximation); above, only where the interval is not meant to be too wide.

#include <array>
#include <random>

#include <catch2/catch.hpp>

#include "analysis/statistics/comparison.hpp"
#include "tests/support/small_world.hpp"

using namespace kredsim;
using kredsim::testing::OutcomeWriter;
using kredsim::testing::small_world;

namespace {

class Uniform {
 public:
  double operator()() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_{20190107};
};

World eight_municipalities() {
  World world = small_world();
  world.district.areas = {};
  world.district.points = {};
  for (int i = 0; i < 8; ++i) {
    const std::string key(1, static_cast<char>('a' + i));
    const AreaId area = world.district.areas.push_back({key, key, LayerId{0}, 1000});
    world.district.points.push_back({{}, 1, {area}});
  }
  return world;
}

template <class Row>
bool holds(const Row* row, double truth) {
  return row != nullptr && row->low && *row->low <= truth && truth <= *row->high;
}

/// What is said of the municipalities together, beside its truth.
struct OfMunicipalities {
  const char* measure;
  const char* statistic;
  double truth;
  bool of_difference;
  int held = 0;
};

}  // namespace

/// 150 comparisons of 20 replications. Each has a level of its own (a night that is busy as a whole) that both plans
/// share; responses are 60 + 600 (level + uniform) / 2 + 60 k seconds, symmetric about 360 + 60 k. Under the plan every
/// incident of municipality k is 5 k s earlier, and, by chance and symmetrically, up to a minute earlier or later, more
/// so on busy nights. So the difference of municipality k is -5 k s, of all -17.5 s. In `a` nothing else happens: its
/// median falls by 0. The slowest takes 780 s, the fastest 360 s, the mean of equal populations is 570 s; the slowest
/// gains 35 s.
TEST_CASE("intervals of differences hold the truth, those of eight municipalities jointly", "[statistics]") {
  const World world = eight_municipalities();
  const Tables tables{world};
  Uniform uniform;
  constexpr int tries = 150;
  int mean = 0;
  int median = 0;
  int family = 0;
  std::array<OfMunicipalities, 8> together{{{"slowest_s", "mean", 780, false},
                                            {"worst_tenth_s", "mean", 780, false},
                                            {"fastest_s", "mean", 360, false},
                                            {"gap_s", "mean", 420, false},
                                            {"fixed_weights_s", "mean", 570, false},
                                            {"response_s", "slowest_municipality", -35, true},
                                            {"response_s", "fastest_municipality", 0, true},
                                            {"response_s", "gap_of_municipalities", -35, true}}};
  for (int t = 0; t < tries; ++t) {
    Comparison comparison{world, world, 20};
    Summary summary{tables, 20};
    for (int r = 0; r < 20; ++r) {
      OutcomeWriter base{world, r};
      OutcomeWriter plan{world, r};
      const double level = uniform();
      for (std::size_t i = 0; i < 48; ++i) {
        const double response = 60 + 600 * (0.5 * level + 0.5 * uniform()) + 60 * static_cast<double>(i % 8);
        base.served(0, i % 8, static_cast<double>(i) * 60, 0, response, 60);
        const double later = 120 * level * (uniform() - 0.5) - 5 * static_cast<double>(i % 8);
        plan.served(0, i % 8, static_cast<double>(i) * 60, 0, response + later, 60);
      }
      const Pairing pairing = pair_up(base, plan, comparison.types());
      summary.add(tally(tables, base));
      comparison.add(tally(comparison.base_tables(), base), tally(comparison.plan_tables(), plan), pairing.incidents);
    }
    const auto rows = differences(comparison);
    mean += holds(find(rows, "response_s", "mean"), -17.5) ? 1 : 0;
    median += holds(find(rows, "response_s", "p50", "all", "a"), 0) ? 1 : 0;
    bool all = true;
    for (int k = 0; k < 8; ++k)
      all = all && holds(find(rows, "response_s", "mean", "all", std::string(1, static_cast<char>('a' + k))), -5.0 * k);
    family += all ? 1 : 0;
    const auto values = estimates(summary);
    for (OfMunicipalities& one : together) {
      const bool held = one.of_difference ? holds(find(rows, one.measure, one.statistic), one.truth)
                                          : holds(find(values, one.measure, one.statistic), one.truth);
      one.held += held ? 1 : 0;
    }
  }
  const double error = std::sqrt(0.95 * 0.05 / tries);
  const auto share = [](int held) { return static_cast<double>(held) / tries; };
  WARN("coverage: mean " << 100 * share(mean) << " %, median of one municipality (held jointly) " << 100 * share(median)
                         << " %, eight municipalities together " << 100 * share(family) << " %");
  CHECK(share(mean) > 0.94 - 4 * error);
  CHECK(share(mean) < 0.95 + 4 * error);
  CHECK(share(median) > 0.94 - 4 * error);
  CHECK(share(family) > 0.94 - 4 * error);
  for (const OfMunicipalities& one : together) {
    WARN("coverage: " << one.measure << " " << one.statistic << " " << 100 * share(one.held) << " %");
    CHECK(share(one.held) > 0.94 - 4 * error);
    CHECK(share(one.held) < 0.95 + 4 * error);
  }
}

/// 400 comparisons of 10 replications, each with one shift a replication: overtime of half an hour to an hour and a
/// half, under the plan 12 minutes less on average. What every replication has a value of needs no thirty of them.
TEST_CASE("differences of overtime hold the truth with ten replications", "[statistics]") {
  World world = small_world();
  world.force.units[UnitId{0}].always_on = false;
  Uniform uniform;
  constexpr int tries = 400;
  int held = 0;
  int decided = 0;
  for (int t = 0; t < tries; ++t) {
    Comparison comparison{world, world, 10};
    for (int r = 0; r < 10; ++r) {
      const auto day = [&](double overtime_h) {
        OutcomeWriter written{world, r};
        written.served(0, 0, 600, 0, 300, 60);
        Outcome outcome = written;
        const SimTime begin = world.scenario.period.start;
        const SimTime end = begin + std::chrono::hours{8};
        outcome.duties.push_back({UnitId{0}, begin, end, end + from_seconds(3600 * overtime_h)});
        return outcome;
      };
      const double base = 0.5 + uniform();
      const Outcome before = day(base);
      const Outcome after = day(base - 0.2 + 0.6 * (uniform() - 0.5));
      const Pairing pairing = pair_up(before, after, comparison.types());
      comparison.add(tally(comparison.base_tables(), before), tally(comparison.plan_tables(), after),
                     pairing.incidents);
    }
    const auto rows = differences(comparison);
    const Difference* overtime = find(rows, "overtime_h", "mean");
    held += holds(overtime, -0.2) ? 1 : 0;
    decided += overtime != nullptr && overtime->verdict == Verdict::better ? 1 : 0;
  }
  const double share = static_cast<double>(held) / tries;
  WARN("coverage: overtime of ten replications " << 100 * share << " %, decided " << decided << " of " << tries);
  CHECK(share > 0.95 - 4 * std::sqrt(0.95 * 0.05 / tries));
  CHECK(share < 0.95 + 4 * std::sqrt(0.95 * 0.05 / tries));
  CHECK(decided > tries / 4);
}

/// 600 runs of 20 replications with a few values each, 1000 u^2 s with uniform u: quantile p is 1000 p^2 s. In one
/// case all values of a replication are the same, so that there are 20 values, however many are counted.
TEST_CASE("quantile intervals of few values hold the truth, alike in a replication or not", "[statistics]") {
  const World world = small_world();
  const Tables tables{world};
  Uniform uniform;
  constexpr int tries = 600;
  struct Case {
    int values;
    bool alike;
  };
  for (const Case& one : {Case{1, false}, Case{2, true}, Case{3, false}, Case{4, true}}) {
    struct Hits {
      const char* statistic;
      double truth;
      int held = 0;
      int given = 0;
    };
    std::vector<Hits> all{{"p50", 250}, {"p75", 562.5}, {"p90", 810}};
    for (int t = 0; t < tries; ++t) {
      Summary summary{tables, 20};
      for (int r = 0; r < 20; ++r) {
        OutcomeWriter writer{world, r};
        double u = uniform();
        for (int i = 0; i < one.values; ++i) {
          if (!one.alike && i > 0) u = uniform();
          writer.served(0, 0, i * 60, 0, 1000 * u * u, 60);
        }
        summary.add(tally(tables, writer));
      }
      for (const Figure& figure : figures(summary, 0))
        for (Hits& hits : all) {
          if (figure.row.measure != "response_s" || figure.row.statistic != hits.statistic || !figure.row.low) continue;
          ++hits.given;
          hits.held += *figure.row.low - 0.5 <= hits.truth && hits.truth <= *figure.row.high + 0.5 ? 1 : 0;
        }
    }
    for (const Hits& hits : all) {
      WARN(20 * one.values << (one.alike ? " values, alike in each replication, " : " independent values, ")
                           << hits.statistic << ": " << hits.held << " of " << hits.given);
      if (hits.given < tries / 2) continue;
      CHECK(static_cast<double>(hits.held) / hits.given > 0.94 - 4 * std::sqrt(0.95 * 0.05 / hits.given));
    }
    CHECK(all[0].given > tries * 9 / 10);
  }
}
