#pragma once

#include "sim/policy/idle_policy.hpp"

namespace kredsim {

/// Back to the station.
class ReturnToStation final : public IdlePolicy {
 public:
  [[nodiscard]] IdlePlan plan(const IdleOutlook& outlook) const override;
  [[nodiscard]] bool leaves_station() const override { return false; }
};

/// Wherever it cleared.
class StayAtScene final : public IdlePolicy {
 public:
  [[nodiscard]] IdlePlan plan(const IdleOutlook& outlook) const override;
  [[nodiscard]] bool leaves_station() const override { return false; }
};

/// Beat and hotspot patrol: the unit's tour of the hour; at its station in hours without one.
class PatrolOnTour final : public IdlePolicy {
 public:
  [[nodiscard]] IdlePlan plan(const IdleOutlook& outlook) const override;
};

/// At the standby point of the group that the fewest units hold.
class StandBy final : public IdlePolicy {
 public:
  [[nodiscard]] IdlePlan plan(const IdleOutlook& outlook) const override;
};

/// By the compliance table of the group.
class KeepCoverage final : public IdlePolicy {
 public:
  [[nodiscard]] IdlePlan plan(const IdleOutlook& outlook) const override;
  [[nodiscard]] std::optional<UnitId> who_moves_up(const IdleOutlook& outlook, PostNumber vacated) const override;
};

}  // namespace kredsim
