#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/experiment/sweep_file.hpp"

namespace kredsim {

/// Which points a sweep visits. Points are made when asked for, so that a design of a million takes no memory.
///
/// A design that searches would derive from this too: it would propose its next points from the objective, with
/// interval, of those that are answered (docs/decisions/0009-sweeps.md). None does so far.
class Design {
 public:
  virtual ~Design() = default;
  Design() = default;
  Design(const Design&) = delete;
  Design& operator=(const Design&) = delete;

  [[nodiscard]] virtual std::uint64_t points() const = 0;
  /// The levels of all factors at a point, 0 ... points() - 1.
  [[nodiscard]] virtual std::vector<Level> point(std::uint64_t index) const = 0;
};

/// `sweep` must outlive the design.
std::unique_ptr<const Design> make_design(const Sweep& sweep);

/// At most so many points.
inline constexpr std::uint64_t most_points = 10'000'000;

/// A permutation of 0 ... size - 1 that takes no memory: a Feistel network over the next power of four, walked until
/// it lands inside (Black and Rogaway 2002).
class Permutation {
 public:
  Permutation(std::uint64_t size, std::uint64_t seed, std::uint64_t key);
  [[nodiscard]] std::uint64_t operator()(std::uint64_t index) const;

 private:
  std::uint64_t size_;
  unsigned half_bits_;
  std::uint64_t round_keys_[6]{};
};

}  // namespace kredsim
