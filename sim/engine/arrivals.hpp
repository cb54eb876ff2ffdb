#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/random/stream.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// An incident before anybody has reacted to it. Its key names it in every plan.
struct Arrival {
  SimTime time;
  std::uint64_t key = 0;
  TypeId type;
  AreaId area;
};

/// All incidents of one replication in order of time; exact nonhomogeneous Poisson streams.
///
/// A stream's incidents are the points of a unit-rate Poisson process in the plane (time, rate) that lie under its rate
/// curve. The plane is cut into strips of the rate that double in height, each with its own random stream, so a plan
/// that raises a rate keeps every incident and adds some, whatever the rates were (docs/methods/arrivals.md).
class Arrivals {
 public:
  Arrivals(const World& world, std::uint64_t seed, std::uint64_t replication, SimTime from);

  /// The next incident after those already taken; `never` if no stream has a rate. Amortised O(log strips).
  [[nodiscard]] const Arrival& peek() const { return next_; }
  void pop();

 private:
  struct Strip {
    std::uint32_t stream = 0;
    double bottom = 0;  ///< incidents per hour
    double height = 0;
    double hours = 0;  ///< of the last candidate, after `from_`
    std::uint64_t key = 0;
    std::uint64_t ordinal = 0;
    Stream random;
    SimTime time{};  ///< of the next accepted candidate
    std::uint64_t incident = 0;
  };

  void advance(Strip& strip) const;
  void restore_heap();
  void look();

  const World& world_;
  SimTime from_;
  std::vector<Strip> strips_;
  std::vector<std::uint32_t> heap_;  ///< strips by (time, incident key), earliest first
  Arrival next_;
};

}  // namespace kredsim
