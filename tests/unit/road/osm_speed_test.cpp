#include <catch2/catch.hpp>

#include "sim/road/osm_speed.hpp"

using namespace kredsim;
using namespace kredsim::osm;

namespace {

double limit(std::string_view maxspeed) {
  const SpeedReading reading = stated_speed({{"maxspeed", maxspeed}});
  return reading.stated ? reading.stated->kmh : -1;
}

}  // namespace

TEST_CASE("a signed limit is read with its unit", "[road]") {
  CHECK(limit("80") == 80);
  CHECK(limit("80 km/h") == 80);
  CHECK(limit("50 mph") == Approx(80.4672));
  CHECK(limit("50mph") == Approx(80.4672));
  CHECK(limit("none") == 130);
  CHECK(limit("walk") == 7);
  CHECK(stated_speed({{"maxspeed", "80"}}).stated->source == SpeedSource::signed_limit);
}

TEST_CASE("of several limits the smallest holds", "[road]") {
  CHECK(limit("50;80") == 50);
  CHECK(limit("110|80|90") == 80);
  CHECK(limit("80; 60") == 60);
  CHECK(stated_speed({{"maxspeed:forward", "80"}, {"maxspeed:backward", "60"}}).stated->kmh == 60);
}

TEST_CASE("an unreadable limit is passed over and told", "[road]") {
  for (const char* garbage :
       {"fast", "-50", "0", "1e9", "50 furlongs", "999", "nan", "inf", "50 @ (22:00-06:00)", "DE:urbane"}) {
    INFO(garbage);
    CHECK(limit(garbage) == -1);
    CHECK(stated_speed({{"maxspeed", garbage}}).unreadable);
  }
  CHECK(limit("50;quick") == 50);
  CHECK(limit("signals") == -1);
  CHECK_FALSE(stated_speed({{"maxspeed", "signals"}}).unreadable);
  CHECK_FALSE(stated_speed({{"highway", "primary"}}).unreadable);
}

TEST_CASE("a zone states a speed where no sign does", "[road]") {
  CHECK(stated_speed({{"maxspeed", "DK:urban"}}).stated->kmh == 50);
  CHECK(stated_speed({{"maxspeed", "DK:urban"}}).stated->source == SpeedSource::zone);
  CHECK(stated_speed({{"source:maxspeed", "DK:rural"}}).stated->kmh == 80);
  CHECK(stated_speed({{"maxspeed:type", "DK:motorway"}}).stated->kmh == 130);
  CHECK(stated_speed({{"zone:traffic", "DK:urban"}}).stated->kmh == 50);
  CHECK(stated_speed({{"zone:maxspeed", "DK:30"}}).stated->kmh == 30);
  CHECK(stated_speed({{"maxspeed:type", "DK:zone30"}}).stated->kmh == 30);
  CHECK(stated_speed({{"maxspeed", "70"}, {"source:maxspeed", "DK:rural"}}).stated->kmh == 70);
  CHECK(stated_speed({{"maxspeed", "rubbish"}, {"source:maxspeed", "DK:rural"}}).stated->kmh == 80);
  CHECK_FALSE(stated_speed({{"maxspeed:type", "sign"}}).stated.has_value());
}

TEST_CASE("without a statement the Danish defaults hold", "[road]") {
  CHECK(default_speed({.road_class = RoadClass::motorway}, false).kmh == 130);
  CHECK(default_speed({.road_class = RoadClass::motorway, .ramp = true}, false).kmh == 80);
  CHECK(default_speed({.road_class = RoadClass::motor_road}, true).kmh == 80);
  CHECK(default_speed({.road_class = RoadClass::secondary}, false).kmh == 80);
  CHECK(default_speed({.road_class = RoadClass::secondary}, true).kmh == 50);
  CHECK(default_speed({.road_class = RoadClass::unclassified}, true).source == SpeedSource::built_up_or_not);
  CHECK(default_speed({.road_class = RoadClass::residential}, false).kmh == 50);
  CHECK(default_speed({.road_class = RoadClass::living_street}, true).kmh == 15);
  CHECK(default_speed({.road_class = RoadClass::service}, false).kmh == 30);
  CHECK(default_speed({.road_class = RoadClass::track}, false).kmh == 20);
}

TEST_CASE("a crossing's duration is read in the usual ways of writing it", "[road]") {
  using namespace std::chrono_literals;
  CHECK(read_duration("00:35") == Milliseconds{35min});
  CHECK(read_duration("1:05:30") == Milliseconds{1h + 5min + 30s});
  CHECK(read_duration("12") == Milliseconds{12min});
  CHECK(read_duration("PT1H5M") == Milliseconds{65min});
  CHECK(read_duration("PT90M") == Milliseconds{90min});
  CHECK(read_duration("PT2H") == Milliseconds{2h});
  for (const char* bad : {"", "soon", "0", "-5", "00:75", "99:00", "1:2:3:4", "PT", "PT5", "PT5X", "5:"})
    CHECK_FALSE(read_duration(bad).has_value());
}
