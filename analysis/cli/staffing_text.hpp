#pragma once

#include <string>

#include "analysis/cli/summary.hpp"
#include "analysis/store/staffing_table.hpp"

namespace kredsim {

/// What `kredsim staffing` prints: for each group the way from officers to posts, line by line, each input with its
/// source, and what is left over. Plain UTF-8.
std::string staffing_text(const World& world, Language language);

/// A roster as lines of a scenario, for a planner to take over or change.
std::string roster_yaml(const scenario::Group& group, const std::vector<scenario::Post>& posts);

}  // namespace kredsim
