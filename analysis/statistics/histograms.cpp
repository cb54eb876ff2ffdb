#include "analysis/statistics/histograms.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kredsim {

namespace bins {

double from(std::size_t bin) {
  if (bin == 0) return 0;
  if (bin <= narrow) return static_cast<double>(bin) - 0.5;
  const std::size_t octave = 11 + (bin - narrow) / per_octave;
  const std::size_t step = (bin - narrow) % per_octave;
  return static_cast<double>((per_octave + step) << (octave - 8)) - 0.5;
}

double to(std::size_t bin) { return from(bin + 1); }

}  // namespace bins

void Histograms::add(const Histograms& other) {
  std::vector<BinCount> merged;
  merged.reserve(std::max(bins_.size(), other.bins_.size()) + std::min(bins_.size(), other.bins_.size()) / 2);
  std::vector<std::size_t> start(start_.size(), 0);
  for (std::size_t r = 0; r < rows(); ++r) {
    const auto a = row(r);
    const auto b = other.row(r);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
      if (a[i].bin < b[j].bin) {
        merged.push_back(a[i++]);
      } else if (b[j].bin < a[i].bin) {
        merged.push_back(b[j++]);
      } else {
        merged.push_back({a[i].bin, a[i].count + b[j].count});
        ++i, ++j;
      }
    }
    merged.insert(merged.end(), a.begin() + static_cast<std::ptrdiff_t>(i), a.end());
    merged.insert(merged.end(), b.begin() + static_cast<std::ptrdiff_t>(j), b.end());
    start[r + 1] = merged.size();
  }
  bins_ = std::move(merged);
  start_ = std::move(start);
}

void Histograms::Writer::close_rows_before(std::size_t row) {
  for (; next_row_ < row; ++next_row_) result_.start_[next_row_ + 1] = result_.bins_.size();
}

void Histograms::Writer::write(std::size_t row, std::span<std::uint16_t> values) {
  close_rows_before(row);
  if (values.empty()) return;
  std::uint16_t first = values[0];
  std::uint16_t last = values[0];
  for (const std::uint16_t bin : values) {
    first = std::min(first, bin);
    last = std::max(last, bin);
  }
  if (static_cast<std::size_t>(last - first) < 16 * values.size()) {  // dense enough to sweep
    for (const std::uint16_t bin : values) ++scratch_[bin];
    for (std::size_t bin = first; bin <= last; ++bin)
      if (scratch_[bin] > 0)
        result_.bins_.push_back({static_cast<std::uint16_t>(bin), std::exchange(scratch_[bin], 0)});
    return;
  }
  std::sort(values.begin(), values.end());
  for (const std::uint16_t bin : values) {
    if (result_.bins_.size() == result_.start_[row] || result_.bins_.back().bin != bin)
      result_.bins_.push_back({bin, 0});
    ++result_.bins_.back().count;
  }
}

Histograms Histograms::Writer::finish() {
  close_rows_before(result_.rows());
  return std::move(result_);
}

double quantile(std::span<const PooledBin> row, std::int64_t total, double p) {
  // The rank is a whole number: 0.9 * 10 must be 9 although it is a little more in binary.
  const double exact = p * static_cast<double>(total);
  const auto rank = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(exact - 1e-9 * exact)), 1, total);
  std::int64_t before = 0;
  for (const PooledBin& bin : row) {
    if (before + bin.count < rank) {
      before += bin.count;
      continue;
    }
    if (bin.bin < bins::narrow) return bin.bin;
    const double inside = (static_cast<double>(rank - before) - 0.5) / static_cast<double>(bin.count);
    return bins::from(bin.bin) + inside * (bins::to(bin.bin) - bins::from(bin.bin));
  }
  return row.back().bin;
}

}  // namespace kredsim
