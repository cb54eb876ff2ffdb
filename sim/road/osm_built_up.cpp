#include "sim/road/osm_built_up.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/pinned_math.hpp"

namespace kredsim::osm {

namespace {

// Density is counted in the nine cells around a point, so over 450 m x 450 m.
constexpr double cell_m = 150;
constexpr double roughly_metres_per_degree = 111'195;
constexpr double addresses_needed = 40;
constexpr double street_metres_needed = 300;

double middle_latitude(const Extract& extract) {
  double low = 90;
  double high = -90;
  for (const Node& node : extract.nodes)
    if (node.present) {
      low = std::min(low, node.at.lat);
      high = std::max(high, node.at.lat);
    }
  return low <= high ? (low + high) / 2 : 0;
}

}  // namespace

BuiltUp::BuiltUp(const Extract& extract, std::span<const Address> addresses)
    : threshold_{addresses.empty() ? street_metres_needed : addresses_needed} {
  rows_per_degree_ = roughly_metres_per_degree / cell_m;
  const double narrowing = pinned::cos(middle_latitude(extract) * std::numbers::pi / 180);
  columns_per_degree_ = rows_per_degree_ * std::max(narrowing, 0.01);
  for (const Address& address : addresses) add(address.at, 1);
  for (std::size_t w = 0; addresses.empty() && w < extract.ways.size(); ++w) {
    const RoadClass road_class = extract.ways[w].rule.road_class;
    if (road_class != RoadClass::residential && road_class != RoadClass::living_street) continue;
    for (std::size_t i = extract.ways[w].first_node; i + 1 < extract.node_end(w); ++i) {
      const Node& a = extract.nodes[extract.way_nodes[i]];
      const Node& b = extract.nodes[extract.way_nodes[i + 1]];
      if (a.present && b.present) add({(a.at.lat + b.at.lat) / 2, (a.at.lon + b.at.lon) / 2}, distance_m(a.at, b.at));
    }
  }
  merge();
}

std::pair<std::int32_t, std::int32_t> BuiltUp::cell_of(Position position) const {
  return {static_cast<std::int32_t>(std::floor(position.lat * rows_per_degree_)),
          static_cast<std::int32_t>(std::floor(position.lon * columns_per_degree_))};
}

void BuiltUp::add(Position position, double weight) {
  const auto [row, column] = cell_of(position);
  cells_.push_back({row, column, weight});
}

void BuiltUp::merge() {
  const auto before = [](const Cell& a, const Cell& b) {
    return std::pair{a.row, a.column} < std::pair{b.row, b.column};
  };
  std::stable_sort(cells_.begin(), cells_.end(), before);
  std::vector<Cell> merged;
  for (const Cell& cell : cells_)
    if (!merged.empty() && merged.back().row == cell.row && merged.back().column == cell.column)
      merged.back().weight += cell.weight;
    else
      merged.push_back(cell);
  cells_ = std::move(merged);
}

bool BuiltUp::at(Position position) const {
  const auto [row, column] = cell_of(position);
  double weight = 0;
  for (std::int32_t r = row - 1; r <= row + 1; ++r) {
    const std::pair start{r, column - 1};
    auto cell = std::lower_bound(cells_.begin(), cells_.end(), start, [](const Cell& a, const auto& b) {
      return std::pair{a.row, a.column} < b;
    });
    for (; cell != cells_.end() && cell->row == r && cell->column <= column + 1; ++cell) weight += cell->weight;
  }
  return weight >= threshold_;
}

}  // namespace kredsim::osm
