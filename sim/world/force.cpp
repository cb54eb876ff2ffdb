#include "sim/scenario/staffing.hpp"
#include "sim/world/build.hpp"
#include "sim/world/refill.hpp"

namespace kredsim {

namespace {

void lend_shifts(const scenario::GroupStaffing& staffing, std::size_t post, Unit& unit) {
  for (const scenario::LentStretch& stretch : staffing.lent)
    if (stretch.shares[post] > 0) unit.lent.push_back({stretch.from, stretch.to, stretch.shares[post]});
}

}  // namespace

Force build_force(const World& world) {
  const scenario::Scenario& scenario = world.scenario;
  Force force;
  std::vector<Problem> problems;
  int groups_with_cars = 0;
  for (const auto& [key, group] : scenario.force) groups_with_cars += scenario::has_cars(group) ? 1 : 0;
  for (const auto& [key, group] : scenario.force) {
    const GroupId id = force.groups.push_back(
        {key, group.label, group.crew, group.idle, group.way_home, group.begins, group.work_pace, group.duties});
    force.groups[id].short_notice_absence = group.short_notice_absence;
    force.staffing.push_back(scenario::staffing_of(key, group, problems));
    scenario::GroupStaffing& staffing = force.staffing.back();
    if (problems.empty() && scenario::to_be_refilled(group)) {
      refill(world, group, staffing, problems);
      scenario::lend(group, staffing, problems);
    }
    for (std::size_t row = 0; row < staffing.posts.size(); ++row) {
      const scenario::Post& post = staffing.posts[row];
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
      if (!staffing.lent.empty()) lend_shifts(staffing, row, unit);
      force.units.push_back(std::move(unit));
    }
    force.groups[id].ring_fence = group.ring_fence;
  }
  if (force.units.empty() && problems.empty())
    problems.push_back({{scenario.files.empty() ? "" : scenario.files.front(), 0, 0},
                        "force",
                        "no post is left (`when_officers_change` took the last one off the rosters)"});
  if (!problems.empty()) throw ScenarioError{problems};
  return force;
}

}  // namespace kredsim
