#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/world/world.hpp"

namespace kredsim {

enum class EventKind : std::uint8_t {
  arrive,
  clear,
  home,  ///< a unit that could not be sent on its way is back at its station
  shift_start,
  shift_end,
  ferries_resume,   ///< concerns no unit
  begin_alone,      ///< a lone officer has waited long enough for a second
  escalate,         ///< a scene needs more cars: `leg` is the row of the incident
  activity_ends,    ///< transport, booking, writing, a break
  break_due,        ///< whatever the plan
  look_again,       ///< a unit may take other work than before; whatever the plan
  cancel,           ///< concerns no unit: `leg` is the row of the incident
  rounds_change,    ///< concerns no unit: the tours of the hour are others
  own_work_begins,  ///< in the slot of this unit
  own_work_ends,
  call_ends,  ///< `leg` is a row, as in those below: of a call ...
  caller_hangs_up,
  second_call,  ///< ... of an incident ...
  other_call,   ///< ... a line ...
  dispatcher_done,
  staff_changes,
  follow_on,         ///< ... of State::follow_ons
  planned_arises,    ///< `leg` is the sort of task ...
  planned_opens,     ///< ... that may begin again ...
  planned_deadline,  ///< ... or the row of the task
  neighbour_opens,   ///< the hours in which it can be asked begin; `leg` is its number, as in the next
  neighbour_asks,    ///< for a car of ours
  ask,               ///< an inhabitant, whether a car could be there in time; `leg` is the number of the question
};

/// Something that will happen to a unit. `leg` is the unit's plan at the time it was scheduled: if the plan has changed
/// since, the event is stale and is dropped.
struct Event {
  SimTime time;
  std::uint64_t sequence = 0;
  EventKind kind = EventKind::arrive;
  UnitId unit;
  std::uint32_t leg = 0;
};

/// Events by (time, sequence): at the same millisecond first in, first out.
class EventQueue {
 public:
  void push(SimTime time, EventKind kind, UnitId unit, std::uint32_t leg) {
    events_.push_back({time, next_++, kind, unit, leg});
    std::push_heap(events_.begin(), events_.end(), later);
  }
  Event pop() {
    std::pop_heap(events_.begin(), events_.end(), later);
    const Event event = events_.back();
    events_.pop_back();
    return event;
  }
  /// `never` when nothing is scheduled.
  [[nodiscard]] SimTime next_time() const { return events_.empty() ? never : events_.front().time; }

 private:
  static bool later(const Event& a, const Event& b) {
    return std::pair{a.time, a.sequence} > std::pair{b.time, b.sequence};
  }
  std::vector<Event> events_;
  std::uint64_t next_ = 0;
};

}  // namespace kredsim
