#include "sim/road/clip.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include "sim/base/geo.hpp"
#include "sim/base/pinned_math.hpp"

namespace kredsim {

namespace {

Boundary ring_of(const Box& box) {
  const Position low{box.south, box.west};
  const Position high{box.north, box.east};
  return {"", {{low, {low.lat, high.lon}, high, {high.lat, low.lon}, low}}};
}

/// Square of the metres from `p` to a side, on a plane around `p` in which a degree of longitude is `shrink` of one of
/// latitude.
double squared_m(Position p, Position a, Position b, double shrink) {
  const double ax = (a.lon - p.lon) * metres_per_degree * shrink;
  const double ay = (a.lat - p.lat) * metres_per_degree;
  const double dx = (b.lon - a.lon) * metres_per_degree * shrink;
  const double dy = (b.lat - a.lat) * metres_per_degree;
  const double length = dx * dx + dy * dy;
  const double t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0.0;
  return (ax + t * dx) * (ax + t * dx) + (ay + t * dy) * (ay + t * dy);
}

}  // namespace

Clip::Clip(const Box& box) : Clip{ring_of(box)} {}

Clip::Clip(Boundary boundary) : extent_{180, 90, -180, -90} {
  std::size_t sides = 0;
  for (const auto& ring : boundary.rings) {
    sides += ring.size();
    for (const Position& p : ring)
      extent_ = {std::min(extent_.west, p.lon), std::min(extent_.south, p.lat), std::max(extent_.east, p.lon),
                 std::max(extent_.north, p.lat)};
  }
  south_ = extent_.south;
  const std::size_t rows = std::clamp<std::size_t>(sides / 8, 1, 1000);
  row_degrees_ = std::max((extent_.north - extent_.south) / static_cast<double>(rows), 1e-6);
  rows_.resize(rows);
  for (const auto& ring : boundary.rings)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const auto [low, high] = std::minmax(ring[i].lat, ring[i + 1].lat);
      for (std::size_t r = row(low); r <= row(high); ++r) rows_[r].push_back({ring[i], ring[i + 1]});
    }
}

std::size_t Clip::row(double lat) const {
  const double at = std::floor((lat - south_) / row_degrees_);
  return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(rows_.size() - 1)));
}

bool Clip::contains(Position p, double buffer_m) const {
  const double margin = buffer_m / metres_per_degree;
  if (p.lat < extent_.south - margin || p.lat > extent_.north + margin) return false;
  const double shrink = std::max(pinned::cos(p.lat * std::numbers::pi / 180), 1e-6);
  if (p.lon < extent_.west - margin / shrink || p.lon > extent_.east + margin / shrink) return false;
  bool inside = false;
  for (const auto& [a, b] : rows_[row(p.lat)])
    if ((a.lat > p.lat) != (b.lat > p.lat) && p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon)
      inside = !inside;
  if (inside || buffer_m <= 0) return inside;
  for (std::size_t r = row(p.lat - margin); r <= row(p.lat + margin); ++r)
    for (const auto& [a, b] : rows_[r])
      if (squared_m(p, a, b, shrink) <= buffer_m * buffer_m) return true;
  return false;
}

namespace osm {

namespace {

constexpr double look_every_m = 100;

class Judge {
 public:
  Judge(const Clip& clip, double buffer_m, const Extract& extract)
      : clip_{clip}, buffer_m_{buffer_m}, extract_{extract}, inside_(extract.nodes.size(), 0) {
    for (std::size_t i = 0; i < inside_.size(); ++i)
      inside_[i] = extract.nodes[i].present && clip.contains(extract.nodes[i].at, buffer_m);
  }

  [[nodiscard]] bool keeps(std::size_t way) const {
    const std::size_t end = extract_.node_end(way);
    for (std::size_t i = extract_.ways[way].first_node; i < end; ++i)
      if (inside_[extract_.way_nodes[i]]) return true;
    for (std::size_t i = extract_.ways[way].first_node; i + 1 < end; ++i)
      if (crosses(extract_.nodes[extract_.way_nodes[i]], extract_.nodes[extract_.way_nodes[i + 1]])) return true;
    return false;
  }

 private:
  [[nodiscard]] bool crosses(const Node& a, const Node& b) const {
    if (!a.present || !b.present) return false;
    // Longer than any crossing: such a stretch is a fault of the file, and not worth a million looks.
    constexpr double most_looks = 20'000;
    const double looks = std::min(std::ceil(distance_m(a.at, b.at) / look_every_m), most_looks);
    for (double i = 1; i < looks; ++i) {
      const double t = i / looks;
      if (clip_.contains({a.at.lat + t * (b.at.lat - a.at.lat), a.at.lon + t * (b.at.lon - a.at.lon)}, buffer_m_))
        return true;
    }
    return false;
  }

  const Clip& clip_;
  double buffer_m_;
  const Extract& extract_;
  std::vector<std::uint8_t> inside_;
};

}  // namespace

std::size_t keep_inside(const Clip& clip, double buffer_m, Extract& extract) {
  const Judge judge{clip, buffer_m, extract};
  std::vector<Way> ways;
  std::vector<std::uint32_t> way_nodes;
  for (std::size_t w = 0; w < extract.ways.size(); ++w) {
    if (!judge.keeps(w)) continue;
    const auto at = [&](std::size_t i) { return extract.way_nodes.begin() + static_cast<std::ptrdiff_t>(i); };
    ways.push_back(extract.ways[w]);
    ways.back().first_node = way_nodes.size();
    way_nodes.insert(way_nodes.end(), at(extract.ways[w].first_node), at(extract.node_end(w)));
  }
  const std::size_t left_out = extract.ways.size() - ways.size();
  extract.ways = std::move(ways);
  extract.way_nodes = std::move(way_nodes);
  return left_out;
}

}  // namespace osm

}  // namespace kredsim
