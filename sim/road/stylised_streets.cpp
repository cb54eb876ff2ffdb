#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/pinned_math.hpp"
#include "sim/random/stream.hpp"
#include "sim/road/stylised_layout.hpp"

namespace kredsim::stylised {

namespace {

constexpr double street_kmh = 50;        // færdselsloven § 42, built-up areas
constexpr double kept_crossings = 0.66;  // measured: the rest are left with two streets, and are bends
constexpr double loops = 0.35;           // share of the streets that close a loop and stay
constexpr std::size_t crossings_per_point = 4;

/// Crossings of a turned grid, those of the settlement numbered.
class StreetGrid {
 public:
  StreetGrid(const Settlement& settlement, double crossings, double angle)
      : centre_{settlement.centre},
        spacing_{settlement.radius_m * std::sqrt(std::numbers::pi / crossings)},
        reach_{static_cast<std::int64_t>(std::ceil(1.7 * settlement.radius_m / spacing_))},
        sin_{pinned::sin(angle)},
        cos_{pinned::cos(angle)},
        number_(static_cast<std::size_t>((2 * reach_ + 1) * (2 * reach_ + 1)), -1) {}

  [[nodiscard]] double spacing() const { return spacing_; }
  [[nodiscard]] std::int64_t reach() const { return reach_; }
  [[nodiscard]] Point at(double column, double row) const {
    const double u = column * spacing_;
    const double v = row * spacing_;
    return {centre_.x + u * cos_ - v * sin_, centre_.y + u * sin_ + v * cos_};
  }
  /// Column and row around a point.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> cell(Point p) const {
    const double dx = p.x - centre_.x;
    const double dy = p.y - centre_.y;
    return {std::llround((dx * cos_ + dy * sin_) / spacing_), std::llround((dy * cos_ - dx * sin_) / spacing_)};
  }
  void set(std::int64_t column, std::int64_t row, std::int32_t number) { number_[index(column, row)] = number; }
  /// -1 outside the settlement.
  [[nodiscard]] std::int32_t number(std::int64_t column, std::int64_t row) const {
    if (std::max(std::abs(column), std::abs(row)) > reach_) return -1;
    return number_[index(column, row)];
  }

