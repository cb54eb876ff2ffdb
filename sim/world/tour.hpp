#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/geo.hpp"
#include "sim/road/travel_times.hpp"
#include "sim/world/areas.hpp"

namespace kredsim {

using TourId = Id<struct TourTag>;

/// How a patrol is seen.
enum class Presence : std::uint8_t { passing, parked, on_foot };
inline constexpr std::size_t presences = 3;

/// A closed way through the district: drives and stops that follow on each other and begin again. Constant, shared by
/// all units that patrol on it: where a unit is follows from when it joined (docs/methods/patrol.md).
class Tour {
 public:
  /// A stop, or a drive along one road: so short that whoever asks finds the place on it at once.
  struct Leg {
    Route route;             ///< a stop has a route of no duration
    Milliseconds begins{0};  ///< after the beginning of the tour
    Milliseconds lasts{0};   ///< at least `route.duration`: patrols drive more slowly; more than 0
    Presence presence = Presence::passing;

    /// How far along `route`, in its own time, a unit is `into` the leg.
    [[nodiscard]] Milliseconds on_route(Milliseconds into) const {
      return route.duration.count() == 0 ? Milliseconds{0}
                                         : Milliseconds{into.count() * route.duration.count() / lasts.count()};
    }
  };
  /// A part of the tour in the same areas, seen the same way.
  struct Visit {
    Milliseconds begins{0};  ///< after the beginning of the tour; ends where the next one begins
    Millimetres driven;      ///< from the beginning of the tour until then
    AreasOfPlace areas;
    Presence presence = Presence::passing;
  };

  explicit Tour(std::string name) : name_{std::move(name)} {}

  /// Of the area that it goes round; empty: it goes round hotspots.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<Leg>& legs() const { return legs_; }
  [[nodiscard]] Milliseconds period() const { return period_; }
  /// Driven in one period.
  [[nodiscard]] Millimetres length() const { return length_; }
  /// In order; the first begins at 0.
  [[nodiscard]] const std::vector<Visit>& visits() const { return visits_; }
  /// Index of the leg that a unit is on `since_beginning` (less than a period) after its beginning. Cost: one look into
  /// a table and a step or two.
  [[nodiscard]] std::size_t leg_at(Milliseconds since_beginning) const;
  /// Asks memory for what leg_at will look at: first the one, when that is there the other.
  void prefetch_slice(Milliseconds since_beginning) const { __builtin_prefetch(&leg_at_[slice(since_beginning)]); }
  void prefetch_begins(Milliseconds since_beginning) const {
    __builtin_prefetch(&begins_[leg_at_[slice(since_beginning)] + 1]);
  }
  /// Driven from the beginning of the tour until then, straight between the ends of roads; `since_beginning` may pass
  /// the period.
  [[nodiscard]] Millimetres driven(Milliseconds since_beginning) const;
  /// Of the legs at which units join (a hundred or so, evenly spread) the one that begins nearest as the crow flies;
  /// the first of equals.
  [[nodiscard]] std::size_t leg_nearest(Position position) const;

 private:
  friend class TourBuilder;
  /// A road ends here.
  struct Mark {
    Milliseconds begins{0};
    Millimetres driven;
  };
  /// A leg begins here: metres east and north of the beginning of the tour.
  struct Beginning {
    double east = 0;
    double north = 0;
    std::size_t leg = 0;
  };
  [[nodiscard]] std::size_t slice(Milliseconds since_beginning) const {
    return static_cast<std::size_t>(since_beginning.count() >> slice_);
  }
  [[nodiscard]] Beginning on_plane(Position position) const;

  std::string name_;
  std::vector<Leg> legs_;
  std::vector<Milliseconds> begins_;   ///< of the legs, and the period
  std::vector<std::uint32_t> leg_at_;  ///< at the beginning of each slice of 2^slice_ ms
  unsigned slice_ = 0;
  std::vector<Mark> marks_;  ///< at the ends of roads and legs, in order; the last is the end of the tour
  std::vector<Visit> visits_;
  std::vector<Beginning> beginnings_;
  Position origin_;
  double metres_a_degree_east_ = 0;
  Milliseconds period_{0};
  Millimetres length_;
};

}  // namespace kredsim
