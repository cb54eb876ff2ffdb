#pragma once

#include <vector>

#include "sim/world/world.hpp"

namespace kredsim {

/// In which order `units` cars fill `bases` so that the expected coverage is as high as each next car can make it: the
/// maximal expected coverage location problem (Daskin 1983), solved greedily. Its objective is monotone and submodular,
/// so the first n reach at least 1 - 1/e of the best for n cars (Nemhauser, Wolsey and Fisher 1978). The first n are
/// what n cars should hold: a nested compliance table. At most `most_posts` are given.
///
/// Cost: one travel question for each of up to 2,000 sampled inhabitants, and units x bases x sample additions.
/// @return indices into `bases`, which may come several times
std::vector<std::size_t> coverage_order(const World& world, const std::vector<Post>& bases,
                                        const scenario::CoverageRules& rules, std::size_t units);

inline constexpr std::size_t most_posts = 200;

}  // namespace kredsim
