#include "sim/world/build.hpp"

namespace kredsim {

namespace {

/// "naestved evening car 2": how an officer would call the post.
std::string post_name(const std::string& station, const std::string& shift, int number) {
  return station + (shift.empty() ? "" : " " + shift) + " car " + std::to_string(number);
}

}  // namespace

Force build_force(const scenario::Scenario& scenario, const District& district) {
  Force force;
  for (const auto& [key, group] : scenario.force) {
    const GroupId id = force.groups.push_back({key, group.label, group.crew, group.idle});
    for (const auto& [station, cars] : group.always_on_duty)
      for (int car = 1; car <= cars; ++car)
        force.units.push_back({post_name(station.name, "", car), id, find(district.stations, station.name), true, {}, {}, {}});
    for (const auto& shift : group.roster)
      for (const auto& [station, cars] : shift.cars)
        for (int car = 1; car <= cars; ++car)
          force.units.push_back({post_name(station.name, shift.name, car), id, find(district.stations, station.name), false,
                                 shift.from, shift.length, shift.weekdays});
  }
  return force;
}

}  // namespace kredsim
