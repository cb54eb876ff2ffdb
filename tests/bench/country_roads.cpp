#include "tests/bench/country_roads.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace kredsim::bench {

namespace {

using scenario::RoadClass;
using test::Dice;

constexpr double town_spacing = 0.03;  ///< degrees
constexpr double block = 0.001;

struct Draft {
  struct Link {
    std::uint32_t from, to;
    RoadClass road_class;
    double speed_kmh;
    bool one_way;
  };
  std::vector<Position> nodes;
  std::vector<Link> links;
};

double jitter(Dice& dice, double width) { return width * (static_cast<double>(dice.roll(1001)) / 1000.0 - 0.5); }

/// @return the nodes at the middle of its four sides: west, east, south, north.
std::array<std::uint32_t, 4> add_town(Dice& dice, Draft& draft, Position centre, std::uint32_t across) {
  const auto first = static_cast<std::uint32_t>(draft.nodes.size());
  const auto at = [&](std::uint32_t row, std::uint32_t column) { return first + row * across + column; };
  for (std::uint32_t row = 0; row < across; ++row)
    for (std::uint32_t column = 0; column < across; ++column)
      draft.nodes.push_back({centre.lat + block * (row - across / 2.0) + jitter(dice, block * 0.6),
                             centre.lon + block * (column - across / 2.0) + jitter(dice, block * 0.6)});
  const auto street = [&](std::uint32_t a, std::uint32_t b, std::uint32_t line) {
    const bool through = line == across / 2;  // the high street has no gap
    if (!through && dice.one_in(4)) return;
    draft.links.push_back({a, b, through ? RoadClass::tertiary : RoadClass::residential, through ? 50.0 : 40.0,
                           !through && dice.one_in(10)});
  };
  for (std::uint32_t row = 0; row < across; ++row)
    for (std::uint32_t column = 0; column < across; ++column) {
      if (column + 1 < across) street(at(row, column), at(row, column + 1), row);
      if (row + 1 < across) street(at(row, column), at(row + 1, column), column);
    }
  const std::uint32_t middle = across / 2;
  return {at(middle, 0), at(middle, across - 1), at(0, middle), at(across - 1, middle)};
}

std::uint32_t town_size(Dice& dice) {
  if (dice.one_in(400)) return 80 + static_cast<std::uint32_t>(dice.roll(60));
  if (dice.one_in(30)) return 20 + static_cast<std::uint32_t>(dice.roll(30));
  return 3 + static_cast<std::uint32_t>(dice.roll(10));
}

/// The largest component only, as a snapper leaves it.
RoadGraph build(const Draft& draft) {
  std::vector<std::uint32_t> root(draft.nodes.size());
  for (std::uint32_t i = 0; i < root.size(); ++i) root[i] = i;
  const auto find = [&](std::uint32_t node) {
    while (root[node] != node) node = root[node] = root[root[node]];
    return node;
  };
  for (const auto& link : draft.links) root[find(link.from)] = find(link.to);
  std::vector<std::uint32_t> size(root.size(), 0);
  for (std::uint32_t i = 0; i < root.size(); ++i) ++size[find(i)];
  const auto largest = static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());

  RoadGraphBuilder builder;
  for (const Position& node : draft.nodes) builder.add_node(node);
  for (const auto& link : draft.links) {
    if (find(link.from) != largest) continue;
    const double metres = distance_m(draft.nodes[link.from], draft.nodes[link.to]);
    Piece piece;
    piece.length = Millimetres{static_cast<std::int64_t>(metres * 1000) + 1};
    piece.road_class = link.road_class;
    piece.speed_kmh = static_cast<float>(link.speed_kmh);
    builder.add_link(link.from, link.to, piece, Access::everyone, link.one_way ? Access::closed : Access::everyone);
  }
  return builder.build().graph;
}

}  // namespace

RoadGraph country_roads(Dice& dice, std::uint32_t towns_across) {
  Draft draft;
  std::vector<std::array<std::uint32_t, 4>> gates;
  for (std::uint32_t row = 0; row < towns_across; ++row)
    for (std::uint32_t column = 0; column < towns_across; ++column) {
      const Position centre{54 + town_spacing * row + jitter(dice, town_spacing / 3),
                            11 + town_spacing * column + jitter(dice, town_spacing / 3)};
      gates.push_back(add_town(dice, draft, centre, town_size(dice)));
    }
  const auto road = [&](std::uint32_t a, std::uint32_t b, std::uint32_t line) {
    const bool main = line % 8 == 4;
    if (!main && dice.one_in(4)) return;
    draft.links.push_back({a, b, main ? RoadClass::primary : RoadClass::unclassified, main ? 90.0 : 70.0, false});
  };
  for (std::uint32_t row = 0; row < towns_across; ++row)
    for (std::uint32_t column = 0; column < towns_across; ++column) {
      const std::size_t here = std::size_t{row} * towns_across + column;
      if (column + 1 < towns_across) road(gates[here][1], gates[here + 1][0], row);
      if (row + 1 < towns_across) road(gates[here][3], gates[here + towns_across][2], column);
    }
  return build(draft);
}

}  // namespace kredsim::bench
