#include "sim/road/osm_rules.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace kredsim::osm {

std::string_view Tags::operator[](std::string_view key) const {
  for (const auto& [k, v] : tags_)
    if (k == key) return v;
  return {};
}

namespace {

template <std::size_t n>
bool among(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct ClassOfTag {
  std::string_view tag;
  RoadClass road_class;
};

constexpr std::array<ClassOfTag, 13> classes{{{"motorway", RoadClass::motorway},
                                              {"trunk", RoadClass::motor_road},
                                              {"primary", RoadClass::primary},
                                              {"secondary", RoadClass::secondary},
                                              {"tertiary", RoadClass::tertiary},
                                              {"unclassified", RoadClass::unclassified},
                                              {"road", RoadClass::unclassified},
                                              {"residential", RoadClass::residential},
                                              {"living_street", RoadClass::living_street},
                                              {"service", RoadClass::service},
                                              {"busway", RoadClass::service},
                                              {"pedestrian", RoadClass::living_street},
                                              {"track", RoadClass::track}}};

constexpr std::array<std::string_view, 8> open_values{"yes",       "permissive", "designated", "destination",
                                                      "customers", "public",     "official",   "residents"};
constexpr std::array<std::string_view, 8> restricted_values{"private",  "permit",   "agricultural", "forestry",
                                                            "delivery", "military", "employees",    "emergency"};
constexpr std::array<std::string_view, 4> affirmative{"yes", "designated", "official", "permissive"};

std::string_view stated_access(const Tags& tags, std::string_view suffix) {
  for (const std::string_view key : {"motorcar", "motor_vehicle", "vehicle", "access"}) {
    const std::string_view value = tags[std::string{key}.append(suffix)];
    if (!value.empty()) return value;
  }
  return {};
}

bool open_to_emergency(const Tags& tags) {
  return among(tags["emergency"], affirmative) || among(tags["psv"], affirmative) || among(tags["bus"], affirmative);
}

struct Reading {
  Access access;
  bool unknown_value;
};

/// The most particular of motorcar, motor_vehicle, vehicle, access decides.
Reading read_access(const Tags& tags, std::string_view stated, Access unless_stated) {
  Reading reading{unless_stated, false};
  if (among(stated, open_values))
    reading.access = Access::everyone;
  else if (among(stated, restricted_values))
    reading.access = Access::emergency_only;
  else if (stated == "no" || stated == "use_sidepath")
    reading.access = Access::closed;
  else if (stated.find("psv") != stated.npos || stated.find("bus") != stated.npos)
    reading.access = Access::emergency_only;
  else
    reading.unknown_value = !stated.empty() && stated != "unknown";
  if (reading.access == Access::closed && open_to_emergency(tags)) reading.access = Access::emergency_only;
  if (reading.access == Access::emergency_only && tags["emergency"] == "no") reading.access = Access::closed;
  return reading;
}

enum class OneWay { no, forward, backward, unreadable };

OneWay one_way(const Tags& tags, RoadClass road_class, bool ramp) {
  const std::string_view value = tags["oneway"];
  if (value == "yes" || value == "true" || value == "1") return OneWay::forward;
  if (value == "-1" || value == "reverse") return OneWay::backward;
  if (value == "no" || value == "false" || value == "0") return OneWay::no;
  // Alternating and reversible lanes are open both ways for part of the time; the car waits its turn or turns on the
  // lights.
  if (value == "alternating" || value == "reversible") return OneWay::no;
  if (!value.empty()) return OneWay::unreadable;
  const std::string_view junction = tags["junction"];
  if (junction == "roundabout" || junction == "circular") return OneWay::forward;
  return road_class == RoadClass::motorway && !ramp ? OneWay::forward : OneWay::no;
}

/// Buses against the stream, and ways where emergency cars may drive against it.
bool emergency_against_the_stream(const Tags& tags) {
  return tags["oneway:psv"] == "no" || tags["oneway:bus"] == "no" || tags["oneway:emergency"] == "no" ||
         tags["busway"] == "opposite_lane";
}

/// A reason not to drive on a track, or "".
std::string_view undrivable_track(const Tags& tags) {
  constexpr std::array<std::string_view, 4> wheels_fail{"horrible", "very_horrible", "impassable", "very_bad"};
  const std::string_view grade = tags["tracktype"];
  if (grade == "grade4" || grade == "grade5") return "track of grade 4 or 5";
  return among(tags["smoothness"], wheels_fail) ? "track too rough for a car" : std::string_view{};
}

Access unless_stated(const Tags& tags, std::string_view highway) {
  if (highway == "busway" || tags["service"] == "emergency_access") return Access::emergency_only;
  if (highway == "pedestrian") return open_to_emergency(tags) ? Access::emergency_only : Access::closed;
  return Access::everyone;
}

Judgement judge_ferry(const Tags& tags) {
  const std::string_view stated = stated_access(tags, "");
  if (!among(stated, open_values)) return {{}, "ferry not stated to carry cars", {}};
  WayRule rule{.road_class = RoadClass::ferry};
  const OneWay direction = one_way(tags, rule.road_class, false);
  if (direction == OneWay::forward) rule.backward = Access::closed;
  if (direction == OneWay::backward) rule.forward = Access::closed;
  return {rule, {}, {}};
}

}  // namespace

Judgement judge(const Tags& tags) {
  std::string_view highway = tags["highway"];
  if (highway.empty()) return tags["route"] == "ferry" ? judge_ferry(tags) : Judgement{};
  WayRule rule;
  constexpr std::string_view link = "_link";
  rule.ramp = highway.ends_with(link);
  if (rule.ramp) highway.remove_suffix(link.size());
  const auto of_tag = std::find_if(classes.begin(), classes.end(), [&](const auto& c) { return c.tag == highway; });
  if (of_tag == classes.end()) return {{}, "not for cars (footway, cycleway, path, construction ...)", {}};
  if (tags["area"] == "yes") return {{}, "area, not a line", {}};
  rule.road_class = of_tag->road_class;
  if (tags["motorroad"] == "yes" && rule.road_class != RoadClass::motorway) rule.road_class = RoadClass::motor_road;
  if (rule.road_class == RoadClass::track)
    if (const std::string_view why = undrivable_track(tags); !why.empty()) return {{}, why, {}};

  const Reading both = read_access(tags, stated_access(tags, ""), unless_stated(tags, highway));
  rule.forward = read_access(tags, stated_access(tags, ":forward"), both.access).access;
  rule.backward = read_access(tags, stated_access(tags, ":backward"), both.access).access;
  const OneWay direction = one_way(tags, rule.road_class, rule.ramp);
  const bool against = emergency_against_the_stream(tags);
  const auto shut = [&](Access& access) {
    access = against && access != Access::closed ? Access::emergency_only : Access::closed;
  };
  if (direction == OneWay::forward) shut(rule.backward);
  if (direction == OneWay::backward) shut(rule.forward);
  if (rule.forward == Access::closed && rule.backward == Access::closed)
    return {{}, highway == "pedestrian" ? "pedestrian street" : "closed to cars by its access tags", {}};

  Judgement result{rule, {}, {}};
  if (both.unknown_value) result.assumed = "unknown access value, taken as open";
  if (direction == OneWay::unreadable) result.assumed = "unreadable oneway value, taken as two-way";
  return result;
}

Passage passage(const Tags& node, const BarrierRules& rules) {
  constexpr std::array<std::string_view, 14> bollards{
      "bollard",  "block",  "chain",        "cycle_barrier", "motorcycle_barrier",    "jersey_barrier",
      "log",      "debris", "kissing_gate", "turnstile",     "full-height_turnstile", "stile",
      "bus_trap", "planter"};
  constexpr std::array<std::string_view, 6> gates{"gate",         "lift_gate",   "swing_gate",
                                                  "sliding_gate", "wicket_gate", "hampshire_gate"};
  const std::string_view barrier = node["barrier"];
  const bool blocks =
      (rules.bollards_block && among(barrier, bollards)) || (rules.gates_block && among(barrier, gates));
  if (!blocks || among(stated_access(node, ""), open_values)) return Passage::everyone;
  return open_to_emergency(node) ? Passage::emergency_only : Passage::nobody;
}

}  // namespace kredsim::osm
