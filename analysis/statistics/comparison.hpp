#pragma once

#include <memory>

#include "analysis/statistics/estimates.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/verdict.hpp"

namespace kredsim {

/// A row of `differences.csv`: a statistic under the plan less the same under the base.
struct Difference {
  std::string measure;
  std::string statistic;
  std::string type = "all";
  std::string area = "all";
  std::string hour = "all";
  std::string priority = "all";
  std::optional<double> plan;
  std::optional<double> base;
  std::optional<double> difference;
  std::optional<double> low;  ///< 95 % interval, held jointly with the others of its family
  std::optional<double> high;
  Verdict verdict = Verdict::too_few;
  double margin = 0;
  int family = 1;                             ///< intervals that are right together with 95 %
  std::optional<double> replications_needed;  ///< if it cannot be told apart yet
  std::optional<double> at_least;             ///< the difference if unanswered incidents are given any time at all
  std::optional<double> at_most;
  std::optional<double> variance_ratio;  ///< of unpaired to paired runs, from the same replications
  std::optional<double> period_sd;       ///< how much one simulated period of the plan swings by itself
  std::int64_t n_plan = 0;
  std::int64_t n_base = 0;
  int replications = 0;
  std::string note;                ///< for the gap: which municipalities, and which end moved
  std::optional<double> sets_low;  ///< lowest difference over the input sets of the ensemble
  std::optional<double> sets_high;
  int sets = 0;  ///< input sets that gave a difference
};

/// Base and plan over the same replications, folded as they come.
class Comparison {
 public:
  /// The worlds must outlive it.
  /// @throws InputError if they cannot be compared: the message says what differs.
  Comparison(const World& base, const World& plan, int planned);

  [[nodiscard]] const Tables& base_tables() const { return base_tables_; }
  [[nodiscard]] const Tables& plan_tables() const { return plan_tables_; }
  /// For pair_up.
  [[nodiscard]] const Column<TypeId, TypeId>& types() const { return types_; }

  /// Tallies of outcomes that are restricted to what both received.
  void add(const Tally& base, const Tally& plan, const std::vector<PairedIncident>& incidents);

  [[nodiscard]] const Summary& base() const { return base_; }
  [[nodiscard]] const Summary& plan() const { return plan_; }
  [[nodiscard]] const PairSums& pairs() const { return pairs_; }
  /// Replications that ended early because a queue grew without bound: what lies after is in neither plan's figures, so
  /// that nothing can be said of the difference.
  [[nodiscard]] int unstable_base() const { return unstable_base_; }
  [[nodiscard]] int unstable_plan() const { return unstable_plan_; }
  /// Cell of the plan's tables that means the same as this one of the base's; none if split by group, or not there.
  [[nodiscard]] std::optional<std::size_t> plan_cell(std::size_t base_cell) const;

 private:
  Tables base_tables_;
  Tables plan_tables_;
  Summary base_;
  Summary plan_;
  PairSums pairs_;
  int unstable_base_ = 0;
  int unstable_plan_ = 0;
  Column<TypeId, TypeId> types_;       ///< of the plan -> of the base
  Column<AreaId, AreaId> area_there_;  ///< of the base -> of the plan
  Column<TypeId, TypeId> type_there_;  ///< of the base -> of the plan
};

/// All rows: the tables of the base in their order, then the gap between municipalities and what a change of the
/// district is made of. docs/methods/comparison.md derives them.
std::vector<Difference> differences(const Comparison& comparison);

/// The row of a statistic; null if there is none.
const Difference* find(const std::vector<Difference>& rows, std::string_view measure, std::string_view statistic,
                       std::string_view type = "all", std::string_view area = "all");

}  // namespace kredsim
