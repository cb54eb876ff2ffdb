#pragma once

#include <string>
#include <vector>

#include "sim/base/geo.hpp"

namespace kredsim {

/// One named feature of a GeoJSON file: the outer and inner rings of its polygons.
struct Boundary {
  std::string name;  ///< the value of the property asked for, as text
  std::vector<std::vector<Position>> rings;

  /// Even-odd rule over all rings, so holes are outside.
  [[nodiscard]] bool contains(Position position) const;
  /// Metres to the nearest ring, on a plane tangent at `position`.
  [[nodiscard]] double distance_m(Position position) const;
};

/// Reads Polygon and MultiPolygon features (RFC 7946; longitude first). Other geometries are left out.
/// @throws InputError if the file is missing, larger than 64 MB, no GeoJSON, or no feature has the property.
std::vector<Boundary> read_boundaries(const std::string& file, const std::string& property);
/// Every polygon of a file, whatever it is called: a feature collection, a feature, or a geometry alone.
/// @throws InputError as above, or if there is no polygon or one that reaches beyond the earth.
Boundary read_outline(const std::string& file);

}  // namespace kredsim
