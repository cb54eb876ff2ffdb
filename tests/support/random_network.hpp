#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

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

enum class Shape { tangle, even_grid, caterpillar, islands, endless };
inline constexpr std::size_t shapes = 5;

/// Map nodes and links as a RoadGraphBuilder takes them: what can be made smaller.
struct RoadSketch {
  struct Link {
    std::uint32_t from, to;
    Piece piece;
    Access forward, backward;
  };
  std::vector<bool> pinned;  ///< by node
  std::vector<Link> links;

  std::uint32_t add_node(bool pin = false);
  [[nodiscard]] RoadGraph build() const;
  /// One line a link, for whoever has to find out why it fails.
  [[nodiscard]] std::string told() const;
};

/// A network that no road authority would build: one-way, parallel, looping, emergency and zero-length roads, bends,
/// dead ends, timed links, equal times, islands; links that take as long as no way does (`endless`).
RoadSketch random_roads(Dice& dice, Shape shape, std::size_t nodes);
inline RoadGraph random_network(Dice& dice, Shape shape, std::size_t nodes) {
  return random_roads(dice, shape, nodes).build();
}

/// The sketch with as many links taken away as `fails` stays true without: first in large parts, then one by one, until
/// each that is left is needed. `fails` is asked of sketches with at least one road.
template <class Fails>
RoadSketch shrunk(RoadSketch roads, Fails fails) {
  for (std::size_t part = roads.links.size(); part > 0;) {
    bool smaller = false;
    for (std::size_t begin = 0; begin < roads.links.size();) {
      RoadSketch without = roads;
      const auto first = without.links.begin() + static_cast<std::ptrdiff_t>(begin);
      without.links.erase(first, first + static_cast<std::ptrdiff_t>(std::min(part, roads.links.size() - begin)));
      if (without.build().edge_count() > 0 && fails(without)) {
        roads = std::move(without);
        smaller = true;
      } else {
        begin += part;
      }
    }
    if (!smaller || part > 1) part = part > 1 ? part / 2 : 0;
  }
  return roads;
}

/// At an end or part-way along any edge.
Place random_place(Dice& dice, const RoadGraph& graph);

}  // namespace kredsim::test
