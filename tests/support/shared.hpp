#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace kredsim::test {

/// Where the project's own root is: scenarios, golden files.
std::filesystem::path source_dir();

/// A file or folder of the shared data, which is no part of the repository: below the folder that the environment
/// variable KREDSIM_SHARED names, else below `shared` beside the checkout. Where it is absent, prints the line by which
/// ctest counts the test as skipped, with the reason:
///
///     const auto cases = shared_data("validation/cases.json");
///     if (!cases) return;
std::optional<std::filesystem::path> shared_data(const std::string& path);

}  // namespace kredsim::test
