#pragma once

#include <string>

#include "analysis/store/results_folder.hpp"

namespace kredsim {

/// A file that only appears once it is complete. Until then it lies under another name beside it, which goes away with
/// this object unless `commit` was reached.
class PendingFile {
 public:
  /// @throws OutputError if the file exists (`replace`: if it is no file), or its folder does not.
  PendingFile(std::string file, IfExists if_exists);
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  /// Where to write.
  [[nodiscard]] const std::string& path() const { return pending_; }
  void commit();

 private:
  std::string file_;
  std::string pending_;
};

}  // namespace kredsim
