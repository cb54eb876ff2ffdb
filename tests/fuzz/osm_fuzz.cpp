// Any bytes as an OpenStreetMap extract: a network or InputError, nothing else. What is a network can be written and
// read back.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "sim/base/problem.hpp"
#include "sim/road/network_bytes.hpp"
#include "sim/road/networks.hpp"

namespace {

/// The importer reads files, by their names; in memory where the system has such a folder.
std::string folder() {
  const bool memory = std::filesystem::is_directory("/dev/shm");
  const std::filesystem::path made =
      (memory ? "/dev/shm/kredsim-fuzz-" : "/tmp/kredsim-fuzz-") + std::to_string(::getpid());
  std::filesystem::create_directories(made);
  static const struct Sweeper {
    std::filesystem::path path;
    ~Sweeper() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  } sweeper{made};
  return made.string();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string made = folder();
  const bool xml = size > 0 && data[0] == '<';
  const std::string file = made + (xml ? "/map.osm" : "/map.osm.pbf");
  std::ofstream{file, std::ios::binary}.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  try {
    kredsim::ImportReport report;
    const kredsim::Network network = kredsim::import_osm({.osm_file = file, .least_component_nodes = 1}, report);
    const std::string bytes = kredsim::to_bytes(network);
    if (kredsim::to_bytes(kredsim::from_bytes(bytes)) != bytes) std::abort();
  } catch (const kredsim::InputError&) {
  }
  return 0;
}
