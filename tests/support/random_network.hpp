#pragma once

#include <cstdint>

#include "sim/road/travel_times.hpp"

namespace kredsim::test {

/// SplitMix64: small, and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_{seed} {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// 0 ... sides - 1.
  std::size_t roll(std::size_t sides) { return static_cast<std::size_t>(next() % sides); }
  bool one_in(std::size_t sides) { return roll(sides) == 0; }

 private:
  std::uint64_t state_;
};

enum class Shape { tangle, even_grid, caterpillar, islands };
inline constexpr std::size_t shapes = 4;

/// A network that no road authority would build: one-way, parallel, looping, emergency and zero-length roads, bends,
/// dead ends, timed links, equal times, islands.
RoadGraph random_network(Dice& dice, Shape shape, std::size_t nodes);

/// At an end or part-way along any edge.
Place random_place(Dice& dice, const RoadGraph& graph);

}  // namespace kredsim::test
