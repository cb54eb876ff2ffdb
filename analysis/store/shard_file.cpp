#include "analysis/store/shard_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "analysis/store/csv_file.hpp"
#include "analysis/store/output_error.hpp"

namespace kredsim {

namespace {

/// A name is on the disk once its folder is.
void sync_folder(const std::string& folder) {
  const int file = open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;  // a folder that may be written but not listed: the file itself is safe
  const int done = fsync(file);
  const int error = errno;
  ::close(file);
  if (done != 0) throw OutputError{folder + ": cannot be brought to the disk (" + std::strerror(error) + ")"};
}

std::string padded(std::uint32_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// No two writers share one, on whatever machines they are.
std::string temporary_name(const std::string& name) {
  char host[256] = "host";
  gethostname(host, sizeof host - 1);
  return "." + name + "." + host + "-" + std::to_string(getpid());
}

}  // namespace

std::string shard_name(std::uint32_t number, std::uint32_t of) {
  const std::string all = std::to_string(of);
  return "shard-" + padded(number, all.size()) + "-of-" + all + ".kredsim";
}

void write_shard(const std::string& folder, const Shard& shard) {
  const std::string name = shard_name(shard.number, shard.of);
  const std::string pending = folder + "/" + temporary_name(name);
  const std::string path = folder + "/" + name;
  try {
    write_file(pending, encode_shard(shard));
  } catch (...) {
    std::remove(pending.c_str());
    throw;
  }
  if (std::rename(pending.c_str(), path.c_str()) != 0) {
    const int error = errno;
    std::remove(pending.c_str());
    throw OutputError{path + ": cannot be given its name (" + std::strerror(error) + ")"};
  }
  sync_folder(folder);
}

Shard read_shard(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) throw DamagedShard{"is no ordinary file"};
  std::ifstream file{path, std::ios::binary};
  std::string bytes(static_cast<std::size_t>(std::filesystem::file_size(path, error)), '\0');
  if (error || !file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    throw DamagedShard{"cannot be read"};
  return decode_shard(bytes);
}

}  // namespace kredsim
