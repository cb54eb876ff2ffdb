#include "analysis/store/compact_lines.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kredsim {

namespace {

constexpr double metres_per_degree = 111'195;

/// Metres east and north of another position nearby, at Danish latitudes.
std::pair<double, double> metres_from(Position origin, Position at) {
  const double shrink = std::sqrt(std::max(0.0, 1 - origin.lat * origin.lat / 8'100));  // close to cos
  return {(at.lon - origin.lon) * shrink * metres_per_degree, (at.lat - origin.lat) * metres_per_degree};
}

double off_in_time(const TrackPoint& point, const TrackPoint& from, const TrackPoint& to) {
  const double whole = static_cast<double>((to.time - from.time).count());
  const double share = whole > 0 ? static_cast<double>((point.time - from.time).count()) / whole : 0;
  const auto [x, y] = metres_from(from.at, point.at);
  const auto [end_x, end_y] = metres_from(from.at, to.at);
  return std::hypot(x - share * end_x, y - share * end_y);
}

double off_the_line(Position point, Position from, Position to) {
  const auto [x, y] = metres_from(from, point);
  const auto [end_x, end_y] = metres_from(from, to);
  const double length = end_x * end_x + end_y * end_y;
  const double share = length > 0 ? std::clamp((x * end_x + y * end_y) / length, 0.0, 1.0) : 0;
  return std::hypot(x - share * end_x, y - share * end_y);
}

/// Douglas and Peucker, without recursion: the points without which a line would be off by more than the tolerance.
template <class Point, class Off>
std::vector<Point> keep(const std::vector<Point>& line, double tolerance, Off off) {
  if (line.size() < 3) return line;
  std::vector<bool> kept(line.size());
  kept.front() = kept.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double most = tolerance;
    std::size_t bend = first;
    for (std::size_t i = first + 1; i < last; ++i)
      if (const double d = off(line[i], line[first], line[last]); d > most) {
        most = d;
        bend = i;
      }
    if (bend == first) continue;
    kept[bend] = true;
    open.emplace_back(first, bend);
    open.emplace_back(bend, last);
  }
  std::vector<Point> result;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (kept[i]) result.push_back(line[i]);
  return result;
}

}  // namespace

void CompactNumbers::put(std::int64_t number) {
  static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  auto rest = (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
  do {
    const std::uint64_t bits = rest & 31U;
    rest >>= 5U;
    text_ += letters[bits | (rest != 0 ? 32U : 0U)];
  } while (rest != 0);
}

GridPosition on_grid(Position at) { return {std::llround(at.lon * 1e5), std::llround(at.lat * 1e5)}; }

std::vector<TrackPoint> needed_points(const std::vector<TrackPoint>& track, double tolerance_m) {
  return keep(track, tolerance_m, off_in_time);
}

std::vector<Position> needed_points(const std::vector<Position>& line, double tolerance_m) {
  return keep(line, tolerance_m, off_the_line);
}

std::string compact_track(const std::vector<TrackPoint>& track) {
  CompactNumbers numbers;
  GridPosition last;
  std::int64_t last_time = 0;
  for (const TrackPoint& point : track) {
    const GridPosition at = on_grid(point.at);
    const std::int64_t time = std::llround(static_cast<double>(point.time.count()) / 100);
    numbers.put(time - last_time);
    numbers.put(at.east - last.east);
    numbers.put(at.north - last.north);
    last = at;
    last_time = time;
  }
  return numbers.text();
}

std::string compact_lines(const std::vector<std::vector<Position>>& lines, double tolerance_m) {
  CompactNumbers numbers;
  GridPosition last;
  for (const auto& line : lines) {
    const auto points = needed_points(line, tolerance_m);
    numbers.put(static_cast<std::int64_t>(points.size()));
    for (const Position& point : points) {
      const GridPosition at = on_grid(point);
      numbers.put(at.east - last.east);
      numbers.put(at.north - last.north);
      last = at;
    }
  }
  return numbers.text();
}

}  // namespace kredsim
