#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/report/words.hpp"

namespace kredsim {

/// Text of the columns as they stand below each other.
using Line = std::vector<std::string>;

/// The lines of a table, all with as many columns as the first: the first column is aligned to the left, the others to
/// the right.
std::string aligned(const std::vector<Line>& lines);

/// Columns that the text takes on a terminal: one a code point, which holds for what is printed here.
std::size_t width_of(const std::string& text);

}  // namespace kredsim
