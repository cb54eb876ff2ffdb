#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace kredsim {

/// The first `n` values of a label, and what comes of them.
struct LabelPrefix {
  const std::uint32_t* values = nullptr;
  std::uint32_t node = 0;
  std::uint32_t n = 0;
  std::uint32_t least = 0;
};

/// The upper part of a node's path to the root, in up to 32 chains from the root down. A chain has its subtree in
/// [first, end), so that each lies within the one before; [0, 0) is none.
struct alignas(64) RootPath {
  static constexpr std::size_t slots = 32;
  std::array<std::int32_t, slots> firsts{}, ends{}, lasts{}, bottoms{};  ///< last node of the chain, and its depth
  std::int32_t depth = 0;                                                ///< of the node at the end
};

/// The inner loops of the labels, for this processor. All values are at most 2^30, so that no sum wraps.
struct LabelScan {
  /// For each of `count` prefixes the least values[i] + to[i]; 2^31 if n is 0. Reads up to `always` values, and beyond
  /// them up to the next 8, of both, and ignores what lies past n.
  static constexpr std::size_t always = 48;
  void (*least_sums)(LabelPrefix* prefixes, std::size_t count, const std::uint32_t* to);
  /// Sets n of each prefix to the number of ancestors on `path` that `node` is or is below.
  void (*shared)(const RootPath& path, LabelPrefix* prefixes, std::size_t count);
  /// to[i] = min(from[i] + more, 2^30) for the first n: the first of what `lower` lowers.
  void (*raise)(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n);
  /// to[i] = min(to[i], from[i] + more) for the first n.
  void (*lower)(std::uint32_t* to, const std::uint32_t* from, std::uint32_t more, std::size_t n);
  /// marks[i] += mark where least[i] == from[i] + more, for the first n: what explains the least that `lower` has left.
  void (*explain)(std::uint32_t* marks, std::uint32_t mark, const std::uint32_t* least, const std::uint32_t* from,
                  std::uint32_t more, std::size_t n);
};

/// With AVX2 where the processor has it, unless the environment says KREDSIM_SIMD=off. Both give the same values.
LabelScan label_scan();
LabelScan portable_label_scan();

}  // namespace kredsim
