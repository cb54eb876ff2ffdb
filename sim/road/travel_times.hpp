#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/road/road_graph.hpp"
#include "sim/road/travel_profiles.hpp"

namespace kredsim {

/// No way. Larger than any travel time; never add to it.
inline constexpr Milliseconds unreachable{std::numeric_limits<std::int64_t>::max()};

/// A step of a packed route: what it is, when it begins (milliseconds after departure) and at which node. Its numbers
/// mean something to the kernel that made it only.
struct PackedStep {
  std::uint32_t step = 0;
  std::uint32_t begin = 0;
  std::uint32_t node = 0;
};

/// A way from one place to another under one speed profile. A value that a unit keeps while it drives; the kernel fills
/// it and reuses its memory. Its packed arcs mean something to the kernel that made it only.
struct Route {
  Place from;
  Place to;
  ProfileId profile;
  Milliseconds duration{0};
  Millimetres length;
  std::vector<PackedStep> packed;
  /// Whether somebody who knew how long it takes has not asked for its roads yet.
  [[nodiscard]] bool roads_unknown() const { return packed.empty() && duration > Milliseconds{0}; }
};

/// A stretch of one edge, driven from `begin` to `end` (both counted from the edge's tail).
struct Stretch {
  EdgeId edge;
  Millimetres begin;
  Millimetres end;
  bool operator==(const Stretch&) const = default;
};

/// Where a unit is, as a function of time: at `route.from` until `departed`, then along the route, at `route.to` from
/// `departed + route.duration`. A standing unit has a route of no duration.
struct Whereabouts {
  const Route* route = nullptr;
  SimTime departed;
};

/// Travel times over a road graph under a few speed profiles. Immutable; shared by all threads.
///
/// Times are whole milliseconds: rounded per original piece, then summed. A place at an end of its edge is the node
/// there. Among ways of equal time the one with the smallest sequence of arcs is taken (the fewest arcs; among those
/// the first in dictionary order, an edge driven forward before the same edge driven backward), so that a route, its
/// length and every place along it never depend on how an index was built.
///
/// A trip keeps the profile of its departure. Ways of 2^30 ms (12.4 days) and more count as none.
class TravelTimes {
 public:
  virtual ~TravelTimes() = default;
  TravelTimes() = default;
  TravelTimes(const TravelTimes&) = delete;
  TravelTimes& operator=(const TravelTimes&) = delete;

  [[nodiscard]] virtual const RoadGraph& graph() const = 0;
  /// The profile of a trip that departs at this time.
  [[nodiscard]] virtual ProfileId profile(scenario::Driving driving, SimTime departure) const = 0;

  struct Nearest {
    std::size_t index = 0;  ///< into the span of candidates
    Milliseconds time{0};
    [[nodiscard]] bool before(const Nearest& other) const {
      return time != other.time ? time < other.time : index < other.index;
    }
  };

  /// The scratch space of one thread. No call allocates once it has warmed up.
  class Query {
   public:
    virtual ~Query() = default;

    /// Times from each origin to `to`; `unreachable` where there is no way.
    virtual void times(std::span<const Place> from, Place to, ProfileId profile, std::span<Milliseconds> times) = 0;
    /// The candidates that can be at `to` first if all depart at `now`, in that order, as many as `first` has room for;
    /// the smaller index at equal times. @return how many there are: fewer if the others cannot get there
    virtual std::size_t first(std::span<const Whereabouts> candidates, Place to, ProfileId profile, SimTime now,
                              std::span<Nearest> first) = 0;
    /// The one that can be there first; nothing if none can.
    std::optional<Nearest> nearest(std::span<const Whereabouts> candidates, Place to, ProfileId profile, SimTime now) {
      Nearest only;
      return first(candidates, to, profile, now, {&only, 1}) == 1 ? std::optional{only} : std::nullopt;
    }
    /// The quickest way from `from` to `to` of each route by its profile: sets the rest. `unreachable` is the duration
    /// of those that have none. Several cost less together than one by one: all wait for memory at the same time.
    virtual void routes(std::span<Route> routes) = 0;
    /// One of them. @return false if there is no way.
    bool route(Place from, Place to, ProfileId profile, Route& route) {
      route.from = from;
      route.to = to;
      route.profile = profile;
      routes({&route, 1});
      return route.duration != unreachable;
    }
    /// Where a unit on `route` is after `elapsed`, clamped to its ends: the last millimetre that it has reached.
    virtual Place at(const Route& route, Milliseconds elapsed) = 0;
    /// The route edge by edge, in the order of driving: lengths add up to `route.length`, times to `route.duration`.
    virtual void unpack(const Route& route, std::vector<Stretch>& stretches) = 0;
  };
  [[nodiscard]] virtual std::unique_ptr<Query> query() const = 0;
};

/// Milliseconds that `piece` takes under `profile`, rounded to the nearest, if it is no ferry of the scenario.
Milliseconds piece_time(const Piece& piece, const scenario::SpeedProfile& profile);

/// The oracle: Boost.Graph's Dijkstra for every question. Right and slow.
std::unique_ptr<TravelTimes> make_dijkstra_travel_times(const RoadGraph& graph, const TravelProfiles& profiles);

/// The kernel: a customizable contraction hierarchy with ancestor labels (docs/methods/travel-times.md).
/// `graph` must outlive it.
std::unique_ptr<TravelTimes> make_label_travel_times(const RoadGraph& graph, const TravelProfiles& profiles);

}  // namespace kredsim
