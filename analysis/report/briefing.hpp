#pragma once

#include <string>

#include "analysis/report/words.hpp"

namespace kredsim {

/// One page that holds everything: figures, tables, both languages. No part of it asks the network, and its content
/// policy forbids it to.
/// @param results from results_json(); `language` is the one in which it opens, both are inside and can be switched
std::string briefing(const std::string& results, Language language);

/// Writes the briefing of a results folder - of a run, a comparison or a sweep - to `file`, which appears when it is
/// complete.
/// @throws InputError if the folder holds no results, OutputError if `file` cannot be written.
void write_briefing(const std::string& folder, const std::string& file, Language language);

/// The same under its usual name inside the folder.
inline void write_briefing(const std::string& folder, Language language) {
  write_briefing(folder, folder + "/briefing.html", language);
}

}  // namespace kredsim
