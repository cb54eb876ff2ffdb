#pragma once

#include <algorithm>
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
  returning,    ///< on its way home, and not to be sent before it is there
  after_scene,  ///< with a detainee, booking, or writing a report
  on_break,
  own_work,  ///< that cannot be interrupted
};

/// What a unit does at a scene or after one.
enum class Stage : std::uint8_t {
  none,
  holding,  ///< a lone officer waits for a second
  working,
  staying,  ///< its own work is done, but it leaves with or after others
  transporting,
  booking,
  to_desk,
  writing,
};

/// The call of a scene for more cars. It belongs to the incident, not to the car that is there first.
enum class CallForMore : std::uint8_t {
  none,
  awaited,  ///< its moment is scheduled
  overdue,  ///< nobody was there at that moment: whoever works there next calls
};

/// What an incident still needs and who is there.
struct Task {
  int lacking_cars = 1;
  int lacking_officers = 1;
  int cars_to_be_enough = 1;
  int officers_to_be_enough = 1;
  int attending = 0;  ///< units sent that have not left
  int officers_sent = 0;
  int officers_there = 0;
  int cars_there = 0;
  int ranks = 0;            ///< units ever sent
  std::uint32_t slots = 0;  ///< a bit for each part of the work that somebody does or has done
  bool lacks_capability = false;
  bool waiting = false;      ///< in the waiting list
  bool begun = false;        ///< somebody works or has worked
  bool interrupted = false;  ///< some work was interrupted
  UnitId leading;            ///< the first there, as long as it stays
  CallForMore call_for_more = CallForMore::none;
};

/// The rest of work that was interrupted, until somebody takes it up.
struct InterruptedWork {
  IncidentRow incident = no_incident;
  std::uint32_t slot = 0;
  Milliseconds left{0};
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
  bool own_work = false;       ///< stands and works, but can be interrupted
  std::uint32_t work_row = 0;  ///< of the work of its own that it is at
};

/// The units of one replication, a column an attribute.
struct Units {
  Column<UnitId, Duty> duty;
  Column<UnitId, std::uint32_t> leg;      ///< number of the plan; events of older legs are stale
  Column<UnitId, Route> route;            ///< the way being driven, or last driven; its roads perhaps unknown
  Column<UnitId, SimTime> turnout_began;  ///< of the last one; a car diverted during it does not begin anew
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
  Column<UnitId, Stage> stage;
  Column<UnitId, SimTime> stage_began;
  Column<UnitId, SimTime> stage_ends;  ///< planned
  Column<UnitId, std::uint32_t> slot;  ///< its part of the work at its incident
  Column<UnitId, Milliseconds> to_write;
  Column<UnitId, Milliseconds> to_rest;
  Column<UnitId, Milliseconds> to_book;
  Column<UnitId, UnitId> went_home_for;            ///< the unit whose post this one took at the end of its shift
  Column<UnitId, std::uint8_t> may_be_called;      ///< from its report
  Column<UnitId, std::uint8_t> writes_at_station;  ///< that report

  explicit Units(std::size_t size)
      : duty(size, Duty::off),
        leg(size),
        route(size),
        turnout_began(size),
        departed(size),
        drive(size),
        incident(size, no_incident),
        assignment(size),
        duty_began(size),
        shift_ends(size, never),
        next_shift(size, never),
        idling(size),
        resumed_later(size),
        post(size, no_post),
        stage(size, Stage::none),
        stage_began(size),
        stage_ends(size, never),
        slot(size),
        to_write(size),
        to_rest(size),
        to_book(size),
        went_home_for(size),
        may_be_called(size),
        writes_at_station(size) {}
};

/// Incidents that wait for a unit: by priority, then in the order in which they came.
class WaitingList {
 public:
  void push(IncidentRow incident, Priority priority) {
    by_priority_[static_cast<std::size_t>(priority)].push_back(incident);
  }
  /// Of its priority it is the next.
  void push_front(IncidentRow incident, Priority priority) {
    by_priority_[static_cast<std::size_t>(priority)].push_front(incident);
  }
  void remove(IncidentRow incident, Priority priority) {
    auto& line = by_priority_[static_cast<std::size_t>(priority)];
    line.erase(std::find(line.begin(), line.end(), incident));
  }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] std::size_t size() const;
  /// Offers every waiting incident in order to `take`; those it takes leave the list. Stops when `done()`, and under a
  /// strict rule at the first that stays.
  template <class Take, class Done>
  void offer(scenario::QueueRule rule, Take take, Done done) {
    for (auto& line : by_priority_)
      for (auto waiting = line.begin(); waiting != line.end() && !done();) {
        if (take(*waiting)) {
          waiting = line.erase(waiting);
        } else {
          if (rule == scenario::QueueRule::strict) return;
          ++waiting;
        }
      }
  }
  /// Whether somebody of this or a higher priority waits.
  [[nodiscard]] bool anybody_up_to(Priority priority) const {
    for (std::size_t p = 0; p <= static_cast<std::size_t>(priority); ++p)
      if (!by_priority_[p].empty()) return true;
    return false;
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
  std::vector<Task> tasks{};  ///< by row of the incident
  std::vector<InterruptedWork> interrupted{};
  std::vector<IncidentRow> requeued{};  ///< lost a unit at this moment, and wait again
  /// A post that a unit left at this moment.
  struct VacatedPost {
    UnitId by;
    PostNumber post;
  };
  std::vector<VacatedPost> vacated{};
  std::vector<IncidentRow> open_planned{};  ///< planned tasks that nobody does now, by deadline
  /// A neighbour that has said no about an incident that is not finished.
  struct Refusal {
    IncidentRow incident;
    std::uint32_t neighbour;
    SimTime first;       ///< when it was asked first
    std::int64_t asked;  ///< how often it has been asked since
  };
  std::vector<Refusal> refusals{};
};

}  // namespace kredsim
