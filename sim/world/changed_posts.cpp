#include "sim/world/changed_posts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kredsim {

namespace {

using scenario::GroupStaffing;

const scenario::Post* find_post(const World& world, const std::string& group, const std::string& name) {
  for (const GroupStaffing& staffing : world.force.staffing)
    if (staffing.group == group)
      for (const scenario::Post& post : staffing.posts)
        if (post.name == name) return &post;
  return nullptr;
}

}  // namespace

std::vector<ChangedPost> changed_posts(const World& base, const World& plan) {
  std::vector<ChangedPost> changed;
  for (const GroupStaffing& staffing : base.force.staffing)
    for (const scenario::Post& post : staffing.posts) {
      const scenario::Post* other = find_post(plan, staffing.group, post.name);
      const double hours = other == nullptr ? 0 : other->hours();
      if (std::abs(hours - post.hours()) > 1e-6) changed.push_back({staffing.group, post.name, post.hours(), hours});
    }
  for (const GroupStaffing& staffing : plan.force.staffing)
    for (const scenario::Post& post : staffing.posts)
      if (find_post(base, staffing.group, post.name) == nullptr)
        changed.push_back({staffing.group, post.name, 0, post.hours()});
  return changed;
}

std::vector<ChangedOfficers> changed_officers(const World& base, const World& plan) {
  // None where a group is there and nobody counted its officers.
  const auto officers = [](const World& world, const std::string& group) -> std::optional<double> {
    for (const GroupStaffing& staffing : world.force.staffing)
      if (staffing.group == group) return staffing.officers ? std::optional{staffing.officers->now()} : std::nullopt;
    return 0.0;
  };
  std::vector<ChangedOfficers> changed;
  const auto look_at = [&](const std::string& group) {
    const auto before = officers(base, group);
    const auto after = officers(plan, group);
    if (!before || !after || std::abs(*after - *before) <= 1e-6) return;
    const bool seen =
        std::any_of(changed.begin(), changed.end(), [&](const ChangedOfficers& other) { return other.group == group; });
    if (!seen) changed.push_back({group, *before, *after});
  };
  for (const GroupStaffing& staffing : base.force.staffing) look_at(staffing.group);
  for (const GroupStaffing& staffing : plan.force.staffing) look_at(staffing.group);
  return changed;
}

double officer_years(const World& world) {
  double years = 0;
  for (const GroupStaffing& staffing : world.force.staffing) {
    if (staffing.officers)
      years += staffing.officers->now();
    else if (staffing.year.net() > 0)
      years += staffing.hours_needed() / staffing.year.net();
  }
  return years;
}

double officer_hours(const World& world) {
  double hours = 0;
  for (const GroupStaffing& staffing : world.force.staffing)
    for (const scenario::Post& post : staffing.posts) hours += post.hours();
  return hours;
}

}  // namespace kredsim
