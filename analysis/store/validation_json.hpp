#pragma once

#include <span>
#include <string>

#include "analysis/experiment/validation.hpp"

namespace kredsim {

/// For `kredsim validate --json`: one object with the program's version, the rule and one entry a figure.
std::string to_json(std::span<const CheckedFigure> sheet);

}  // namespace kredsim
