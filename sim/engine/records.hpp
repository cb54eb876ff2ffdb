#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

/// What became of an incident.
enum class Fate : std::uint8_t {
  cleared,    ///< a unit came, worked and cleared it
  lost,       ///< no unit was free and the scenario does not let it queue
  unserved,   ///< still open when the run ended
  abandoned,  ///< every caller hung up before a call taker answered
  settled,    ///< the call taker settled it by telephone: nobody need be sent
  cancelled,  ///< went away before a unit was there
};

/// How a unit's part in an incident ended.
enum class JobEnd : std::uint8_t { open, cleared, diverted, interrupted, called_off };

/// `IncidentRecord::planned` of an incident.
inline constexpr std::uint32_t not_planned = std::numeric_limits<std::uint32_t>::max();

/// One row per incident, in the order in which they were created. Clock times not reached are `never`.
struct IncidentRecord {
  std::uint64_t key = 0;  ///< the same incident has the same key in every plan
  TypeId type;
  PointId point;
  bool measured = false;  ///< created inside the period, not in the warm-up or after its end
  Fate fate = Fate::unserved;
  SimTime created;                 ///< the first caller rings; without a control centre: it has the report
  SimTime answered = never;        ///< a call taker answers the call that reports it
  SimTime received = never;        ///< the control centre has the report
  SimTime ready = never;           ///< the dispatcher has dealt with it: a unit may be sent
  SimTime dispatched = never;      ///< the first unit is sent
  SimTime first_arrival = never;   ///< the first unit is there
  SimTime cleared = never;         ///< it is over, whatever its fate; of an unserved one `never`
  UnitId first_unit;               ///< invalid if no unit arrived
  SimTime enough_there = never;    ///< as many cars and officers are at the scene as it needs
  bool escalated = false;          ///< the unit at the scene called for more cars
  Milliseconds arrival_report{0};  ///< so long after its arrival the first unit reports it
  std::uint32_t traced = std::numeric_limits<std::uint32_t>::max();  ///< row of the trace that it replays
  bool follow_on = false;                                            ///< another incident brought it about
  std::uint32_t planned = not_planned;  ///< row of the planned task that it is, if it is one
  std::uint8_t cars = 0;  ///< that it needs when it is ready for dispatch, escalation apart; 0: never was ready
};

/// One row per planned task, in the order in which they arise. What was done of it stands in the row of its incident,
/// which is never `measured`, and in its assignments.
struct PlannedRecord {
  std::uint32_t incident = 0;
  std::uint32_t sort = 0;    ///< of `World::planned`
  SimTime arose;             ///< it can be done from now on; an outing: the crew should set out
  SimTime deadline;          ///< it is on time if it has begun by then
  SimTime packs_up = never;  ///< an outing is over then, whenever it began
  Milliseconds lasts{0};
  bool measured = false;
  bool dropped = false;  ///< nobody began it in time, and it is not done late
};

/// One row per call, in the order in which they ring. Clock times not reached are `never`.
struct CallRecord {
  scenario::Line line = scenario::Line::alarm_centre;
  std::uint32_t incident = std::numeric_limits<std::uint32_t>::max();  ///< row of the incident; none: about no incident
  bool measured = false;
  bool second = false;     ///< about an incident that somebody else rang about before
  bool abandoned = false;  ///< the caller hung up
  SimTime rang;
  SimTime answered = never;
  SimTime ended = never;
};

/// Registered reports of one day as work at the desks.
struct DeskDay {
  SimTime from;
  bool measured = false;
  std::int64_t reports = 0;
  Milliseconds work{0};     ///< that came in
  Milliseconds done{0};     ///< of this day's and older work
  Milliseconds backlog{0};  ///< at the end of the day
};

/// One row per answer of a neighbour that was asked for a car: a no when it is said, a yes when the car is sent.
struct HelpRecord {
  std::uint32_t incident = 0;   ///< row of the incident
  std::uint32_t neighbour = 0;  ///< of `World::neighbours`
  SimTime time;
  bool sent = false;
};

