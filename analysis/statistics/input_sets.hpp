#pragma once

#include <vector>

#include "analysis/statistics/comparison.hpp"

namespace kredsim {

/// The second kind of doubt: the range of a difference over all sets of inputs that fit what is known. Takes in the
/// differences of one set; rows of the same statistic meet, whatever their order.
void widen(std::vector<Difference>& rows, const std::vector<Difference>& of_input_set);

/// A verdict stands only if no set of inputs gives a difference beyond the margin the other way. Where one does, it
/// cannot be told, and the note says that it depends on the inputs.
void judge_over_input_sets(std::vector<Difference>& rows);

}  // namespace kredsim
