#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// Room for a policy to think in, so that it allocates nothing; what it holds between calls means nothing.
struct PolicyScratch {
  struct Some {
    std::vector<Whereabouts> whereabouts;
    std::vector<std::size_t> indices;
  };
  Some own;
  std::vector<Milliseconds> own_turnout;
  Some alike;  ///< of first_there
  /// Who came after the first, the last time somebody asked who is there first: most tasks need two cars, and with one
  /// of them chosen the question is the same without it.
  struct Ranking {
    std::uint64_t search = 0;  ///< in which it is true
    Place to;
    std::vector<Whereabouts> asked;              ///< less those that were first
    std::vector<TravelTimes::Nearest> in_order;  ///< the rest of them; indices into `asked`
  };
  Ranking ranking;
};

/// The search for the units that one incident needs: while it lasts nobody moves.
struct Search {
  std::uint64_t number = 0;  ///< 0: none
  std::size_t units = 1;     ///< that are still looked for
};

/// What a dispatcher sees when an incident needs a unit. Read-only; valid during the call only.
struct Outlook {
  const World& world;
  SimTime now;
  std::span<const UnitId> available;         ///< units free to go to this incident, in the order of the roster
  std::span<const Whereabouts> whereabouts;  ///< where each of them is
  TravelTimes::Query& travel;
  PolicyScratch& scratch;
  std::size_t free = 0;                     ///< all free units, whether or not they may go to this incident
  std::span<const Milliseconds> turnout{};  ///< expected of each of them; empty: driving alone is compared
  Search search{};
};

/// An incident as the dispatcher knows it.
struct Call {
  TypeId type;
  PointId point;
  Place place;
  Driving driving = Driving::emergency;
  Priority priority = Priority::urgent;
};

/// Which unit to send. Const, shared by all threads; returns a choice that the engine applies. O(available).
class DispatchPolicy {
 public:
  struct Choice {
    std::size_t index = 0;              ///< into `Outlook::available`
    Milliseconds travel{0};             ///< turnout included where that is compared
    std::string_view rule = "nearest";  ///< why this one, for the story; of static storage
  };

  virtual ~DispatchPolicy() = default;
  /// Nothing: none of the available units can or should go; the incident waits on.
  [[nodiscard]] virtual std::optional<Choice> choose(const Outlook& outlook, const Call& call) const = 0;
};

/// The policy that the scenario names.
std::unique_ptr<const DispatchPolicy> make_dispatch_policy(const scenario::Dispatch& dispatch);

}  // namespace kredsim
