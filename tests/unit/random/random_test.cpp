#include <cmath>
#include <vector>

#include <Random123/philox.h>
#include <catch2/catch.hpp>

#include "sim/random/distribution.hpp"

using namespace kredsim;
using namespace std::chrono_literals;

namespace {

struct Moments {
  double mean = 0;
  double sd = 0;
};

Moments moments_of(const Distribution& distribution, int draws) {
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < draws; ++i) {
    Stream stream{7, 0, Purpose::on_scene, static_cast<std::uint64_t>(i)};
    const double x = seconds(distribution.sample(stream));
    sum += x;
    squares += x * x;
  }
  const double mean = sum / draws;
  return {mean, std::sqrt(squares / draws - mean * mean)};
}

}  // namespace

TEST_CASE("Philox4x32-10 gives the published answer for a counter and key of zero", "[random]") {
  // From the known-answer file of the generator's authors (Salmon et al., SC 2011).
  const auto block = r123::Philox4x32{}({{0, 0, 0, 0}}, {{0, 0}});
  CHECK(block[0] == 0x6627e8d5U);
  CHECK(block[1] == 0xe169c58dU);
  CHECK(block[2] == 0xbc57ac4cU);
  CHECK(block[3] == 0x9b00dbd8U);
}

TEST_CASE("golden draws pin streams and distributions", "[random]") {
  Stream stream{1, 2, Purpose::arrival, 3};
  CHECK(stream() == 264373175U);
  CHECK(stream() == 4213415057U);
  const auto draw = [](const Distribution& distribution) {
    Stream own{1, 2, Purpose::on_scene, 3};
    return distribution.sample(own).count();
  };
  CHECK(draw(Distribution::exponential(30min)) == 11068765);
  CHECK(draw(Distribution::lognormal(48min, 35min)) == 360144);
  CHECK(draw(Distribution::gamma(10min, 5min)) == 256033);
  CHECK(stable_key("naestved") == 8291558220770033286ULL);
}

TEST_CASE("a stream is its seed, replication, purpose and key, and each of them matters", "[random]") {
  const auto first = [](Stream stream) { return stream.uniform(); };
  const double base = first({1, 1, Purpose::place, 1});
  CHECK(base == first({1, 1, Purpose::place, 1}));
  CHECK(base != first({2, 1, Purpose::place, 1}));
  CHECK(base != first({1, 2, Purpose::place, 1}));
  CHECK(base != first({1, 1, Purpose::on_scene, 1}));
  CHECK(base != first({1, 1, Purpose::place, 2}));
}

TEST_CASE("uniforms lie inside (0, 1) and have the moments of a uniform", "[random]") {
  Stream stream{3, 0, Purpose::place, 9};
  const int draws = 200'000;
  double sum = 0;
  for (int i = 0; i < draws; ++i) {
    const double u = stream.uniform();
    REQUIRE((u > 0 && u < 1));
    sum += u;
  }
  // Standard error sqrt(1 / 12 / n); five of them is one run in two million.
  CHECK(std::fabs(sum / draws - 0.5) < 5 * std::sqrt(1.0 / 12 / draws));
}

TEST_CASE("distributions have the mean and standard deviation that the scenario states", "[random]") {
  const int draws = 200'000;
  const auto holds = [&](const Distribution& distribution, double mean, double sd, double fourth_moment_margin) {
    const Moments found = moments_of(distribution, draws);
    CHECK(distribution.mean_s() == Approx(mean));
    CHECK(distribution.variance_s2() == Approx(sd * sd));
    CHECK(std::fabs(found.mean - mean) < 5 * sd / std::sqrt(draws) + 1e-3);
    CHECK(found.sd == Approx(sd).epsilon(fourth_moment_margin));
  };
  holds(Distribution::exponential(30min), 1800, 1800, 0.02);
  holds(Distribution::lognormal(48min, 35min), 2880, 2100, 0.05);
  holds(Distribution::gamma(10min, 5min), 600, 300, 0.02);
  holds(Distribution::gamma(10min, 20min), 600, 1200, 0.03);  // shape below 1
  holds(Distribution::constant(90s), 90, 0, 0.02);
  holds(Distribution::empirical({60s, 180s}, {3, 1}), 90, std::sqrt(0.75 * 0.25) * 120, 0.02);
  // Two exponentials with means 30 s and 150 s, three to one: variance 2 E[m^2] - 60^2.
  holds(Distribution::mixture({Distribution::exponential(30s), Distribution::exponential(150s)}, {3, 1}), 60,
        std::sqrt(2 * (0.75 * 900 + 0.25 * 22500) - 3600), 0.02);
}

TEST_CASE("normal draws follow the normal distribution function", "[random]") {
  const int draws = 100'000;
  int below_minus_2 = 0;
  int below_1 = 0;
  for (int i = 0; i < draws; ++i) {
    Stream stream{11, 0, Purpose::on_scene, static_cast<std::uint64_t>(i)};
    const double z = standard_normal(stream);
    below_minus_2 += z < -2;
    below_1 += z < 1;
  }
  const auto near = [&](int count, double p) {
    return std::fabs(count - p * draws) < 5 * std::sqrt(p * (1 - p) * draws);
  };
  CHECK(near(below_minus_2, 0.0227501));
  CHECK(near(below_1, 0.8413447));
}

TEST_CASE("halving a mean halves every draw to the millisecond", "[random]") {
  for (std::uint64_t key = 0; key < 1000; ++key) {
    Stream a{5, 0, Purpose::on_scene, key};
    Stream b{5, 0, Purpose::on_scene, key};
    const auto whole = Distribution::lognormal(40min, 30min).sample(a).count();
    const auto half = Distribution::lognormal(20min, 15min).sample(b).count();
    REQUIRE(std::llabs(whole - 2 * half) <= 1);
  }
}
