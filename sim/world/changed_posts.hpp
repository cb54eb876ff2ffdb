#pragma once

#include <string>
#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// A post that a plan has and its base has not, or the other way round, or that is as long as it was in one of them
/// only.
struct ChangedPost {
  std::string group;
  std::string post;       ///< its name within the group: "naestved evening car 2"
  double base_hours = 0;  ///< officers' hours a year; 0: not there
  double plan_hours = 0;
};

/// In the order of the base's roster, then of the plan's.
std::vector<ChangedPost> changed_posts(const World& base, const World& plan);

/// A group with more or fewer officers in a plan than in its base, in årsværk: counted in both, or in one of which the
/// other has no such group (0).
struct ChangedOfficers {
  std::string group;
  double base = 0;
  double plan = 0;
};

/// In the order of the base's groups, then of the plan's.
std::vector<ChangedOfficers> changed_officers(const World& base, const World& plan);

/// Officers behind the posts of a world, in årsværk: as many as its groups say, else as many as their posts need.
double officer_years(const World& world);
/// Officers' hours a year that its posts take.
double officer_hours(const World& world);

}  // namespace kredsim
