#pragma once

#include <cstddef>
#include <vector>

namespace kredsim::theory {

/// How distances add up in the square-root law.
enum class Metric { straight, right_angle };

/// Mean distance from a call to the nearest of `free_units` strewn at random over `area`: c sqrt(area / free_units)
/// with c = 1/2 as the crow flies and sqrt(pi / 8) = 0.6267 along a grid of streets. Edges make it a little longer. For
/// units that are busy now and then, take the mean number free. Source: Kolesar and Blum 1973; Larson and Odoni 1981,
/// sections 3.7 and 5.8.
/// @return in the unit of length of `area`; infinite for no unit
double square_root_law(double area, double free_units, Metric metric = Metric::right_angle);

/// Shortest ways on a square grid of `side` x `side` nodes a block apart, by enumeration.
class Grid {
 public:
  explicit Grid(int side) : side_{side} {}

  /// Mean way from a uniform node to the nearest of `units` independent uniform nodes, blocks.
  [[nodiscard]] double mean_to_nearest(int units) const;
  struct Way {
    double mean = 0;
    double sd = 0;
    double share_zero = 0;
  };
  /// Between two independent uniform nodes, blocks.
  [[nodiscard]] Way between_two() const;

 private:
  int side_;
};

}  // namespace kredsim::theory
