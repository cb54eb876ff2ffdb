#pragma once

#include <optional>
#include <string_view>

#include "sim/base/time.hpp"
#include "sim/road/osm_rules.hpp"

/// Speed limits and ferry times from OpenStreetMap tags, with the Danish defaults (docs/methods/osm-import.md).
namespace kredsim::osm {

struct Speed {
  double kmh = 50;
  SpeedSource source = SpeedSource::road_class;
};

struct SpeedReading {
  std::optional<Speed> stated;
  bool unreadable = false;  ///< a maxspeed that means nothing to us was passed over
};

/// The limit that the way's own tags state: maxspeed, else the zone that source:maxspeed, maxspeed:type, zone:traffic
/// or zone:maxspeed names.
SpeedReading stated_speed(const Tags& tags);

/// The speed of a way that states none. `built_up` matters for the classes of `depends_on_built_up` only.
Speed default_speed(const WayRule& rule, bool built_up);
bool depends_on_built_up(const WayRule& rule);

/// `duration=` and `interval=`: "00:35", "1:05:00", "35" (minutes), "PT1H5M". Nothing if unreadable, 0, or above a day.
std::optional<Milliseconds> read_duration(std::string_view text);

}  // namespace kredsim::osm
