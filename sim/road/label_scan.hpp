#pragma once

#include <cstddef>
#include <cstdint>

namespace kredsim {

/// The first `n` values of a label, and what comes of them.
struct LabelPrefix {
  const std::uint32_t* values = nullptr;
  std::uint32_t n = 0;
  std::uint32_t least = 0;
};

/// The inner loops of the labels, for this processor. All values are at most 2^30, so that no sum wraps.
struct LabelScan {
  /// For each of `count` prefixes the least values[i] + to[i]; 2^31 if n is 0. Reads up to 7 values beyond, and ignores
  /// them.
  void (*least_sums)(LabelPrefix* prefixes, std::size_t count, const std::uint32_t* to);
  /// to[i] = min(from[i] + more, 2^30) for the first n: the first of what `lower` lowers.
  void (*raise)(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n);
  /// to[i] = min(to[i], from[i] + more) for the first n.
  void (*lower)(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n);
};

/// With AVX2 where the processor has it, unless the environment says KREDSIM_SIMD=off. Both give the same values.
LabelScan label_scan();
LabelScan portable_label_scan();

}  // namespace kredsim
