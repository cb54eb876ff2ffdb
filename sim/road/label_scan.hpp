#pragma once

#include <cstddef>
#include <cstdint>

namespace kredsim {

/// The inner loops of the labels, for this processor. All values are at most 2^30, so that no sum wraps.
struct LabelScan {
  /// Least a[i] + b[i] of the first n; 2^31 if n is 0. Reads up to 7 values beyond, and ignores them.
  std::uint32_t (*least_sum)(const std::uint32_t* a, const std::uint32_t* b, std::size_t n);
  /// How many of n runs [firsts[i], ends[i]) hold `node`; n is a multiple of 8.
  std::uint32_t (*runs_with)(const std::int32_t* firsts, const std::int32_t* ends, std::size_t n, std::int32_t node);
  /// to[i] = min(from[i] + more, 2^30) for the first n: the first of what `lower` lowers.
  void (*raise)(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n);
  /// to[i] = min(to[i], from[i] + more) for the first n.
  void (*lower)(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n);
};

/// With AVX2 where the processor has it, unless the environment says KREDSIM_SIMD=off. Both give the same values.
LabelScan label_scan();
LabelScan portable_label_scan();

}  // namespace kredsim
