#include "sim/road/geojson.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numbers>

#define BOOST_BIND_GLOBAL_PLACEHOLDERS  // Boost 1.74 warns about its own use of them
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include "sim/base/geo.hpp"
#include "sim/base/pinned_math.hpp"
#include "sim/base/problem.hpp"

namespace kredsim {

namespace {

using Tree = boost::property_tree::ptree;

constexpr std::uintmax_t largest_file = 64'000'000;

double number(const Tree& tree, const std::string& file) {
  double value = 0;
  const std::string& text = tree.data();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    throw InputError{file + ": `" + text + "` is no coordinate"};
  return value;
}

std::vector<Position> ring(const Tree& tree, const std::string& file) {
  std::vector<Position> points;
  for (const auto& [unused, pair] : tree) {
    if (pair.size() < 2) throw InputError{file + ": a coordinate needs longitude and latitude"};
    auto part = pair.begin();
    const double lon = number(part->second, file);
    const double lat = number((++part)->second, file);
    points.push_back({lat, lon});
  }
  return points;
}

void add_polygon(const Tree& polygon, const std::string& file, Boundary& boundary) {
  for (const auto& [unused, tree] : polygon) boundary.rings.push_back(ring(tree, file));
}

void add_geometry(const Tree& geometry, const std::string& file, Boundary& boundary) {
  const std::string type = geometry.get<std::string>("type", "");
  const auto coordinates = geometry.get_child_optional("coordinates");
  if (!coordinates) return;
  if (type == "Polygon") add_polygon(*coordinates, file, boundary);
  if (type == "MultiPolygon")
    for (const auto& [unused, polygon] : *coordinates) add_polygon(polygon, file, boundary);
}

Tree parse(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) throw InputError{file + ": cannot be read (" + error.message() + ")"};
  if (size > largest_file)
    throw InputError{file + ": larger than 64 MB (simplify the boundaries, or keep the areas that you need)"};
  Tree tree;
  try {
    boost::property_tree::read_json(file, tree);
  } catch (const boost::property_tree::json_parser_error& problem) {
    throw InputError{file + ":" + std::to_string(problem.line()) + ": no GeoJSON (" + problem.message() + ")"};
  }
  return tree;
}

/// Metres east and north of `origin`; good to a few parts in ten thousand within a district.
std::pair<double, double> plane(Position origin, Position point) {
  const double shrink = pinned::cos(origin.lat * std::numbers::pi / 180);
  return {(point.lon - origin.lon) * metres_per_degree * shrink, (point.lat - origin.lat) * metres_per_degree};
}

}  // namespace

bool Boundary::contains(Position position) const {
  bool inside = false;
  for (const auto& points : rings)
    for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
      const Position a = points[i];
      const Position b = points[j];
      if ((a.lat > position.lat) != (b.lat > position.lat) &&
          position.lon < (b.lon - a.lon) * (position.lat - a.lat) / (b.lat - a.lat) + a.lon)
        inside = !inside;
    }
  return inside;
}

double Boundary::distance_m(Position position) const {
  double least = std::numeric_limits<double>::infinity();
  for (const auto& points : rings)
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      const auto [ax, ay] = plane(position, points[i]);
      const auto [bx, by] = plane(position, points[i + 1]);
      const double dx = bx - ax;
      const double dy = by - ay;
      const double length = dx * dx + dy * dy;
      const double t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0.0;
      const double x = ax + t * dx;
      const double y = ay + t * dy;
      least = std::min(least, x * x + y * y);
    }
  return std::sqrt(least);
}

std::vector<Boundary> read_boundaries(const std::string& file, const std::string& property) {
  const Tree tree = parse(file);
  const auto features = tree.get_child_optional("features");
  if (!features) throw InputError{file + ": no GeoJSON feature collection (it has no `features`)"};
  std::vector<Boundary> boundaries;
  for (const auto& [unused, feature] : *features) {
    // get_child with a path would split names at dots; look the property up by itself.
    const auto properties = feature.get_child_optional("properties");
    if (!properties) continue;
    const auto named = properties->find(property);
    if (named == properties->not_found()) continue;
    Boundary boundary{named->second.data(), {}};
    if (const auto geometry = feature.get_child_optional("geometry")) add_geometry(*geometry, file, boundary);
    if (!boundary.rings.empty()) boundaries.push_back(std::move(boundary));
  }
  if (boundaries.empty()) throw InputError{file + ": no polygon has a property `" + property + "`"};
  return boundaries;
}

Boundary read_outline(const std::string& file) {
  const Tree tree = parse(file);
  Boundary outline;
  if (const auto features = tree.get_child_optional("features")) {
    for (const auto& [unused, feature] : *features)
      if (const auto geometry = feature.get_child_optional("geometry")) add_geometry(*geometry, file, outline);
  } else {
    const auto geometry = tree.get_child_optional("geometry");
    add_geometry(geometry ? *geometry : tree, file, outline);
  }
  std::erase_if(outline.rings, [](const auto& ring) { return ring.size() < 4; });
  if (outline.rings.empty())
    throw InputError{file + ": holds no polygon (a GeoJSON Polygon or MultiPolygon is needed)"};
  for (const auto& ring : outline.rings)
    for (const Position& p : ring)
      if (!(std::abs(p.lat) <= 90 && std::abs(p.lon) <= 180))
        throw InputError{file + ": a point lies beyond the earth (GeoJSON is in degrees, longitude first)"};
  return outline;
}

}  // namespace kredsim
