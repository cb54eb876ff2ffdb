#include <map>

#include "sim/world/build.hpp"

namespace kredsim {

namespace {

/// Names posts as an officer would: "naestved evening car 2", or "naestved local evening car 2" where there are several
/// groups. No two posts share a name, in whatever lines of the roster they stand.
class Namer {
 public:
  explicit Namer(bool several_groups) : several_groups_{several_groups} {}

  std::string name(const std::string& station, const std::string& group, const std::string& shift) {
    const std::string post =
        station + (several_groups_ ? " " + group : "") + (shift.empty() ? "" : " " + shift) + " car ";
    return post + std::to_string(++cars_[post]);
  }

 private:
  bool several_groups_;
  std::map<std::string, int> cars_;
};

}  // namespace

Force build_force(const scenario::Scenario& scenario, const District& district) {
  Force force;
  Namer namer{scenario.force.size() > 1};
  for (const auto& [key, group] : scenario.force) {
    const GroupId id = force.groups.push_back({key, group.label, group.crew, group.idle, group.duties});
    for (const auto& [station, cars] : group.always_on_duty)
      for (int car = 0; car < cars; ++car)
        force.units.push_back(
            {namer.name(station.name, key, ""), id, find(district.stations, station.name), true, {}, {}, {}});
    for (const auto& shift : group.roster)
      for (const auto& [station, cars] : shift.cars)
        for (int car = 0; car < cars; ++car)
          force.units.push_back({namer.name(station.name, key, shift.name), id, find(district.stations, station.name),
                                 false, shift.from, shift.length, shift.weekdays});
  }
  return force;
}

}  // namespace kredsim
