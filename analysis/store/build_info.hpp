#pragma once

#include <string_view>

namespace kredsim {

/// Version of the project, "0.1.0".
std::string_view program_version();
/// Commit that the program was built from, with "-dirty" if files differed from it; "unknown" outside a checkout.
std::string_view program_commit();

}  // namespace kredsim
