#pragma once

#include <string>
#include <vector>

#include "analysis/cli/summary.hpp"
#include "analysis/theory/first_answer.hpp"

namespace kredsim {

/// What `kredsim estimate` prints: each figure of theory beside the simulated one, by municipality and by hour of the
/// day, then the assumptions that the scenario breaks, in words. Plain UTF-8, at most about 100 columns.
/// @param simulated rows of the same scenario; empty: theory alone
/// @param elapsed_ms what theory took
std::string first_answer_text(const World& world, const theory::FirstAnswer& answer,
                              const std::vector<Estimate>& simulated, double elapsed_ms, Language language);

/// Whether a row stands beside a figure of theory.
bool beside_theory(const Estimate& row);

}  // namespace kredsim
