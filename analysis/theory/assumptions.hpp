#pragma once

#include <vector>

#include "analysis/theory/first_answer.hpp"

namespace kredsim::theory {

/// The assumptions that the rules of a scenario break, whatever the figures: what happens before a unit can be sent,
/// who is sent, and what keeps a unit beside work at the scene.
/// @param travel_s the mean drive: how long the way home takes where a unit cannot be sent on it
std::vector<Broken> broken_by_rules(const World& world, double travel_s);

}  // namespace kredsim::theory
