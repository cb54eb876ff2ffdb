#include "tests/support/shared.hpp"

#include <cstdlib>
#include <iostream>

namespace kredsim::test {

namespace fs = std::filesystem;

fs::path source_dir() { return KREDSIM_SOURCE_DIR; }

std::optional<fs::path> shared_data(const std::string& path) {
  const char* stated = std::getenv("KREDSIM_SHARED");
  const fs::path file = (stated != nullptr ? fs::path{stated} : source_dir().parent_path() / "shared") / path;
  if (fs::exists(file)) return file;
  std::cout << "SKIPPED: " << file.string()
            << " is not there (the shared data are no part of the repository; KREDSIM_SHARED says where they are)"
            << std::endl;
  return std::nullopt;
}

}  // namespace kredsim::test
