#include "analysis/theory/nearest.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>

namespace kredsim::theory {

double square_root_law(double area, double free_units, Metric metric) {
  if (!(free_units > 0)) return std::numeric_limits<double>::infinity();
  const double c = metric == Metric::straight ? 0.5 : std::sqrt(std::numbers::pi / 8);
  return c * std::sqrt(area / free_units);
}

double Grid::mean_to_nearest(int units) const {
  const auto longest = static_cast<std::size_t>(2 * side_ - 1);
  const double nodes = static_cast<double>(side_) * side_;
  double mean = 0;
  for (int x = 0; x < side_; ++x) {
    for (int y = 0; y < side_; ++y) {
      std::vector<double> at(longest, 0);
      for (int u = 0; u < side_; ++u)
        for (int v = 0; v < side_; ++v) at[static_cast<std::size_t>(std::abs(x - u) + std::abs(y - v))] += 1 / nodes;
      double beyond = 1;  // share of nodes farther than d
      for (std::size_t d = 0; d < longest; ++d) {
        beyond -= at[d];
        double all_beyond = 1;
        for (int k = 0; k < units; ++k) all_beyond *= std::fmax(beyond, 0);
        mean += all_beyond / nodes;
      }
    }
  }
  return mean;
}

Grid::Way Grid::between_two() const {
  double sum = 0;
  double squares = 0;
  for (int a = 0; a < side_; ++a) {
    for (int b = 0; b < side_; ++b) {
      const double d = std::abs(a - b);
      sum += d;
      squares += d * d;
    }
  }
  const double pairs = static_cast<double>(side_) * side_;
  const double mean = sum / pairs;
  const double variance = squares / pairs - mean * mean;
  return {2 * mean, std::sqrt(2 * variance), 1 / pairs};
}

}  // namespace kredsim::theory
