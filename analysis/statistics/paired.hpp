#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "analysis/statistics/summary.hpp"

namespace kredsim {

/// One incident as two plans met it. Only incidents of which at least one plan measured one.
struct PairedIncident {
  TypeId type;
  PointId point;
  /// From report to first unit at the scene, or one of the two below.
  std::int64_t base_ms = 0;
  std::int64_t plan_ms = 0;

  static constexpr std::int64_t unanswered = -1;    ///< received, but nobody came
  static constexpr std::int64_t not_received = -2;  ///< no measured incident of this plan
  [[nodiscard]] bool in_both() const { return base_ms != not_received && plan_ms != not_received; }
};

/// One replication of two plans, incident by incident: `base` and `plan` keep as measured only what both received, so
/// that their tallies have one denominator; `incidents` tells of the rest too.
struct Pairing {
  std::vector<PairedIncident> incidents;  ///< those of the base in its order, then those of the plan alone
  std::vector<char> base_keeps;           ///< by row of the outcome: measured in both
  std::vector<char> plan_keeps;
};

/// Matches by IncidentRecord::key. `types` says which type of the base a type of the plan is.
Pairing pair_up(const Outcome& base, const Outcome& plan, const Column<TypeId, TypeId>& types);

/// Whether all measured incidents are kept.
bool keeps_all(const Outcome& outcome, const std::vector<char>& keeps);

/// The outcome with only these incidents measured.
Outcome restricted(Outcome outcome, const std::vector<char>& keeps);

/// How much later (+) or earlier (-) the first unit came under the plan: edges of the classes, in seconds.
inline constexpr std::array<int, 24> gain_edges{-3600, -1800, -1200, -900, -600, -300, -180, -120,
                                                -60,   -30,   -10,   -1,   1,    10,   30,   60,
                                                120,   180,   300,   600,  900,  1200, 1800, 3600};

/// Who gained and who lost among the incidents that both plans received. A change below one second is none.
struct Gains {
  std::int64_t answered = 0;  ///< in both
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  std::int64_t gained_ms = 0;  ///< their sum, positive
  std::int64_t lost_ms = 0;
  std::int64_t base_only = 0;  ///< answered in the base only ...
  std::int64_t plan_only = 0;
  std::int64_t neither = 0;
  std::array<std::int64_t, gain_edges.size() + 1> classes{};

  Gains& operator+=(const Gains& other);
};

/// Incidents of one type in one municipality, each plan with all that it received.
struct Mix {
  std::int64_t base_n = 0;  ///< answered
  std::int64_t base_ms = 0;
  std::int64_t plan_n = 0;
  std::int64_t plan_ms = 0;
};

/// What happened at one point of demand, all replications together.
struct PointGains {
  std::int64_t received = 0;  ///< by both plans
  std::int64_t answered = 0;  ///< by both
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  std::int64_t change_ms = 0;
};

/// Sums over paired incidents: the second set beside the two summaries. Whole numbers; memory does not depend on the
/// number of replications.
class PairSums {
 public:
  /// @param tables of the base; must outlive the sums. @param planned as for Summary: the groups are the same.
  PairSums(const Tables& tables, int planned);

  void add(int replication, const std::vector<PairedIncident>& incidents);

  [[nodiscard]] std::size_t cells() const { return 1 + areas_ + types_; }
  /// 0: all incidents; then areas; then types, the pseudo type `published` last.
  [[nodiscard]] const Gains& gains(std::size_t cell) const { return gains_[cell]; }
  /// The same among published types only: 0 and the areas. Empty if no type is published.
  [[nodiscard]] const std::vector<Gains>& published_gains() const { return published_gains_; }
  [[nodiscard]] const std::vector<PointGains>& points() const { return points_; }
  [[nodiscard]] std::span<const std::vector<Mix>> mixes() const { return mixes_; }   ///< by group
  [[nodiscard]] std::span<const int> replications() const { return replications_; }  ///< by group
  [[nodiscard]] std::size_t mix_index(TypeId type, AreaId area) const { return type.index() * areas_ + area.index(); }
  [[nodiscard]] std::int64_t only_in_base() const { return only_in_base_; }
  [[nodiscard]] std::int64_t only_in_plan() const { return only_in_plan_; }

 private:
  void add_gains(const PairedIncident& incident);

  const Tables* tables_;
  std::size_t areas_;
  std::size_t types_;
  std::vector<Gains> gains_;
  std::vector<Gains> published_gains_;
  std::vector<PointGains> points_;
  std::vector<std::vector<Mix>> mixes_;
  std::vector<int> replications_;
  std::int64_t only_in_base_ = 0;
  std::int64_t only_in_plan_ = 0;
};

}  // namespace kredsim
