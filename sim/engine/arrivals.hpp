#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/random/stream.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

inline constexpr std::uint32_t not_traced = std::numeric_limits<std::uint32_t>::max();

/// An incident before anybody has reacted to it. Its key names it in every plan.
struct Arrival {
  SimTime time;
  std::uint64_t key = 0;
  TypeId type;
  AreaId area;
  PointId point{};                    ///< if it is known already; else drawn from the area
  std::uint32_t traced = not_traced;  ///< row of the trace that it replays
  bool follow_on = false;
};

/// All incidents of one replication in order of time: exact nonhomogeneous Poisson streams, and the trace.
///
/// A stream's incidents are the points of a unit-rate Poisson process in the plane (time, rate) that lie under its rate
/// curve. The plane is cut into strips of the rate that double in height, each with its own random stream, so a plan
/// that raises a rate keeps every incident and adds some, whatever the rates were (docs/methods/arrivals.md).
class Arrivals {
 public:
  /// @param until nothing is looked for after that, or 25 years
  Arrivals(const World& world, std::uint64_t seed, std::uint64_t replication, SimTime from,
           std::optional<SimTime> until = {});

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

  void draw_days(std::uint64_t seed, std::uint64_t replication);
  [[nodiscard]] std::size_t region(const ArrivalStream& stream) const;
  [[nodiscard]] double busiest_day(const ArrivalStream& stream) const;
  [[nodiscard]] double rate(const ArrivalStream& stream, SimTime time) const;
  void advance(Strip& strip) const;
  void restore_heap();
  void look();

  const World& world_;
  SimTime from_;
  double last_hour_ = 24.0 * 366 * 25;     ///< after `from_`: a stream without a candidate until then has ended
  std::vector<std::vector<double>> days_;  ///< factor of each day by region; empty: every day is like another
  std::vector<Strip> strips_;
  std::vector<std::uint32_t> heap_;  ///< strips by (time, incident key), earliest first
  std::size_t traced_ = 0;           ///< rows of the trace that have been replayed
  Arrival next_;
};

}  // namespace kredsim
