#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/statistics/measure.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// By what results are split. `area` runs over the areas of every layer; `type` over the types and, last, the pseudo
/// type `published`; `hour` over hours of the day or of the week.
enum class Axis : std::uint8_t { type, area, hour, priority, group };
inline constexpr std::size_t axes = 5;

/// A coordinate on each axis; -1 where the table is not split by it.
struct Cell {
  std::array<int, axes> at{-1, -1, -1, -1, -1};
  bool by_hour_of_week = false;
  [[nodiscard]] int operator[](Axis axis) const { return at[static_cast<std::size_t>(axis)]; }
  bool operator==(const Cell&) const = default;
};

/// One table of results: a dense block of cells.
struct Table {
  std::array<std::size_t, axes> stride{};  ///< 0: not split by this axis
  std::array<std::size_t, axes> size{};    ///< 1: not split by this axis
  bool by_hour_of_week = false;
  std::size_t first_cell = 0;
  std::size_t cells = 1;
  std::size_t first_row = 0;   ///< of its histograms
  std::size_t histograms = 0;  ///< per cell: of the first so many measures
  /// Cells from one value of this axis to the next; 0: not split by it.
  [[nodiscard]] std::size_t step(Axis axis) const { return stride[static_cast<std::size_t>(axis)]; }
  [[nodiscard]] bool split_by(Axis axis) const { return step(axis) > 0; }
  /// Number of dimensions; the hour of the week counts as two.
  [[nodiscard]] int dimensions() const;
};

/// Which tables a run yields, decided once from the world: totals; type, area, hour of the day, priority and group
/// alone; type by area; area by hour of the day; hour of the day by group; hour of the week; and what the scenario asks
/// for under `results.tables`.
///
/// Histograms, hence quantiles, are kept of every sampled measure in tables of one dimension, and of response and
/// dispatch wait in larger ones.
class Tables {
 public:
  /// `world` must outlive the tables.
  /// @throws ScenarioError if a name is reserved (`all`, `published`) or the tables would hold more than `most_cells`.
  explicit Tables(const World& world);
  /// The totals, types alone and these tables only: for a sweep, whose every point would carry the others.
  Tables(const World& world, const std::vector<std::vector<scenario::Dimension>>& only);

  static constexpr std::size_t most_cells = 50'000;

  [[nodiscard]] const World& world() const { return *world_; }
  [[nodiscard]] std::span<const Table> all() const { return tables_; }
  [[nodiscard]] std::size_t cells() const { return cells_; }
  [[nodiscard]] std::size_t histogram_rows() const { return rows_; }
  [[nodiscard]] std::span<const Milliseconds> targets() const { return targets_; }

  /// Coordinate of the pseudo type; -1 if no type is published.
  [[nodiscard]] int published() const { return published_; }
  [[nodiscard]] Cell cell(const Table& table, std::size_t index_in_table) const;
  /// Index among all cells, if some table holds it.
  [[nodiscard]] std::optional<std::size_t> find(const Cell& cell) const;
  [[nodiscard]] const Table& table_of(std::size_t cell) const;
  /// Row of the histogram of a sampled measure, if it is kept.
  [[nodiscard]] std::optional<std::size_t> histogram_row(const Table& table, std::size_t index_in_table,
                                                         Measure measure) const;
  /// The key of a coordinate as in the files: `robbery`, `naestved`, `07`, `mon 07`, `urgent`, ...; `all` if not split.
  [[nodiscard]] std::string label(const Cell& cell, Axis axis) const;

 private:
  void measure(const World& world);
  void add(std::vector<scenario::Dimension> dimensions);

  const World* world_;
  int published_ = -1;
  std::array<std::size_t, axes> sizes_{};
  std::vector<Milliseconds> targets_;
  std::vector<Table> tables_;
  std::size_t cells_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace kredsim