 private:
  [[nodiscard]] std::size_t index(std::int64_t column, std::int64_t row) const {
    return static_cast<std::size_t>((row + reach_) * (2 * reach_ + 1) + column + reach_);
  }
  Point centre_;
  double spacing_;
  std::int64_t reach_;
  double sin_, cos_;
  std::vector<std::int32_t> number_;
};

struct Crossing {
  std::int64_t column, row;
  double score;
};

/// The crossings nearest to the centre, where near a main road counts as nearer: places grow along their roads, and so
/// rather not into the sea. None where the nearest main road belongs to another island or is a bridge.
std::vector<Crossing> choose(const StreetGrid& grid, const Settlement& place, std::size_t wanted,
                             const SampleIndex& index) {
  const double half = 0.5 * place.radius_m;
  std::vector<Crossing> chosen;
  for (std::int64_t row = -grid.reach(); row <= grid.reach(); ++row)
    for (std::int64_t column = -grid.reach(); column <= grid.reach(); ++column) {
      const Point p = grid.at(static_cast<double>(column), static_cast<double>(row));
      const double from_centre = distance(p, place.centre) / place.radius_m;
      if (from_centre > 1.7) continue;
      const Sample* nearest = index.nearest(p, std::max(half, 700.0));
      if (nearest != nullptr && nearest->island != place.island) continue;
      const double from_road = nearest == nullptr ? 1 : std::min(1.0, distance(p, nearest->at) / half);
      chosen.push_back({column, row, from_centre + 0.6 * from_road});
    }
  const auto better = [](const Crossing& a, const Crossing& b) {
    return std::tie(a.score, a.row, a.column) < std::tie(b.score, b.row, b.column);
  };
  std::sort(chosen.begin(), chosen.end(), better);
  if (chosen.size() > wanted) chosen.resize(wanted);
  return chosen;
}

/// Streets between neighbouring crossings: a random spanning tree, so that all can be reached, and some of the rest.
void lay_streets(const StreetGrid& grid, const std::vector<Crossing>& crossings, const std::vector<MapNode>& node,
                 Stream& stream, UnionFind& joined, Draft& draft) {
  struct Street {
    std::uint32_t rank;
    std::uint32_t from, to;
  };
  std::vector<Street> streets;
  for (std::uint32_t i = 0; i < crossings.size(); ++i)
    for (const auto& [column, row] :
         {std::pair{crossings[i].column + 1, crossings[i].row}, {crossings[i].column, crossings[i].row + 1}})
      if (const std::int32_t to = grid.number(column, row); to >= 0)
        streets.push_back({stream(), i, static_cast<std::uint32_t>(to)});
  std::sort(streets.begin(), streets.end(), [](const Street& a, const Street& b) {
    return std::tie(a.rank, a.from, a.to) < std::tie(b.rank, b.from, b.to);
  });
  for (const Street& street : streets) {
    const bool needed = joined.join(street.from, street.to);
    if (needed || stream.uniform() < loops)
      draft.add_link(node[street.from], node[street.to], RoadClass::residential, street_kmh,
                     SpeedSource::built_up_or_not);
  }
}

/// Joins streets and main road at every main-road point that has a crossing beside it, and whatever is then still apart
/// by a street of its own. `outside` stands for the rest of the network in `joined`.
void join_main_roads(const Settlement& place, const StreetGrid& grid, const std::vector<Crossing>& crossings,
                     const std::vector<MapNode>& node, const SampleIndex& index, UnionFind& joined, Draft& draft) {
  const std::size_t outside = node.size();
  const auto street = [&](MapNode from, std::size_t to) {
    draft.add_link(from, node[to], RoadClass::residential, street_kmh, SpeedSource::built_up_or_not);
    joined.join(to, outside);
  };
  street(place.node, 0);  // the crossing with the best score, in the middle
  for (const Sample* sample : index.within(place.centre, 1.8 * place.radius_m)) {
    if (sample->island != place.island || sample->node == place.node) continue;
    const auto [column, row] = grid.cell(sample->at);
    if (const std::int32_t beside = grid.number(column, row); beside >= 0)
      street(sample->node, static_cast<std::size_t>(beside));
  }
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    if (joined.find(i) == joined.find(outside)) continue;
    const Sample* nearest = index.nearest(draft.at(node[i]), 2 * place.radius_m);
    street(nearest != nullptr && nearest->island == place.island ? nearest->node : place.node, i);
  }
}

}  // namespace

void grow_streets(const Settlement& place, double nodes, const SampleIndex& index, Draft& draft) {
  if (place.population <= 0) return;
  const auto wanted = static_cast<std::size_t>(std::max(3.0, std::round(nodes / kept_crossings)));
  Stream stream{0, 0, Purpose::layout, combine(stable_key("streets"), stable_key(place.key))};
  StreetGrid grid{place, static_cast<double>(wanted), stream.uniform() * std::numbers::pi / 2};
  const std::vector<Crossing> crossings = choose(grid, place, wanted, index);
  if (crossings.empty()) {  // squeezed out by other islands: all live at the centre
    draft.demand.push_back({place.node, place.population, place.municipality});
    return;
  }
  std::vector<MapNode> node;
  for (const Crossing& crossing : crossings) {
    grid.set(crossing.column, crossing.row, static_cast<std::int32_t>(node.size()));
    const double column = static_cast<double>(crossing.column) + 0.7 * (stream.uniform() - 0.5);
    const double row = static_cast<double>(crossing.row) + 0.7 * (stream.uniform() - 0.5);
    node.push_back(draft.add_node(grid.at(column, row)));
  }
  UnionFind joined{node.size() + 1};
  lay_streets(grid, crossings, node, stream, joined, draft);
  join_main_roads(place, grid, crossings, node, index, joined, draft);

  const std::size_t count = (node.size() + crossings_per_point - 1) / crossings_per_point;
  for (std::size_t i = 0; i < node.size(); i += crossings_per_point)
    draft.demand.push_back({node[i], place.population / static_cast<double>(count), place.municipality});
}

}  // namespace kredsim::stylised
