#pragma once

#include <string>

#include "sim/scenario/key_description.hpp"

namespace kredsim {

/// The key reference in Markdown: one section a map, one row a key.
std::string key_reference_markdown(const scenario::KeyDescription& keys);

}  // namespace kredsim
