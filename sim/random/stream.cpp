#include "sim/random/stream.hpp"

#include <Random123/philox.h>

namespace kredsim {

namespace {

constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

}  // namespace

std::uint64_t stable_key(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix(hash);
}

// The generator's 64-bit key names the experiment and the purpose, 64 bits of its counter name the decision,
// and 32 bits count the blocks drawn for it.
Stream::Stream(std::uint64_t seed, std::uint64_t replication, Purpose purpose, std::uint64_t key) {
  const std::uint64_t experiment = combine(combine(mix(seed), replication), static_cast<std::uint64_t>(purpose));
  key_[0] = low(experiment);
  key_[1] = high(experiment);
  counter_[0] = 0;
  counter_[1] = static_cast<std::uint32_t>(purpose);
  counter_[2] = low(key);
  counter_[3] = high(key);
}

void Stream::refill() {
  const r123::Philox4x32 philox;
  const r123::Philox4x32::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
  const auto block = philox(counter, key);
  for (unsigned i = 0; i < 4; ++i) block_[i] = block[i];
  ++counter_[0];
  used_ = 0;
}

}  // namespace kredsim
