#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "analysis/statistics/known_value.hpp"
#include "sim/engine/records.hpp"
#include "sim/scenario/known_answers.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// Reads one known figure off the rows of a replication: docs/reference/validation.md says each measure in words.
class KnownFigure {
 public:
  /// @throws ScenarioError if the roster has no such unit.
  KnownFigure(const World& world, const scenario::KnownAnswer& answer);

  /// In units of `answer.per`. Cost: one pass over the rows that the measure is made of.
  [[nodiscard]] FigureSums sums(const Outcome& outcome) const;
  /// How sums over replications become the figure.
  [[nodiscard]] FigureForm form() const;

 private:
  [[nodiscard]] bool counts(const IncidentRecord& incident) const;
  [[nodiscard]] FigureSums over_incidents(const Outcome& outcome) const;
  [[nodiscard]] FigureSums over_units_sent(const Outcome& outcome) const;
  [[nodiscard]] FigureSums over_all_sent(const Outcome& outcome) const;
  [[nodiscard]] FigureSums over_time(const Outcome& outcome) const;
  [[nodiscard]] FigureSums over_days(const Outcome& outcome) const;
  [[nodiscard]] FigureSums overtime_units(const Outcome& outcome) const;
  [[nodiscard]] FigureSums overtime(const Outcome& outcome) const;
  void add(FigureSums& sums, Milliseconds time) const;
  [[nodiscard]] int rank_of(UnitId unit, PointId point) const;

  const World& world_;
  const scenario::KnownAnswer& answer_;
  std::optional<TypeId> type_;
  std::optional<AreaId> area_;
  /// Milliseconds from each unit's station to each point; point by point. Where the measure needs them.
  std::vector<Milliseconds> from_stations_;
};

}  // namespace kredsim