/// One row per car of ours that a neighbour asks for. The task itself is the incident, which is never `measured`.
struct RequestRecord {
  std::uint32_t incident = 0;
  std::uint32_t neighbour = 0;
  SimTime time;
  bool measured = false;
  bool refused = false;
};

/// One row per unit sent to an incident, in the order of dispatch.
struct AssignmentRecord {
  std::uint32_t incident = 0;  ///< row of the incident
  UnitId unit;
  int rank = 0;     ///< 0 for the first unit sent to the incident
  int choice = -1;  ///< how many units on duty, busy or free, could have been there earlier; -1: not asked for
  SimTime dispatched;
  SimTime arrived = never;
  SimTime cleared = never;
  Millimetres distance;      ///< driven to the scene
  SimTime departed = never;  ///< the turnout is over
  SimTime ended = never;     ///< cleared, or taken off before that
  JobEnd how = JobEnd::open;
};

/// One row per stretch of duty of a unit, overtime included.
struct DutyRecord {
  UnitId unit;
  SimTime from;
  SimTime planned_to;
  SimTime to;
};

enum class WhyEmpty : std::uint8_t { absent, lent };

/// One row per shift of a post that nobody came to.
struct EmptyPostRecord {
  UnitId unit;
  SimTime from;
  SimTime to;
  WhyEmpty why = WhyEmpty::absent;
};

/// One row per break that was due and never taken to its end: the shift was over, or the next break was due.
struct LostBreakRecord {
  UnitId unit;
  SimTime time;
  Milliseconds lost{0};
};

/// What a unit does after a scene, or instead of work; `way_home` where it cannot be sent before it is back.
enum class Activity : std::uint8_t { transport, booking, report, rest, way_home };

/// One row per stretch of it.
struct ActivityRecord {
  UnitId unit;
  Activity activity = Activity::report;
  SimTime from;
  SimTime to;
};

/// One row per stretch in which a unit patrols on a tour, or waits at a post that it has reached. Where it was in
/// between follows from the tour.
struct IdleRecord {
  UnitId unit;
  SimTime from;
  SimTime to;
  TourId tour;             ///< invalid: at a post
  Milliseconds offset{0};  ///< how far from the beginning of the tour it was at `from`, as time on the tour
  std::uint32_t post = 0;  ///< of its group's posts, if at one
};

/// One row per piece of work that a crew began by itself.
struct OwnWorkRecord {
  UnitId unit;
  SimTime from;
  SimTime to = never;  ///< finished, or broken off for an incident or the end of the shift
  bool broken_off = false;
};

/// One row per inhabitant who was asked whether a car could be there in time.
struct ReachRecord {
  SimTime time;
  PointId point;
  Milliseconds travel{-1};  ///< of the car that would be sent to an urgent incident; -1: none is free
};

/// Everything that one replication yields. Statistics are derived from these rows, never tallied in the event loop.
struct Outcome {
  int replication = 0;
  SimTime measured_from;
  SimTime measured_to;
  SimTime ended;  ///< the clock when the run stopped
  std::vector<IncidentRecord> incidents;
  std::vector<AssignmentRecord> assignments;
  std::vector<DutyRecord> duties;
  std::vector<ActivityRecord> activities;
  std::vector<CallRecord> calls;
  std::vector<DeskDay> desk_days;
  bool unstable = false;  ///< ended at `ended` because more waited than `period.most_waiting`
  std::vector<IdleRecord> idling;
  std::vector<OwnWorkRecord> own_work;
  std::vector<EmptyPostRecord> empty_posts;
  std::vector<PlannedRecord> planned{};
  std::vector<LostBreakRecord> lost_breaks{};
  std::vector<ReachRecord> reach{};  ///< of the measured period
  std::vector<HelpRecord> help{};
  std::vector<RequestRecord> requests{};
};

}  // namespace kredsim
