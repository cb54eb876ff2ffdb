#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include <sys/mount.h>

namespace kredsim::test {

/// A file system of so many bytes, taken away at the end. `mounted()` is false where this user may not.
class TinyDisk {
 public:
  TinyDisk(std::string folder, const std::string& size) : folder_{std::move(folder)} {
    std::filesystem::create_directory(folder_);
    mounted_ = mount("tmpfs", folder_.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
  }
  ~TinyDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  TinyDisk(const TinyDisk&) = delete;
  TinyDisk& operator=(const TinyDisk&) = delete;
  [[nodiscard]] bool mounted() const { return mounted_; }

 private:
  std::string folder_;
  bool mounted_ = false;
};

}  // namespace kredsim::test
