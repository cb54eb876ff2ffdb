#include "sim/road/stylised_layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <numeric>

#include "sim/base/geo.hpp"
#include "sim/base/pinned_math.hpp"

namespace kredsim::stylised {

namespace {

constexpr double cell_m = 500;

std::int64_t cell_of(double metres) { return static_cast<std::int64_t>(std::floor(metres / cell_m)); }

std::uint64_t cell_key(std::int64_t x, std::int64_t y) {
  return (static_cast<std::uint64_t>(x) << 32) ^ (static_cast<std::uint64_t>(y) & 0xffffffffU);
}

}  // namespace

double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

Plane::Plane(Position middle)
    : middle_{middle}, metres_per_lon_{metres_per_degree * pinned::cos(middle.lat * std::numbers::pi / 180)} {}

Point Plane::flat(Position at) const {
  return {(at.lon - middle_.lon) * metres_per_lon_, (at.lat - middle_.lat) * metres_per_degree};
}

Position Plane::position(Point at) const {
  return {middle_.lat + at.y / metres_per_degree, middle_.lon + at.x / metres_per_lon_};
}

UnionFind::UnionFind(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }

std::size_t UnionFind::find(std::size_t a) {
  while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
  return a;
}

// The smaller root wins, so that the name of a set does not depend on the order of joins.
bool UnionFind::join(std::size_t a, std::size_t b) {
  a = find(a);
  b = find(b);
  if (a == b) return false;
  parent_[std::max(a, b)] = std::min(a, b);
  return true;
}

SampleIndex::SampleIndex(std::vector<Sample> samples) : samples_{std::move(samples)} {
  for (std::uint32_t i = 0; i < samples_.size(); ++i)
    cells_[cell_key(cell_of(samples_[i].at.x), cell_of(samples_[i].at.y))].push_back(i);
}

const std::vector<std::uint32_t>* SampleIndex::cell(std::int64_t x, std::int64_t y) const {
  const auto found = cells_.find(cell_key(x, y));
  return found == cells_.end() ? nullptr : &found->second;
}

const Sample* SampleIndex::nearest(Point at, double limit_m) const {
  const std::int64_t x = cell_of(at.x);
  const std::int64_t y = cell_of(at.y);
  const auto rings = static_cast<std::int64_t>(limit_m / cell_m) + 1;
  std::uint32_t best = 0;
  double best_m = limit_m;
  bool found = false;
  const auto look = [&](std::int64_t cx, std::int64_t cy) {
    const auto* members = cell(cx, cy);
    if (members == nullptr) return;
    for (const std::uint32_t i : *members) {
      const double d = distance(samples_[i].at, at);
      if (d < best_m || (d == best_m && (!found || i < best))) {
        best = i;
        best_m = d;
        found = true;
      }
    }
  };
  // Ring by ring around the cell of `at`; a ring further out than the best cannot hold a nearer one.
  for (std::int64_t ring = 0; ring <= rings && !(found && best_m <= static_cast<double>(ring - 1) * cell_m); ++ring)
    for (std::int64_t dy = -ring; dy <= ring; ++dy) {
      const std::int64_t step = std::abs(dy) == ring || ring == 0 ? 1 : 2 * ring;
      for (std::int64_t dx = -ring; dx <= ring; dx += step) look(x + dx, y + dy);
    }
  return found ? &samples_[best] : nullptr;
}

std::vector<const Sample*> SampleIndex::within(Point at, double limit_m) const {
  std::vector<std::uint32_t> found;
  for (std::int64_t y = cell_of(at.y - limit_m); y <= cell_of(at.y + limit_m); ++y)
    for (std::int64_t x = cell_of(at.x - limit_m); x <= cell_of(at.x + limit_m); ++x)
      if (const auto* members = cell(x, y))
        for (const std::uint32_t i : *members)
          if (distance(samples_[i].at, at) <= limit_m) found.push_back(i);
  std::sort(found.begin(), found.end());
  std::vector<const Sample*> result;
  for (const std::uint32_t i : found) result.push_back(&samples_[i]);
  return result;
}

MapNode Draft::add_node(Point at) {
  points.push_back(at);
  positions.push_back(plane.position(at));
  return builder.add_node(positions.back());
}

void Draft::add_link(MapNode a, MapNode b, RoadClass road_class, double speed_kmh, SpeedSource source) {
  const Piece piece{.length = Millimetres{std::llround(distance_m(positions[a], positions[b]) * 1000)},
                    .road_class = road_class,
                    .speed_source = source,
                    .speed_kmh = static_cast<float>(speed_kmh)};
  builder.add_link(a, b, piece, Access::everyone, Access::everyone);
}

// A Danish provincial town houses some 1,800 to the square kilometre, the countryside around a hamlet about 130 on the
// patch that its lanes reach (assumptions; docs/methods/stylised-network.md).
double town_radius(double population) { return std::sqrt(population / 1800 / std::numbers::pi) * 1000; }
double hamlet_radius(double population) { return std::sqrt(population / 130 / std::numbers::pi) * 1000; }

}  // namespace kredsim::stylised
