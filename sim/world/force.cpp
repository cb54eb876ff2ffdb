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

/// Takes the posts of every loan off the roster for its time.
void lend(const scenario::Scenario& scenario, Force& force) {
  std::vector<Problem> problems;
  for (const auto& [key, group] : scenario.force)
    for (const auto& [loan, rule] : group.lent)
      for (const scenario::Reference& post : rule.posts) {
        std::vector<std::string> known;
        bool found = false;
        for (Unit& unit : force.units) {
          if (force.groups[unit.group].key != key || unit.always_on) continue;
          known.push_back(unit.name);
          if (unit.name != post.name) continue;
          unit.lent.emplace_back(rule.from, rule.from + rule.length);
          found = true;
        }
        if (found) continue;
        const std::string nearest = nearest_name(post.name, known);
        problems.push_back({post.origin, post.key,
                            "no post on the roster of `" + key + "` is called `" + post.name + "`" +
                                (nearest.empty() ? "" : " (did you mean `" + nearest + "`?)")});
      }
  if (!problems.empty()) throw ScenarioError{problems};
}

}  // namespace

Force build_force(const scenario::Scenario& scenario, const District& district) {
  Force force;
  Namer namer{scenario.force.size() > 1};
  for (const auto& [key, group] : scenario.force) {
    const GroupId id = force.groups.push_back(
        {key, group.label, group.crew, group.idle, group.way_home, group.begins, group.work_pace, group.duties});
    force.groups[id].ring_fence = group.ring_fence;
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
  lend(scenario, force);
  return force;
}

}  // namespace kredsim
