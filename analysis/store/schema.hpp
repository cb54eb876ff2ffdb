#pragma once

#include <string>

#include "sim/scenario/key_description.hpp"

namespace kredsim {

/// The table of keys as a JSON schema (draft-07), for completion and checks in an editor. It is milder than the
/// program: a file may leave out what the file that it extends says, so keys are required only where a map cannot be
/// merged.
std::string json_schema(const scenario::KeyDescription& keys);

}  // namespace kredsim
