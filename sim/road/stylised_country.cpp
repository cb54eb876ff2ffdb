#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sim/base/pinned_math.hpp"
#include "sim/random/stream.hpp"
#include "sim/road/stylised_layout.hpp"

namespace kredsim::stylised {

namespace {

constexpr double hamlet_spacing_m = 1700;
constexpr double roadside_m = 1000;       // land for certain
constexpr double between_roads_m = 7500;  // land if roads of the island lie on all sides but one within this
constexpr int sides = 6;
constexpr double country_kmh = 80;  // færdselsloven § 42, outside built-up areas
constexpr double loops_of_country = 0.5;

using Cell = std::pair<std::int64_t, std::int64_t>;

std::uint64_t cell_key(Cell cell) {
  return combine(stable_key("country"),
                 combine(static_cast<std::uint64_t>(cell.first), static_cast<std::uint64_t>(cell.second)));
}

/// The sector of `sides` around `from` in which `to` lies.
int side(Point from, Point to) {
  constexpr double turn = 6.283185307179586;
  const double angle = pinned::atan2(to.y - from.y, to.x - from.x) / turn;
  return static_cast<int>((angle < 0 ? angle + 1 : angle) * sides) % sides;
}

/// The island on which a place lies, `water` if it may lie in the sea. There is no coastline to ask: land is what lies
/// beside a main road, or between main roads of one island.
Island land(Point at, const SampleIndex& index) {
  const Sample* nearest = index.nearest(at, between_roads_m);
  if (nearest == nullptr || nearest->island == water) return water;
  if (distance(nearest->at, at) <= roadside_m) return nearest->island;
  std::set<int> seen;
  for (const Sample* sample : index.within(at, between_roads_m))
    if (sample->island == nearest->island) seen.insert(side(at, sample->at));
  return seen.size() + 1 >= sides ? nearest->island : water;
}

bool in_town(Point at, const std::vector<Settlement>& towns) {
  return std::any_of(towns.begin(), towns.end(),
                     [&](const Settlement& town) { return distance(town.centre, at) < 1.3 * town.radius_m + 500; });
}

/// Of the nearest town of the island; of the nearest town at all on an island without one.
const std::string& municipality(Point at, Island island, const std::vector<Settlement>& towns) {
  const Settlement* best = nullptr;
  for (const Settlement& town : towns) {
    if (best == nullptr || (town.island == island) > (best->island == island) ||
        ((town.island == island) == (best->island == island) && distance(town.centre, at) < distance(best->centre, at)))
      best = &town;
  }
  return best->municipality;
}

std::vector<Cell> cells_near(const SampleIndex& index) {
  const auto cell = [](double metres) { return static_cast<std::int64_t>(std::floor(metres / hamlet_spacing_m)); };
  std::set<Cell> roads;
  for (const Sample& sample : index.samples()) roads.emplace(cell(sample.at.x), cell(sample.at.y));
  const auto reach = static_cast<std::int64_t>(std::ceil(between_roads_m / hamlet_spacing_m));
  std::set<Cell> result;
  for (const auto& [x, y] : roads)
    for (std::int64_t dy = -reach; dy <= reach; ++dy)
      for (std::int64_t dx = -reach; dx <= reach; ++dx) result.emplace(x + dx, y + dy);
  return {result.begin(), result.end()};
}

/// Country roads between hamlets and to the main roads, in pieces that wind a little.
class CountryRoads {
 public:
  CountryRoads(const SampleIndex& index, const std::vector<Settlement>& hamlets, Draft& draft)
      : index_{index}, hamlets_{hamlets}, draft_{draft}, joined_{hamlets.size() + 1} {}

  /// Between two hamlets; through the main road if one runs half-way. Nothing if water lies half-way.
  void between(std::size_t a, std::size_t b, Stream& stream, bool only_if_needed) {
    const Point from = hamlets_[a].centre;
    const Point to = hamlets_[b].centre;
    const Point middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
    const Sample* nearest = index_.nearest(middle, 0.5 * distance(from, to));
    if (nearest != nullptr && nearest->island != hamlets_[a].island) return;
    if (only_if_needed && joined_.find(a) == joined_.find(b)) return;
    if (nearest != nullptr && distance(nearest->at, middle) < 0.25 * distance(from, to)) {
      to_main_road(a, *nearest, stream);
      to_main_road(b, *nearest, stream);
    } else {
      road(hamlets_[a].node, hamlets_[b].node, stream);
      joined_.join(a, b);
    }
  }
  void to_main_road(std::size_t hamlet, const Sample& sample, Stream& stream) {
    if (!reached_.emplace(hamlet, sample.node).second) return;
    road(hamlets_[hamlet].node, sample.node, stream);
    joined_.join(hamlet, hamlets_.size());
  }
  [[nodiscard]] bool reached(std::size_t hamlet) { return joined_.find(hamlet) == joined_.find(hamlets_.size()); }

