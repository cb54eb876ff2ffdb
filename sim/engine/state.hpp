#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

#include "sim/engine/arrivals.hpp"
#include "sim/engine/control_centre.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/records.hpp"
#include "sim/policy/dispatch_policy.hpp"
#include "sim/policy/idle_policy.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// Row of an incident in the outcome; it is the incident's identity inside one replication.
using IncidentRow = std::uint32_t;
inline constexpr IncidentRow no_incident = std::numeric_limits<IncidentRow>::max();

enum class Duty : std::uint8_t {
  off,        ///< not on the clock
  available,  ///< at its station, returning to it, or waiting where it last worked
  en_route,
  on_scene,
  returning,  ///< on its way home, and not to be sent before it is there
  own_work,   ///< that cannot be interrupted
};

/// What a unit without a task does. A patrolling unit's place is read off its tour when somebody asks: no event says
/// that it turns a corner.
struct Idling {
  TourId tour;             ///< invalid: none; else it drives to the tour until `begins` and is on it from then on
  SimTime begins;          ///< on the tour, or at the post
  Milliseconds offset{0};  ///< from the beginning of the tour at `begins`
  std::uint32_t leg = 0;   ///< of the tour, last looked at
  SimTime leg_begins;      ///< when the unit began that leg, whole periods apart
  SimTime leg_ends;
  bool way_unknown = false;    ///< it drives to its tour; nobody has asked yet by which roads
  bool own_work = false;       ///< stands and works, but can be interrupted
  std::uint32_t work_row = 0;  ///< of the work of its own that it is at
};

/// The units of one replication, a column an attribute.
struct Units {
  Column<UnitId, Duty> duty;
  Column<UnitId, std::uint32_t> leg;  ///< number of the plan; events of older legs are stale
  Column<UnitId, Route> route;        ///< the way being driven, or last driven
  Column<UnitId, SimTime> departed;
  Column<UnitId, Milliseconds> drive;  ///< what the way takes this time: `route.duration` times the trip multiplier
  Column<UnitId, IncidentRow> incident;
  Column<UnitId, std::uint32_t> assignment;  ///< row of the current assignment
  Column<UnitId, SimTime> duty_began;
  Column<UnitId, SimTime> shift_ends;  ///< planned; `never` for a unit that is always on duty
  Column<UnitId, SimTime> next_shift;  ///< when the next one begins
  Column<UnitId, Idling> idling;
  Column<UnitId, Idling> resumed_later;  ///< the tour that own work interrupted
  Column<UnitId, PostNumber> post;       ///< held, or driven to

  explicit Units(std::size_t size)
      : duty(size, Duty::off),
        leg(size),
        route(size),
        departed(size),
        drive(size),
        incident(size, no_incident),
        assignment(size),
        duty_began(size),
        shift_ends(size, never),
        next_shift(size, never),
        idling(size),
        resumed_later(size),
        post(size, no_post) {}
};

/// Incidents that wait for a unit: by priority, then in the order in which they came.
class WaitingList {
 public:
  void push(IncidentRow incident, Priority priority) {
    by_priority_[static_cast<std::size_t>(priority)].push_back(incident);
  }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t size() const;
  /// Offers every waiting incident in order to `take`; those it takes leave the list. Stops when `done()`.
  template <class Take, class Done>
  void offer(Take take, Done done) {
    for (auto& line : by_priority_)
      for (auto waiting = line.begin(); waiting != line.end() && !done();)
        waiting = take(*waiting) ? line.erase(waiting) : waiting + 1;
  }

 private:
  std::array<std::deque<IncidentRow>, scenario::priorities> by_priority_;
};

/// Everything that changes during one replication.
struct State {
  SimTime now;
  EventQueue events;
  Arrivals arrivals;
  Units units;
  std::vector<UnitId> available;         ///< in the order of the roster
  std::vector<Whereabouts> whereabouts;  ///< of `available`, same order
  std::vector<UnitId> just_cleared;      ///< at this very moment
  WaitingList waiting;
  ControlCentre centre;
  std::vector<Arrival> follow_ons;  ///< incidents that will happen, by the row in their event
  std::size_t open_measured = 0;    ///< measured incidents that are not finished
  Outcome outcome;
  /// A post that a unit left at this moment.
  struct VacatedPost {
    UnitId by;
    PostNumber post;
  };
  std::vector<VacatedPost> vacated{};
};

}  // namespace kredsim
