#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/road/route_steps.hpp"

namespace kredsim {

/// Whole numbers as text for a page: small ones take one letter. Each is folded to be positive (0, -1, 1, -2, ... to 0,
/// 1, 2, 3, ...) and written five bits a letter, low ones first, in the alphabet of base64url; a letter's sixth bit
/// says that more of the number follows.
class CompactNumbers {
 public:
  void put(std::int64_t number);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// A position in steps of 0.00001 degrees, east and north: 0.6 m and 1.1 m in Denmark.
struct GridPosition {
  std::int64_t east = 0;
  std::int64_t north = 0;
  bool operator==(const GridPosition&) const = default;
};
GridPosition on_grid(Position at);

/// The points of a track that are needed for whoever moves straight and evenly between them to be within
/// `tolerance_m` of the track at every moment.
std::vector<TrackPoint> needed_points(const std::vector<TrackPoint>& track, double tolerance_m);

/// The points of a line that are needed for it to be drawn within `tolerance_m` of where it runs.
std::vector<Position> needed_points(const std::vector<Position>& line, double tolerance_m);

/// (time in tenths of a second, east, north) of each point, as differences to the point before.
std::string compact_track(const std::vector<TrackPoint>& track);

/// Lines one after the other: how many points, then (east, north) as differences to the point before, across lines.
/// Drawn by whoever does not look closer than `tolerance_m`.
std::string compact_lines(const std::vector<std::vector<Position>>& lines, double tolerance_m);

}  // namespace kredsim
