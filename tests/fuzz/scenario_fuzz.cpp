// Any bytes as a scenario file: a scenario that can be written out resolved, or ScenarioError, nothing else.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "sim/base/problem.hpp"
#include "sim/scenario/read.hpp"

namespace {

/// The reader reads files, by their names; in memory where the system has such a folder.
const std::string& file() {
  static const struct Kept {
    std::string path = (std::filesystem::is_directory("/dev/shm") ? "/dev/shm/kredsim-fuzz-" : "/tmp/kredsim-fuzz-") +
                       std::to_string(::getpid()) + ".yaml";
    ~Kept() {
      std::error_code ignored;
      std::filesystem::remove(path, ignored);
    }
  } kept;
  return kept.path;
}

void write(const char* bytes, std::size_t size) {
  std::ofstream{file(), std::ios::binary}.write(bytes, static_cast<std::streamsize>(size));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  write(reinterpret_cast<const char*>(data), size);
  try {
    if (kredsim::scenario::read(file()).resolved.empty()) std::abort();
  } catch (const kredsim::ScenarioError&) {
  } catch (const kredsim::InputError&) {
  }
  return 0;
}
