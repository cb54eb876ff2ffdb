#pragma once

#include <memory>
#include <optional>

#include "sim/engine/narrator.hpp"
#include "sim/engine/replicate.hpp"
#include "sim/engine/state.hpp"

namespace kredsim {

/// One run of the clock over one world. The loop is in replication.cpp, each handler in a file of its own name.
class Replication {
 public:
  Replication(const World& world, const DispatchPolicy& dispatch, const ReplicationSetup& setup);

  /// @return nothing if stopped.
  std::optional<Outcome> run();

 private:
  [[nodiscard]] bool finished() const;
  void advance_clock(SimTime time) { state_.now = time; }
  [[nodiscard]] bool stale(const Event& event) const;
  void handle(const Event& event);
  void end_of_moment();

  // handlers
  void report(const Arrival& arrival);
  void arrive(UnitId unit);
  void clear(UnitId unit);
  void shift_start(UnitId unit);
  void shift_end(UnitId unit);
  void ferries_resume();

  // control_centre.cpp
  void open_control_centre();
  void ring(IncidentRow incident);
  void second_call(IncidentRow incident);
  void other_call(std::uint32_t line);
  void new_call(scenario::Line line, IncidentRow incident, bool second);
  void answer(std::uint32_t call);
  void call_ends(std::uint32_t call);
  void caller_hangs_up(std::uint32_t call);
  void answer_waiting(scenario::Line line);
  void receive(IncidentRow incident);
  void dispatcher_begins(IncidentRow incident);
  void dispatcher_done(IncidentRow incident);
  void dispatch_reports();
  void schedule_staff_change();
  void staff_changes();
  void schedule_other_call(scenario::Line line, SimTime after);
  [[nodiscard]] double other_calls_rate(scenario::Line line, int hour) const;
  [[nodiscard]] const scenario::CallDesk& call_desk(scenario::Line line) const;
  [[nodiscard]] std::uint64_t key_of_call(std::uint32_t call) const;

  // follow_on.cpp
  void schedule_follow_ons(IncidentRow parent);
  [[nodiscard]] PointId point_near(PointId centre, const scenario::Near& where, double uniform) const;

  // desk_work.cpp
  void work_at_desks();

  /// Ends the replication as unstable if so many are too many.
  void note_waiting(std::size_t waiting);

  void idle_just_cleared();

  // dispatch.cpp
  void ready_for_dispatch(IncidentRow incident);
  void dispatch_waiting();
  bool try_dispatch(IncidentRow incident);
  void send(UnitId unit, IncidentRow incident);
  [[nodiscard]] int units_that_could_be_there_before(UnitId chosen, Place scene, Milliseconds travel,
                                                     ProfileId profile);

  // duty.cpp
  void schedule_shifts();
  void schedule_next_shift(UnitId unit, SimTime after);
  void come_on_duty(UnitId unit, SimTime planned_end);
  void go_off_duty(UnitId unit);
  void record_duty(UnitId unit);
  void make_available(UnitId unit);
  void make_unavailable(UnitId unit);
  void stand_at(UnitId unit, Place place);
  void drive_home(UnitId unit);

  // ferries.cpp
  void schedule_ferries();

  /// A new plan: whatever was scheduled for the old one is stale.
  std::uint32_t new_leg(UnitId unit) { return ++state_.units.leg[unit]; }
  [[nodiscard]] Place place_of(UnitId unit);
  [[nodiscard]] Milliseconds trip_time(const IncidentRecord& record, int rank, Milliseconds duration) const;
  void finish(IncidentRow incident, Fate fate);
  [[nodiscard]] IncidentRecord& incident(IncidentRow row) { return state_.outcome.incidents[row]; }

  const World& world_;
  const DispatchPolicy& dispatch_;
  const ReplicationSetup& setup_;
  std::unique_ptr<TravelTimes::Query> travel_;
  std::optional<Narrator> narrator_;
  SimTime last_moment_;        ///< after this the run stops whatever is open
  std::vector<Place> places_;  ///< scratch of units_that_could_be_there_before
  std::vector<Milliseconds> times_;
  State state_;
};

}  // namespace kredsim
