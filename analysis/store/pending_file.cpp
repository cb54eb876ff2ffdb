#include "analysis/store/pending_file.hpp"

#include <filesystem>

#include <unistd.h>

#include "analysis/store/output_error.hpp"

namespace kredsim {

namespace fs = std::filesystem;

PendingFile::PendingFile(std::string file, IfExists if_exists)
    : file_{std::move(file)}, pending_{file_ + ".new-" + std::to_string(::getpid())} {
  std::error_code error;
  const fs::path folder = fs::absolute(file_, error).parent_path();
  if (!fs::is_directory(folder, error)) throw OutputError{file_ + ": cannot be written (its folder does not exist)"};
  if (fs::exists(file_, error)) {
    if (!fs::is_regular_file(file_, error)) throw OutputError{file_ + ": is no file, so it is not replaced"};
    if (if_exists == IfExists::refuse)
      throw OutputError{file_ + ": exists already (choose another name, or add --force to replace it)"};
  }
  fs::remove(pending_, error);
}

PendingFile::~PendingFile() {
  std::error_code ignored;
  fs::remove(pending_, ignored);
}

void PendingFile::commit() {
  std::error_code error;
  fs::rename(pending_, file_, error);
  if (error) throw OutputError{file_ + ": cannot be written (" + error.message() + ")"};
}

}  // namespace kredsim
