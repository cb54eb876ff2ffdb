#pragma once

#include <array>
#include <string>

#include "sim/road/travel_profiles.hpp"

namespace kredsim {

/// Writes a network as a GeoPackage (OGC 12-128r18, version 1.3; WGS 84) of three layers: `nodes`, `edges` with class,
/// name, length, speed and the seconds that each direction takes under the normal and the emergency profile (none where
/// it cannot be entered), and `demand`. An edge of several pieces has the class and name of the longest and its mean
/// speed. `file` must not exist. @throws OutputError.
void write_geopackage(const Network& network, const std::array<TravelProfile, 2>& profiles, const std::string& file);

}  // namespace kredsim
