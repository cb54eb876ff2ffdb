// Streams against each other: whatever two decisions have in common, their numbers have nothing. Seeds are fixed; each
// bound is one that a sound generator breaks less than once in a million seeds.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/random/stream.hpp"

using namespace kredsim;

namespace {

/// What tells neighbouring streams apart.
enum class Step { key, replication, purpose, seed };
constexpr std::array<Step, 4> steps{Step::key, Step::replication, Step::purpose, Step::seed};

/// The streams of neighbours: 0, 1, 2, ... along one of what makes a stream.
Stream neighbour(Step step, std::uint64_t i) {
  constexpr std::uint64_t seed = 20'261'123;
  switch (step) {
    case Step::key: return {seed, 3, Purpose::place, i};
    case Step::replication: return {seed, i, Purpose::place, 3};
    case Step::purpose: return {seed, 3 + i / 64, static_cast<Purpose>(i % 64), 3};
    case Step::seed: return {seed + i, 3, Purpose::place, 3};
  }
  return {seed, 0, Purpose::place, 0};
}

/// A chi-square of so many degrees is this many standard deviations (Wilson and Hilferty 1931) from where it should be.
double deviation(double chi_square, double degrees) {
  const double c = 2 / (9 * degrees);
  return (std::cbrt(chi_square / degrees) - (1 - c)) / std::sqrt(c);
}

constexpr double one_in_a_million = 4.9;

}  // namespace

TEST_CASE("first draws of neighbouring streams fill all cells alike (chi-square)", "[random]") {
  constexpr int cells = 1024;
  constexpr int draws = 262'144;
  for (const Step step : steps) {
    std::vector<int> counts(cells, 0);
    for (std::uint64_t i = 0; i < draws; ++i) {
      Stream stream = neighbour(step, i);
      ++counts[static_cast<std::size_t>(stream.uniform() * cells)];
    }
    double chi_square = 0;
    for (const int count : counts) chi_square += std::pow(count - draws / cells, 2) * cells / draws;
    INFO("along " << static_cast<int>(step) << ": chi-square " << chi_square);
    CHECK(std::fabs(deviation(chi_square, cells - 1)) < one_in_a_million);
  }
}

TEST_CASE("pairs of draws, within a stream and of neighbours, fill the square alike (chi-square)", "[random]") {
  constexpr int side = 32;
  constexpr int draws = 262'144;
  for (const Step step : steps) {
    std::vector<int> within(side * side, 0);
    std::vector<int> between(side * side, 0);
    for (std::uint64_t i = 0; i < draws; ++i) {
      Stream stream = neighbour(step, 2 * i);
      Stream next = neighbour(step, 2 * i + 1);
      const auto first = static_cast<std::size_t>(stream.uniform() * side);
      ++within[first * side + static_cast<std::size_t>(stream.uniform() * side)];
      ++between[first * side + static_cast<std::size_t>(next.uniform() * side)];
    }
    for (const auto& counts : {within, between}) {
      double chi_square = 0;
      for (const int count : counts) chi_square += std::pow(count - draws / (side * side), 2) * side * side / draws;
      CHECK(std::fabs(deviation(chi_square, side * side - 1)) < one_in_a_million);
    }
  }
}

TEST_CASE("neighbouring streams are not correlated", "[random]") {
  constexpr int draws = 200'000;
  for (const Step step : steps) {
    double sum = 0;
    for (std::uint64_t i = 0; i < draws; ++i) {
      Stream one = neighbour(step, i);
      Stream next = neighbour(step, i + 1);
      sum += (one.uniform() - 0.5) * (next.uniform() - 0.5) * 12;
    }
    CHECK(std::fabs(sum / std::sqrt(draws)) < one_in_a_million);
  }
}

TEST_CASE("no two streams of a run begin with the same bits", "[random]") {
  // 2^20 streams: of 64 fair bits each, two alike have a chance of 3e-8.
  std::vector<std::uint64_t> starts;
  for (std::uint64_t replication = 0; replication < 32; ++replication)
    for (std::uint32_t purpose = 0; purpose < 32; ++purpose)
      for (std::uint64_t key = 0; key < 1024; ++key) {
        Stream stream{1, replication, static_cast<Purpose>(purpose),
                      key % 2 == 0 ? key : stable_key(std::to_string(key))};
        const std::uint64_t high = stream();
        starts.push_back(high << 32U | stream());
      }
  std::sort(starts.begin(), starts.end());
  CHECK(std::adjacent_find(starts.begin(), starts.end()) == starts.end());
}

TEST_CASE("balls thrown by streams collide as often as chance has it", "[random]") {
  // Knuth's collision test: 2^14 balls into 2^20 cells make 127.3 collisions on average, variance below the mean.
  for (const Step step : steps) {
    std::vector<bool> hit(1U << 20U, false);
    int collisions = 0;
    for (std::uint64_t i = 0; i < (1U << 14U); ++i) {
      Stream stream = neighbour(step, i);
      const std::uint32_t cell = stream() >> 12U;
      collisions += hit[cell] ? 1 : 0;
      hit[cell] = true;
    }
    CHECK(std::abs(collisions - 127.3) < one_in_a_million * std::sqrt(127.3));
  }
}

TEST_CASE("keys of names that are alike are not alike", "[random]") {
  std::vector<std::uint64_t> keys;
  for (int i = 0; i < 100'000; ++i) {
    keys.push_back(stable_key("car " + std::to_string(i)));
    keys.push_back(combine(1, static_cast<std::uint64_t>(i)));
    keys.push_back(combine(static_cast<std::uint64_t>(i) + 2, 1));
  }
  std::sort(keys.begin(), keys.end());
  CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}
