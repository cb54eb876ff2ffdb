#include "sim/scenario/staffing.hpp"
#include "sim/world/build.hpp"
#include "sim/world/refill.hpp"

namespace kredsim {

namespace {

/// Takes the posts of every loan off the roster for its time.
/// @param posts names of the units within their groups: a loan may leave the group out
void lend(const scenario::Scenario& scenario, const std::vector<std::string>& posts, Force& force) {
  std::vector<Problem> problems;
  for (const auto& [key, group] : scenario.force)
    for (const auto& [loan, rule] : group.lent)
      for (const scenario::Reference& post : rule.posts) {
        std::vector<std::string> known;
        bool found = false;
        for (const UnitId id : force.units.ids()) {
          Unit& unit = force.units[id];
          if (force.groups[unit.group].key != key || unit.always_on) continue;
          known.push_back(unit.name);
          if (unit.name != post.name && posts[id.index()] != post.name) continue;
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

Force build_force(const World& world) {
  const scenario::Scenario& scenario = world.scenario;
  Force force;
  std::vector<Problem> problems;
  std::vector<std::string> posts;
  int groups_with_cars = 0;
  for (const auto& [key, group] : scenario.force) groups_with_cars += scenario::has_cars(group) ? 1 : 0;
  for (const auto& [key, group] : scenario.force) {
    const GroupId id = force.groups.push_back(
        {key, group.label, group.crew, group.idle, group.way_home, group.begins, group.work_pace, group.duties});
    force.groups[id].short_notice_absence = group.short_notice_absence;
    force.staffing.push_back(scenario::staffing_of(key, group, problems));
    scenario::GroupStaffing& staffing = force.staffing.back();
    if (problems.empty() && scenario::to_be_refilled(group)) refill(world, group, staffing, problems);
    for (const scenario::Post& post : staffing.posts) {
      Unit unit{groups_with_cars > 1 ? scenario::name_with_group(post, key) : post.name,
                id,
                find(world.district.stations, post.station),
                post.always_on,
                post.from,
                post.length,
                post.weekdays,
                {}};
      unit.crew = post.crew;
      unit.key = post.key(key);
      force.units.push_back(std::move(unit));
      posts.push_back(post.name);
    }
    force.groups[id].ring_fence = group.ring_fence;
  }
  if (force.units.empty() && problems.empty())
    problems.push_back({{scenario.files.empty() ? "" : scenario.files.front(), 0, 0},
                        "force",
                        "no post is left (`when_officers_change` took the last one off the rosters)"});
  if (!problems.empty()) throw ScenarioError{problems};
  lend(scenario, posts, force);
  return force;
}

}  // namespace kredsim
