#pragma once

#include <string>
#include <vector>

#include "analysis/cli/job.hpp"

namespace kredsim::cli {

/// What `load_warnings` says of a job, each said on the terminal too: of a sweep with the points that it is true of. Of
/// a large sweep the first hundred points are looked at, and the last sentence says so. Builds the world of each.
std::vector<scenario::Text> warn_of(const Job& job);

/// "point 3", "points 0-4, 7".
scenario::Text points_in_words(const std::vector<std::uint64_t>& points);

}  // namespace kredsim::cli
