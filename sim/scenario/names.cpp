#include "sim/scenario/scenario.hpp"

namespace kredsim::scenario {

std::string_view name(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::motorway: return "motorway";
    case RoadClass::motor_road: return "motor_road";
    case RoadClass::primary: return "primary";
    case RoadClass::secondary: return "secondary";
    case RoadClass::tertiary: return "tertiary";
    case RoadClass::unclassified: return "unclassified";
    case RoadClass::residential: return "residential";
    case RoadClass::living_street: return "living_street";
    case RoadClass::service: return "service";
    case RoadClass::track: return "track";
    case RoadClass::ferry: return "ferry";
  }
  return "";
}

std::string_view name(Priority priority) {
  switch (priority) {
    case Priority::urgent: return "urgent";
    case Priority::soon: return "soon";
    case Priority::when_possible: return "when possible";
    case Priority::planned: return "planned";
  }
  return "";
}

std::string_view name(AreasCalled called) {
  switch (called) {
    case AreasCalled::municipalities: return "municipalities";
    case AreasCalled::city_districts: return "city districts";
    case AreasCalled::towns: return "towns";
  }
  return "";
}

}  // namespace kredsim::scenario
