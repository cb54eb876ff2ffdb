#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace kredsim {

/// The scale on which values are counted: 1 s (or 1 m) wide up to 2,048, then 256 bins per doubling up to 2^20 (12
/// days), all that is longer in the last. A value is first rounded to the nearest second (metre).
namespace bins {
inline constexpr std::size_t narrow = 2048;
inline constexpr std::size_t per_octave = 256;
inline constexpr std::size_t count = narrow + 9 * per_octave;

/// @param thousandths milliseconds or millimetres, >= 0
inline std::uint16_t bin_of(std::int64_t thousandths) {
  const auto value = static_cast<std::uint64_t>((std::max<std::int64_t>(thousandths, 0) + 500) / 1000);
  if (value < narrow) return static_cast<std::uint16_t>(value);
  const auto octave = static_cast<std::size_t>(std::bit_width(value)) - 1;  // 2^octave <= value
  const std::size_t bin = narrow + (octave - 11) * per_octave + ((value >> (octave - 8)) & (per_octave - 1));
  return static_cast<std::uint16_t>(std::min(bin, count - 1));
}
/// The bin holds values in [from, to), in seconds (metres).
double from(std::size_t bin);
double to(std::size_t bin);
}  // namespace bins

struct BinCount {
  std::uint16_t bin = 0;
  std::uint32_t count = 0;
  bool operator==(const BinCount&) const = default;
};

/// Many sparse histograms on that scale, one a row, in one piece of memory. Counts are whole numbers, so adding is
/// exact and does not depend on the order.
class Histograms {
 public:
  /// All rows empty.
  explicit Histograms(std::size_t rows = 0) : start_(rows + 1, 0) {}

  [[nodiscard]] std::size_t rows() const { return start_.size() - 1; }
  /// Ascending bins with counts above zero.
  [[nodiscard]] std::span<const BinCount> row(std::size_t row) const {
    return {bins_.data() + start_[row], bins_.data() + start_[row + 1]};
  }
  [[nodiscard]] std::size_t bytes() const {
    return bins_.capacity() * sizeof(BinCount) + start_.size() * sizeof(start_[0]);
  }

  /// Row by row; `other` has as many rows. Linear in both.
  void add(const Histograms& other);

  /// From stored rows: row r holds `bins` from start[r] to start[r + 1], ascending. `start` has one element more than
  /// there are rows and ends at the number of bins.
  static Histograms from_rows(std::vector<std::size_t> start, std::vector<BinCount> bins) {
    Histograms histograms;
    histograms.start_ = std::move(start);
    histograms.bins_ = std::move(bins);
    return histograms;
  }

  /// Fills histograms in the order of their rows; rows left out are empty.
  class Writer;

 private:
  std::vector<std::size_t> start_;
  std::vector<BinCount> bins_;
};

class Histograms::Writer {
 public:
  explicit Writer(std::size_t rows) : result_{rows}, scratch_(bins::count, 0) {}
  /// `row` is beyond all rows written so far; `values` are bins in any order, and may be left in another.
  void write(std::size_t row, std::span<std::uint16_t> values);
  Histograms finish();

 private:
  void close_rows_before(std::size_t row);

  Histograms result_;
  std::size_t next_row_ = 0;
  std::vector<std::uint32_t> scratch_;  ///< counts by bin, all 0 between calls
};

/// The same for many replications together.
struct PooledBin {
  std::uint16_t bin = 0;
  std::int64_t count = 0;
};

/// Smallest value that a share `p` of all values does not exceed: the second (metre) of its narrow bin, or by straight
/// line inside a wide one.
/// @param row ascending, not empty; `total` is the sum of its counts
double quantile(std::span<const PooledBin> row, std::int64_t total, double p);

}  // namespace kredsim
