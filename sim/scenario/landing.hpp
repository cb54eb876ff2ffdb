#pragma once

#include <optional>

#include "sim/scenario/scenario.hpp"

namespace kredsim::scenario {

/// A landing of a ferry is a name of the network, or on an imported network, which has no names, a position. As a
/// reference it is called `[latitude, longitude]` then, with all digits.
Reference landing_at(Position position, const Origin& origin, const std::string& key);
/// Nothing for a name.
std::optional<Position> position_of(const Reference& landing);

}  // namespace kredsim::scenario
