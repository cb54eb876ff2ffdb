#pragma once

#include <span>
#include <string>

#include "sim/road/route_steps.hpp"

namespace kredsim {

/// The steps of a route as GeoJSON (RFC 7946): one LineString each, with `step`, `name`, `class`, `length_m` and
/// `time_s`.
std::string to_geojson(std::span<const RouteStep> steps);

}  // namespace kredsim
