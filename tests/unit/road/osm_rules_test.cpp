#include <catch2/catch.hpp>

#include "sim/road/osm_rules.hpp"

using namespace kredsim;
using namespace kredsim::osm;

namespace {

WayRule rule(const Tags& tags) {
  const Judgement judgement = judge(tags);
  REQUIRE(judgement.rule.has_value());
  return *judgement.rule;
}
bool left_out(const Tags& tags) { return !judge(tags).rule && !judge(tags).left_out.empty(); }

}  // namespace

TEST_CASE("car classes are kept and ways for others left out", "[road]") {
  CHECK(rule({{"highway", "motorway_link"}}).road_class == RoadClass::motorway);
  CHECK(rule({{"highway", "motorway_link"}}).ramp);
  CHECK(rule({{"highway", "trunk"}}).road_class == RoadClass::motor_road);
  CHECK(rule({{"highway", "primary"}, {"motorroad", "yes"}}).road_class == RoadClass::motor_road);
  CHECK(rule({{"highway", "living_street"}}).road_class == RoadClass::living_street);
  CHECK(rule({{"highway", "service"}}).road_class == RoadClass::service);
  for (const char* other : {"path", "footway", "cycleway", "steps", "bridleway", "construction", "pedestrian"})
    CHECK(left_out({{"highway", other}}));
  CHECK(left_out({{"highway", "service"}, {"area", "yes"}}));
  CHECK_FALSE(judge({{"building", "yes"}}).rule);
  CHECK(judge({{"building", "yes"}}).left_out.empty());
}

TEST_CASE("a track is kept unless it is too rough for a car", "[road]") {
  CHECK(rule({{"highway", "track"}}).road_class == RoadClass::track);
  CHECK(rule({{"highway", "track"}, {"tracktype", "grade3"}}).road_class == RoadClass::track);
  CHECK(left_out({{"highway", "track"}, {"tracktype", "grade5"}}));
  CHECK(left_out({{"highway", "track"}, {"smoothness", "impassable"}}));
}

TEST_CASE("a one-way street is open in one direction", "[road]") {
  const WayRule along = rule({{"highway", "residential"}, {"oneway", "yes"}});
  CHECK(along.forward == Access::everyone);
  CHECK(along.backward == Access::closed);
  for (const char* reverse : {"-1", "reverse"}) {
    const WayRule against = rule({{"highway", "residential"}, {"oneway", reverse}});
    CHECK(against.forward == Access::closed);
    CHECK(against.backward == Access::everyone);
  }
  CHECK(rule({{"highway", "residential"}, {"oneway", "no"}}).backward == Access::everyone);
}

TEST_CASE("roundabouts and motorways are one-way unless they say otherwise", "[road]") {
  CHECK(rule({{"highway", "tertiary"}, {"junction", "roundabout"}}).backward == Access::closed);
  CHECK(rule({{"highway", "tertiary"}, {"junction", "circular"}}).backward == Access::closed);
  CHECK(rule({{"highway", "motorway"}}).backward == Access::closed);
  CHECK(rule({{"highway", "motorway"}, {"oneway", "no"}}).backward == Access::everyone);
  CHECK(rule({{"highway", "motorway_link"}}).backward == Access::everyone);
}

TEST_CASE("an unreadable oneway is taken as two-way and said", "[road]") {
  const Judgement judgement = judge({{"highway", "residential"}, {"oneway", "perhaps"}});
  CHECK(judgement.rule->backward == Access::everyone);
  CHECK_FALSE(judgement.assumed.empty());
}

TEST_CASE("buses against the stream show emergency driving the way", "[road]") {
  const WayRule contraflow = rule({{"highway", "primary"}, {"oneway", "yes"}, {"oneway:psv", "no"}});
  CHECK(contraflow.forward == Access::everyone);
  CHECK(contraflow.backward == Access::emergency_only);
}

TEST_CASE("private roads, bus roads and emergency accesses are open to emergency driving only", "[road]") {
  for (const Tags& tags : {Tags{{"highway", "service"}, {"access", "private"}}, Tags{{"highway", "busway"}},
                           Tags{{"highway", "service"}, {"service", "emergency_access"}},
                           Tags{{"highway", "residential"}, {"motor_vehicle", "no"}, {"bus", "yes"}},
                           Tags{{"highway", "service"}, {"access", "no"}, {"emergency", "yes"}},
                           Tags{{"highway", "track"}, {"motor_vehicle", "agricultural"}}}) {
    CHECK(rule(tags).forward == Access::emergency_only);
    CHECK(rule(tags).backward == Access::emergency_only);
  }
}

TEST_CASE("the most particular access tag decides", "[road]") {
  CHECK(rule({{"highway", "service"}, {"access", "no"}, {"motor_vehicle", "destination"}}).forward == Access::everyone);
  CHECK(left_out({{"highway", "residential"}, {"access", "yes"}, {"motor_vehicle", "no"}}));
  CHECK(left_out({{"highway", "residential"}, {"vehicle", "no"}}));
  CHECK(left_out({{"highway", "service"}, {"access", "private"}, {"emergency", "no"}}));
  const WayRule one = rule({{"highway", "residential"}, {"motor_vehicle:backward", "no"}});
  CHECK(one.forward == Access::everyone);
  CHECK(one.backward == Access::closed);
}

TEST_CASE("a ferry is kept only if it is stated to carry cars", "[road]") {
  CHECK(rule({{"route", "ferry"}, {"motor_vehicle", "yes"}}).road_class == RoadClass::ferry);
  CHECK(left_out({{"route", "ferry"}}));
  CHECK(left_out({{"route", "ferry"}, {"foot", "yes"}, {"motor_vehicle", "no"}}));
}

TEST_CASE("bollards block, gates do not, unless the options say otherwise", "[road]") {
  CHECK(passage({{"barrier", "bollard"}}, {}) == Passage::nobody);
  CHECK(passage({{"barrier", "block"}}, {}) == Passage::nobody);
  CHECK(passage({{"barrier", "gate"}}, {}) == Passage::everyone);
  CHECK(passage({{"barrier", "kerb"}}, {}) == Passage::everyone);
  CHECK(passage({{"highway", "crossing"}}, {}) == Passage::everyone);
  CHECK(passage({{"barrier", "bollard"}, {"emergency", "yes"}}, {}) == Passage::emergency_only);
  CHECK(passage({{"barrier", "bollard"}, {"motor_vehicle", "yes"}}, {}) == Passage::everyone);
  CHECK(passage({{"barrier", "gate"}}, {.gates_block = true}) == Passage::nobody);
  CHECK(passage({{"barrier", "bollard"}}, {.bollards_block = false}) == Passage::everyone);
}
