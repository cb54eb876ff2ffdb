#pragma once

#include <memory>
#include <optional>
#include <span>

#include "sim/base/time.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// What a dispatcher sees when an incident needs a unit. Read-only; valid during the call only.
struct Outlook {
  const World& world;
  SimTime now;
  std::span<const UnitId> available;         ///< units free to go, in the order of the roster
  std::span<const Whereabouts> whereabouts;  ///< where each of them is
  TravelTimes::Query& travel;
};

/// An incident as the dispatcher knows it.
struct Call {
  TypeId type;
  PointId point;
  Place place;
  Driving driving = Driving::emergency;
};

/// Which unit to send. Const, shared by all threads; returns a choice that the engine applies.
class DispatchPolicy {
 public:
  struct Choice {
    std::size_t index = 0;  ///< into `Outlook::available`
    Milliseconds travel{0};
  };

  virtual ~DispatchPolicy() = default;
  /// Nothing: none of the available units can or should go; the incident waits on.
  [[nodiscard]] virtual std::optional<Choice> choose(const Outlook& outlook, const Call& call) const = 0;
};

/// The policy that the scenario names.
std::unique_ptr<const DispatchPolicy> make_dispatch_policy(const scenario::Dispatch& dispatch);

}  // namespace kredsim
