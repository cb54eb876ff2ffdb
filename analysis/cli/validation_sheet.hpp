#pragma once

#include <span>
#include <string>

#include "analysis/cli/summary.hpp"
#include "analysis/experiment/validation.hpp"

namespace kredsim {

/// The sheet of a validation: case, expected, simulated, interval, p-value, verdict. Plain UTF-8, about 100 columns.
std::string validation_sheet(std::span<const CheckedFigure> sheet, Language language);

/// The same as a page that needs nothing else.
std::string validation_page(std::span<const CheckedFigure> sheet, const std::string& version, Language language);

}  // namespace kredsim
