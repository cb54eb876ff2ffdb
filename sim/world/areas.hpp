#pragma once

#include <array>
#include <cstddef>

#include "sim/base/id.hpp"

namespace kredsim {

using AreaId = Id<struct AreaTag>;
using LayerId = Id<struct LayerTag>;
using GroupId = Id<struct GroupTag>;
using UnitId = Id<struct UnitTag>;

/// At most so many layers of areas (municipalities, beats, postal districts, ...).
inline constexpr std::size_t most_layers = 4;

/// Where something lies: an area of each layer, invalid where the layer has none there.
using AreasOfPlace = std::array<AreaId, most_layers>;

}  // namespace kredsim
