#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/road/address_csv.hpp"
#include "sim/road/osm_extract.hpp"

namespace kredsim::osm {

/// Whether a point lies in a built-up area: by the addresses around it or, without any, by the residential streets.
/// Thresholds and how they did against signed limits: docs/methods/osm-import.md.
class BuiltUp {
 public:
  BuiltUp(const Extract& extract, std::span<const Address> addresses);
  [[nodiscard]] bool at(Position position) const;

 private:
  struct Cell {
    std::int32_t row;
    std::int32_t column;
    double weight;
  };
  void add(Position position, double weight);
  void merge();
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> cell_of(Position position) const;

  double threshold_;
  double rows_per_degree_ = 1;
  double columns_per_degree_ = 1;
  std::vector<Cell> cells_;  ///< distinct, by row then column
};

}  // namespace kredsim::osm
