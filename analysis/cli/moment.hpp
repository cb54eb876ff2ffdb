#pragma once

#include <string>

#include "sim/base/time.hpp"

namespace kredsim::cli {

/// The value of `option` as a moment: "2019-01-07 08:00". @throws CLI::ValidationError.
SimTime moment_of(const std::string& option, const std::string& text);

}  // namespace kredsim::cli
