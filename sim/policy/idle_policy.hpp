#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <variant>

#include "sim/base/time.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// Number of a post in `IdlePlans::posts` of the unit's group.
using PostNumber = std::uint32_t;
inline constexpr PostNumber no_post = std::numeric_limits<PostNumber>::max();

/// What is known when a unit has nothing to do. Read-only; valid during the call only.
struct IdleOutlook {
  const World& world;
  SimTime now;
  UnitId unit;
  std::span<const UnitId> available;          ///< units without a task, this one among them
  const Column<UnitId, PostNumber>& post_of;  ///< `no_post` for units that hold none
};

struct Stay {};
struct GoHome {};
struct GoToPost {
  PostNumber post = 0;
};
struct Patrol {
  TourId tour;
};
/// What it is to do until a task comes.
using IdlePlan = std::variant<Stay, GoHome, GoToPost, Patrol>;

/// What the units of a group do that have no task. Const, shared by all threads; returns a plan that the engine carries
/// out.
class IdlePolicy {
 public:
  virtual ~IdlePolicy() = default;
  [[nodiscard]] virtual IdlePlan plan(const IdleOutlook& outlook) const = 0;
  /// Whether a unit that comes on duty leaves its station at once; else it waits there for its first task.
  [[nodiscard]] virtual bool leaves_station() const { return true; }
  /// Another unit to be given a new plan because `vacated` was left; nothing to be changed as a rule.
  [[nodiscard]] virtual std::optional<UnitId> who_moves_up(const IdleOutlook&, PostNumber /*vacated*/) const {
    return std::nullopt;
  }
};

/// The way of idling that the scenario names.
std::unique_ptr<const IdlePolicy> make_idle_policy(scenario::Idle idle);

}  // namespace kredsim
