#include "sim/world/area_finder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/pinned_math.hpp"

namespace kredsim {

namespace {

constexpr double metres_a_degree = 111'195;
constexpr double sites_a_cell = 4;

}  // namespace

AreaFinder::AreaFinder(const World& world) : world_{world} {
  std::vector<PointId> points;
  for (const PointId point : world.district.points.ids())
    if (world.district.municipality(point).valid()) points.push_back(point);
  if (points.empty()) return;

  Position low{90, 180};
  Position high{-90, -180};
  for (const PointId point : points) {
    const Position at = world.network.graph.position(world.district.points[point].place);
    low = {std::min(low.lat, at.lat), std::min(low.lon, at.lon)};
    high = {std::max(high.lat, at.lat), std::max(high.lon, at.lon)};
  }
  origin_ = low;
  metres_a_degree_east_ = distance_m(low, {low.lat, low.lon + 1});
  const Site corner = on_plane(high);
  const double cells = std::max(1.0, static_cast<double>(points.size()) / sites_a_cell);
  cell_m_ = std::max(10.0, std::sqrt((corner.east + 1) * (corner.north + 1) / cells));
  columns_ = static_cast<std::int64_t>(corner.east / cell_m_) + 1;
  rows_ = static_cast<std::int64_t>(corner.north / cell_m_) + 1;

  std::vector<std::uint32_t> cell_of;
  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  std::vector<Site> sites;
  for (const PointId point : points) {
    Site site = on_plane(world.network.graph.position(world.district.points[point].place));
    site.point = point;
    sites.push_back(site);
    cell_of.push_back(static_cast<std::uint32_t>(row(site.north) * columns_ + column(site.east)));
    ++first_[cell_of.back() + 1];
  }
  for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  sites_.resize(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) sites_[next[cell_of[i]]++] = sites[i];
}

AreaFinder::Site AreaFinder::on_plane(Position position) const {
  return {(position.lon - origin_.lon) * metres_a_degree_east_, (position.lat - origin_.lat) * metres_a_degree, {}};
}

std::int64_t AreaFinder::column(double east) const {
  return std::clamp(static_cast<std::int64_t>(std::floor(east / cell_m_)), std::int64_t{0}, columns_ - 1);
}

std::int64_t AreaFinder::row(double north) const {
  return std::clamp(static_cast<std::int64_t>(std::floor(north / cell_m_)), std::int64_t{0}, rows_ - 1);
}

/// Rings of cells around the own one until no farther ring can hold a nearer site.
AreasOfPlace AreaFinder::at(Position position) const {
  if (sites_.empty()) return {};
  const Site here = on_plane(position);
  const std::int64_t x = column(here.east);
  const std::int64_t y = row(here.north);
  double least = std::numeric_limits<double>::infinity();
  PointId nearest;
  const auto look = [&](std::int64_t cx, std::int64_t cy) {
    if (cx < 0 || cy < 0 || cx >= columns_ || cy >= rows_) return;
    const auto cell = static_cast<std::size_t>(cy * columns_ + cx);
    for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) {
      const double east = sites_[i].east - here.east;
      const double north = sites_[i].north - here.north;
      const double square = east * east + north * north;
      if (square > least || (square == least && nearest < sites_[i].point)) continue;
      least = square;
      nearest = sites_[i].point;
    }
  };
  const double outside = std::max({0.0, -here.east, -here.north, here.east - static_cast<double>(columns_) * cell_m_,
                                   here.north - static_cast<double>(rows_) * cell_m_});
  for (std::int64_t ring = 0; ring <= std::max(columns_, rows_); ++ring) {
    const double nearer = static_cast<double>(ring - 1) * cell_m_ - outside;
    if (nearer > 0 && nearer * nearer > least) break;
    for (std::int64_t step = -ring; step <= ring; ++step) {
      look(x + step, y - ring);
      if (ring > 0) look(x + step, y + ring);
      if (step > -ring && step < ring) {
        look(x - ring, y + step);
        look(x + ring, y + step);
      }
    }
  }
  return world_.district.points[nearest].areas;
}

}  // namespace kredsim