 private:
  void road(MapNode from, MapNode to, Stream& stream) {
    const Point a = draft_.at(from);
    const Point b = draft_.at(to);
    const int steps = std::max(1, static_cast<int>(distance(a, b) / 300));
    MapNode last = from;
    for (int i = 1; i <= steps; ++i) {
      MapNode next = to;
      if (i < steps) {
        const double t = static_cast<double>(i) / steps;
        const double aside = 0.12 * (stream.uniform() - 0.5);
        next =
            draft_.add_node({a.x + t * (b.x - a.x) - aside * (b.y - a.y), a.y + t * (b.y - a.y) + aside * (b.x - a.x)});
      }
      draft_.add_link(last, next, RoadClass::unclassified, country_kmh, SpeedSource::built_up_or_not);
      last = next;
    }
  }

  const SampleIndex& index_;
  const std::vector<Settlement>& hamlets_;
  Draft& draft_;
  UnionFind joined_;
  std::set<std::pair<std::size_t, MapNode>> reached_;
};

std::vector<Settlement> place_hamlets(const MainRoads& roads, Draft& draft, std::map<Cell, std::size_t>& hamlet_in) {
  std::vector<Settlement> hamlets;
  for (const Cell& cell : cells_near(roads.index)) {
    Stream stream{0, 0, Purpose::layout, cell_key(cell)};
    const Point at{(static_cast<double>(cell.first) + 0.15 + 0.7 * stream.uniform()) * hamlet_spacing_m,
                   (static_cast<double>(cell.second) + 0.15 + 0.7 * stream.uniform()) * hamlet_spacing_m};
    const Island island = land(at, roads.index);
    if (island == water || in_town(at, roads.towns)) continue;
    hamlet_in.emplace(cell, hamlets.size());
    const std::string key = "country " + std::to_string(cell.first) + " " + std::to_string(cell.second);
    hamlets.push_back({key, municipality(at, island, roads.towns), at, draft.add_node(at), island, 0, 0});
  }
  return hamlets;
}

}  // namespace

std::vector<Settlement> build_country_roads(const MainRoads& roads, Draft& draft) {
  if (roads.towns.empty()) return {};
  std::map<Cell, std::size_t> hamlet_in;
  std::vector<Settlement> hamlets = place_hamlets(roads, draft, hamlet_in);
  CountryRoads country{roads.index, hamlets, draft};

  struct Pair {
    std::uint32_t rank;
    std::size_t a, b;
    bool loop;
  };
  std::vector<Pair> pairs;
  for (const auto& [cell, a] : hamlet_in) {
    Stream stream{0, 0, Purpose::layout, combine(stable_key("country pairs"), cell_key(cell))};
    if (const Sample* nearest = roads.index.nearest(hamlets[a].centre, roadside_m))
      country.to_main_road(a, *nearest, stream);
    for (const auto& [dx, dy] : {Cell{1, 0}, Cell{0, 1}, Cell{1, 1}, Cell{1, -1}}) {
      const auto other = hamlet_in.find({cell.first + dx, cell.second + dy});
      const std::uint32_t rank = stream() / (dx * dy == 0 ? 2U : 1U);  // diagonals last
      const bool loop = dx * dy == 0 && stream.uniform() < loops_of_country;
      if (other != hamlet_in.end() && hamlets[other->second].island == hamlets[a].island)
        pairs.push_back({rank, a, other->second, loop});
    }
  }
  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& x, const Pair& y) { return std::tie(x.rank, x.a, x.b) < std::tie(y.rank, y.a, y.b); });
  for (const Pair& pair : pairs) {
    Stream stream{
        0, 0, Purpose::layout,
        combine(combine(stable_key("country road"), stable_key(hamlets[pair.a].key)), stable_key(hamlets[pair.b].key))};
    country.between(pair.a, pair.b, stream, !pair.loop);
  }
  for (std::size_t i = 0; i < hamlets.size(); ++i) {
    if (country.reached(i)) continue;
    Stream stream{0, 0, Purpose::layout, combine(stable_key("country way out"), stable_key(hamlets[i].key))};
    country.to_main_road(i, *roads.index.nearest(hamlets[i].centre, between_roads_m), stream);
  }
  return hamlets;
}

}  // namespace kredsim::stylised
