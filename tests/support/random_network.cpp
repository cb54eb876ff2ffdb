#include "tests/support/random_network.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace kredsim::test {

namespace {

Piece random_piece(Dice& dice) {
  constexpr std::array<float, 4> speeds{30, 36, 50, 110};
  Piece piece;
  piece.road_class = dice.one_in(3) ? scenario::RoadClass::primary : scenario::RoadClass::residential;
  piece.speed_kmh = speeds[dice.roll(speeds.size())];
  if (dice.one_in(8)) return piece;  // of no length
  piece.length = Millimetres{static_cast<std::int64_t>(1 + dice.roll(dice.one_in(4) ? 50 : 300'000))};
  if (dice.one_in(12)) piece.fixed_time = Milliseconds{dice.roll(20'000)};
  if (dice.one_in(40)) piece = {.length = {}, .fixed_time = Milliseconds{dice.roll(20'000)}};
  return piece;
}

void add_road(Dice& dice, RoadSketch& roads, std::uint32_t a, std::uint32_t b) {
  auto [forward, backward] = std::pair{Access::everyone, Access::everyone};
  if (dice.one_in(4)) backward = Access::closed;
  if (dice.one_in(10)) forward = Access::emergency_only;
  if (dice.one_in(10)) backward = Access::emergency_only;
  std::uint32_t here = a;
  for (std::size_t bends = dice.one_in(3) ? dice.roll(4) : 0; bends > 0; --bends) {
    const std::uint32_t bend = roads.add_node();
    roads.links.push_back({here, bend, random_piece(dice), forward, backward});
    here = bend;
  }
  roads.links.push_back({here, b, random_piece(dice), forward, backward});
}

/// Blocks of the same size and speed: everything ties with everything.
void add_grid(Dice& dice, RoadSketch& roads, std::uint32_t nodes) {
  const auto width = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(nodes)));
  const Piece piece{.length = Millimetres{100'000}, .speed_kmh = 36};
  for (std::uint32_t i = 0; i < nodes; ++i) {
    const auto street = [&](std::uint32_t to) {
      if (to >= nodes || dice.one_in(20)) return;
      roads.links.push_back({i, to, piece, Access::everyone, dice.one_in(6) ? Access::closed : Access::everyone});
    };
    if ((i + 1) % width != 0) street(i + 1);
    street(i + width);
  }
}

/// Links that take up to 12.4 days, the longest there is, and a little more: their sums pass 32 bits unless somebody
/// looks.
void make_endless(Dice& dice, RoadSketch& roads) {
  constexpr std::int64_t longest = std::int64_t{1} << 30;
  constexpr std::array times{longest / 4, longest / 2, longest - 2, longest - 1, longest, longest + 1};
  for (RoadSketch::Link& link : roads.links)
    if (dice.one_in(2)) link.piece.fixed_time = Milliseconds{times[dice.roll(times.size())]};
}

}  // namespace

std::uint32_t RoadSketch::add_node(bool pin) {
  pinned.push_back(pin);
  return static_cast<std::uint32_t>(pinned.size() - 1);
}

RoadGraph RoadSketch::build() const {
  RoadGraphBuilder builder;
  for (const bool pin : pinned) {
    const std::uint32_t node = builder.add_node({55, 12});
    if (pin) builder.pin(node);
  }
  for (const Link& link : links) builder.add_link(link.from, link.to, link.piece, link.forward, link.backward);
  return builder.build().graph;
}

std::string RoadSketch::told() const {
  constexpr std::array access{"closed", "for emergencies", "open"};
  std::ostringstream out;
  for (const Link& link : links)
    out << link.from << " - " << link.to << ": " << link.piece.length.count() << " mm at " << link.piece.speed_kmh
        << " km/h, fixed " << link.piece.fixed_time.count() << " ms, class " << static_cast<int>(link.piece.road_class)
        << "; there " << access[static_cast<std::size_t>(link.forward)] << ", back "
        << access[static_cast<std::size_t>(link.backward)] << '\n';
  return out.str();
}

RoadSketch random_roads(Dice& dice, Shape shape, std::size_t nodes) {
  RoadSketch roads;
  const auto count = static_cast<std::uint32_t>(nodes);
  for (std::uint32_t i = 0; i < count; ++i) roads.add_node(!dice.one_in(8));
  const auto any = [&] { return static_cast<std::uint32_t>(dice.roll(count)); };
  switch (shape) {
    case Shape::tangle:
    case Shape::endless:
      for (std::size_t i = 0; i < count + count / 2; ++i) {
        // The order in which a call's arguments are made is the compiler's.
        const std::uint32_t from = any();
        add_road(dice, roads, from, any());
      }
      break;
    case Shape::even_grid: add_grid(dice, roads, count); break;
    case Shape::caterpillar:
      for (std::uint32_t i = 1; i < count; ++i)
        add_road(dice, roads, i, i - 1 - (i > 2 ? static_cast<std::uint32_t>(dice.roll(2)) : 0));
      break;
    case Shape::islands:
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t shore = i / 5 * 5;
        add_road(dice, roads, i, std::min(count - 1, shore + static_cast<std::uint32_t>(dice.roll(5))));
      }
      break;
  }
  if (shape == Shape::endless) make_endless(dice, roads);
  roads.links.push_back({0, count - 1, random_piece(dice), Access::everyone, Access::everyone});
  return roads;
}

Place random_place(Dice& dice, const RoadGraph& graph) {
  const EdgeId edge{dice.roll(graph.edge_count())};
  const auto length = graph.edge(edge).length;
  if (dice.one_in(6)) return {edge, Millimetres{0}};
  if (dice.one_in(6)) return {edge, length};
  return {edge, Millimetres{static_cast<std::int64_t>(dice.roll(static_cast<std::size_t>(length.count()) + 1))}};
}

}  // namespace kredsim::test
