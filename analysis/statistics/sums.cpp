#include "analysis/statistics/sums.hpp"

#include <algorithm>

namespace kredsim {

Sums::Sums(const Tables& tables)
    : targets_{tables.targets().size()},
      columns_{plain_sums + 2 * sampled_measures + 2 * targets_},
      values_(tables.cells() * columns_, 0),
      squares_(tables.cells() * square_columns, 0),
      histograms_{tables.histogram_rows()} {}

Sums Sums::only(std::span<const std::size_t> cells) const {
  Sums kept = *this;
  kept.histograms_ = Histograms{histograms_.rows()};
  std::size_t next = 0;
  const std::size_t all = squares_.size() / square_columns;
  for (std::size_t cell = 0; cell < all; ++cell) {
    if (next < cells.size() && cells[next] == cell) {
      ++next;
      continue;
    }
    std::fill_n(kept.values_.begin() + static_cast<std::ptrdiff_t>(cell * columns_), columns_, 0);
    std::fill_n(kept.squares_.begin() + static_cast<std::ptrdiff_t>(cell * square_columns), square_columns, 0);
  }
  return kept;
}

void Sums::add(const Sums& other) {
  replications_ += other.replications_;
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] += other.values_[i];
  for (std::size_t i = 0; i < squares_.size(); ++i) squares_[i] += other.squares_[i];
  histograms_.add(other.histograms_);
}

std::size_t Sums::bytes() const {
  return values_.size() * sizeof(values_[0]) + squares_.size() * sizeof(squares_[0]) + histograms_.bytes();
}

}  // namespace kredsim
