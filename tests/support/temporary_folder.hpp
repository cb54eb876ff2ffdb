#pragma once

#include <filesystem>
#include <string>

namespace kredsim::test {

/// A folder of its own for one test, removed at its end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] std::string path(const std::string& name = "") const { return (folder_ / name).string(); }
  /// How many files and folders lie directly in it.
  [[nodiscard]] std::size_t entries() const;
  /// Writes a file into the folder. @return its path.
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path folder_;
};

/// The whole file; empty if it cannot be read.
std::string contents(const std::string& file);

}  // namespace kredsim::test
