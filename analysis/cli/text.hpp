#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/cli/summary.hpp"

namespace kredsim {

/// Text of the columns as they stand below each other.
using Line = std::vector<std::string>;

/// The lines of a table, all with as many columns as the first: the first column is aligned to the left, the others to
/// the right.
std::string aligned(const std::vector<Line>& lines);

/// Columns that the text takes on a terminal: one a code point, which holds for what is printed here.
std::size_t width_of(const std::string& text);

/// "37,361", Danish "37.361".
std::string grouped(std::int64_t number, Language language);

/// The coarsest layer that splits the district: municipalities, else the next one. Invalid if none does.
LayerId layer_shown(const World& world);

/// "52 weeks", "1 uge", "365 days", "8 hours".
std::string length_in_words(Milliseconds length, Language language);

}  // namespace kredsim
