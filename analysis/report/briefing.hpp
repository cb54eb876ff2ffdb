#pragma once

#include <string>

namespace kredsim {

/// The language in which the briefing opens; both are inside and can be switched.
enum class BriefingLanguage { da, en };

/// One page that holds everything: figures, tables, both languages. No part of it asks the network, and its content
/// policy forbids it to.
/// @param results from results_json()
std::string briefing(const std::string& results, BriefingLanguage language);

/// Writes the briefing of a results folder to `file`, which appears when it is complete.
/// @throws InputError if the folder holds no results, OutputError if `file` cannot be written.
void write_briefing(const std::string& folder, const std::string& file, BriefingLanguage language);

}  // namespace kredsim
