#pragma once

#include <cstddef>

#include "analysis/statistics/estimates.hpp"

namespace kredsim {

/// Whether two of `among` figures may be said to differ: their intervals of 95 % do not overlap, and neither would ones
/// so much wider that all comparisons of two of them hold together (Bonferroni, normal). Of many figures the least and
/// the most lie apart by luck.
bool told_apart(const Estimate& a, const Estimate& b, std::size_t among);

}  // namespace kredsim
