#include <algorithm>
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "analysis/experiment/design.hpp"
#include "sim/random/stream.hpp"

using namespace kredsim;

namespace {

Factor list(const std::vector<std::string>& values) {
  Factor factor;
  factor.keys = {"seed"};
  for (const std::string& value : values) factor.values.push_back({value, value});
  return factor;
}

Factor range(double from, double to, int steps = 0, LevelRange::Scale scale = LevelRange::Scale::linear,
             bool whole = false, const std::string& unit = "") {
  Factor factor;
  factor.range = LevelRange{from, to, unit, steps, scale, whole};
  return factor;
}

std::string labels(const Design& design, std::uint64_t point) {
  std::string text;
  for (const Level& level : design.point(point)) text += (text.empty() ? "" : " ") + level.label;
  return text;
}

Sweep space_filling(DesignKind kind, int points) {
  Sweep sweep;
  sweep.design = kind;
  sweep.points = points;
  sweep.factors = {{"a", range(0, 1)}, {"b", range(10, 20)}, {"c", range(1, 3, 0, LevelRange::Scale::linear, true)}};
  return sweep;
}

}  // namespace

TEST_CASE("a grid visits every combination, the last factor fastest", "[experiment]") {
  Sweep sweep;
  sweep.factors = {{"cars", list({"2", "3"})}, {"wait", range(5, 15, 3, LevelRange::Scale::linear, false, " min")}};
  const auto design = make_design(sweep);
  REQUIRE(design->points() == 6);
  CHECK(labels(*design, 0) == "2 5 min");
  CHECK(labels(*design, 1) == "2 10 min");
  CHECK(labels(*design, 2) == "2 15 min");
  CHECK(labels(*design, 5) == "3 15 min");
}

TEST_CASE("steps of a range are of equal difference or equal ratio and end at both ends", "[experiment]") {
  const LevelRange log{1, 100, "", 3, LevelRange::Scale::log, false};
  CHECK(log.at(0).label == "1");
  CHECK(log.at(0.5).label == "10");
  CHECK(log.at(1).label == "100");
  const LevelRange linear{0.1, 0.7, " %", 4, LevelRange::Scale::linear, false};
  CHECK(linear.at(1.0 / 3).label == "0.3 %");
  CHECK(linear.at(1).label == "0.7 %");
  const LevelRange down{9, 1, "", 3, LevelRange::Scale::linear, true};
  CHECK(down.at(0.5).label == "5");
  const LevelRange tiny{1e-9, 1e-3, "", 3, LevelRange::Scale::log, false};
  CHECK(tiny.at(0.5).label == "0.000001");
}

TEST_CASE("a Latin hypercube has one point in each of as many slices of every factor", "[experiment]") {
  for (const int points : {1, 2, 7, 100}) {
    const Sweep sweep = space_filling(DesignKind::latin_hypercube, points);
    const auto design = make_design(sweep);
    REQUIRE(design->points() == static_cast<std::uint64_t>(points));
    std::set<int> a, b;
    for (int i = 0; i < points; ++i) {
      const auto point = design->point(static_cast<std::uint64_t>(i));
      a.insert(static_cast<int>(std::stod(point[0].label) * points));
      b.insert(static_cast<int>((std::stod(point[1].label) - 10) / 10 * points));
    }
    CHECK(a.size() == static_cast<std::size_t>(points));
    CHECK(b.size() == static_cast<std::size_t>(points));
  }
}

TEST_CASE("space-filling designs cover squares evenly, whole numbers equally often, and change with their seed",
          "[experiment]") {
  for (const DesignKind kind : {DesignKind::latin_hypercube, DesignKind::sobol}) {
    Sweep sweep = space_filling(kind, 1024);
    const auto design = make_design(sweep);
    int squares[4][4] = {};
    int whole[4] = {};
    for (std::uint64_t i = 0; i < 1024; ++i) {
      const auto point = design->point(i);
      ++squares[std::min(3, static_cast<int>(std::stod(point[0].label) * 4))]
               [std::min(3, static_cast<int>((std::stod(point[1].label) - 10) / 10 * 4))];
      ++whole[std::stoi(point[2].label)];
    }
    const double spread = kind == DesignKind::sobol ? 12 : 40;  // 64 expected; a random placement has a sd of 8
    for (const auto& row : squares)
      for (const int count : row) CHECK(std::abs(count - 64) < spread);
    for (const int value : {1, 2, 3}) CHECK(std::abs(whole[value] - 1024.0 / 3) < 6);
    const std::string first = labels(*design, 0);
    sweep.design_seed = 2;
    CHECK(labels(*make_design(sweep), 0) != first);
  }
}

TEST_CASE("the strata of a Latin hypercube are a random permutation", "[experiment]") {
  // Each of 8 indices goes to each of 8 values with probability 1/8: 4,000 keys, 500 expected, sd 21; and neighbours
  // stand in order half of the time: 28,000 pairs, sd 84 if they were independent.
  int counts[8][8] = {};
  int rising = 0;
  for (std::uint64_t key = 0; key < 4000; ++key) {
    const Permutation permutation{8, 1, key};
    std::set<std::uint64_t> values;
    for (std::uint64_t i = 0; i < 8; ++i) {
      values.insert(permutation(i));
      ++counts[i][permutation(i)];
      if (i > 0 && permutation(i) > permutation(i - 1)) ++rising;
    }
    REQUIRE(values.size() == 8);
  }
  for (const auto& row : counts)
    for (const int count : row) CHECK(std::abs(count - 500) < 5 * 21);
  CHECK(std::abs(rising - 14000) < 5 * 84);
}
