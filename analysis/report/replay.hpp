#pragma once

#include <string>

#include "analysis/report/words.hpp"

namespace kredsim {

/// Writes the replay's page to `file`. It holds everything, asks the network for nothing, and its content policy
/// forbids it to.
/// @param nights from replay_json()
/// @throws OutputError if `file` cannot be written.
void write_replay(const std::string& nights, Language language, const std::string& file);

}  // namespace kredsim
