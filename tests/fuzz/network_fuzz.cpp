// Any bytes as the body of a network.bin whose checksum fits: a sound network or InputError, nothing else.
#include <cstdlib>

#include "sim/base/problem.hpp"
#include "sim/road/network_bytes.hpp"
#include "sim/road/network_info.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  try {
    const kredsim::Network network = kredsim::from_bytes(bytes);
    if (kredsim::from_bytes(kredsim::to_bytes(network)).points.size() != network.points.size()) std::abort();
    kredsim::network_info(network);
    const kredsim::Snapper snapper{network.graph, 1};
    (void)snapper.snap({55, 12});
  } catch (const kredsim::InputError&) {
  }
  return 0;
}
