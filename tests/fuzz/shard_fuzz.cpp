// Any bytes as what a shard holds once its checksum fits: rows, or DamagedShard, nothing else.
#include <cstdlib>

#include "analysis/store/shard_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  try {
    const kredsim::PointAnswer answer = kredsim::decode_answer(bytes);
    // What is understood is written as it was read.
    if (kredsim::encode_answer(answer).size() > 64 + 2 * size) std::abort();
  } catch (const kredsim::DamagedShard&) {
  }
  return 0;
}
