#pragma once

#include <array>
#include <memory>
#include <optional>

#include "sim/engine/candidate.hpp"
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

  void rounds_change();
  void own_work_begins(UnitId slot);
  void own_work_ends(UnitId unit);

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
  [[nodiscard]] const scenario::CallDesk& call_desk(scenario::Line line) const;
  [[nodiscard]] std::uint64_t key_of_call(std::uint32_t call) const;

  // follow_on.cpp
  void schedule_follow_ons(IncidentRow parent);
  [[nodiscard]] PointId point_near(PointId centre, const scenario::Near& where, double uniform) const;

  // desk_work.cpp
  void work_at_desks();

  /// Ends the replication as unstable if so many are too many.
  void note_waiting(std::size_t waiting);

  // dispatch.cpp
  void ready_for_dispatch(IncidentRow incident);
  void dispatch_waiting();
  void open_task(IncidentRow incident);
  bool try_dispatch(IncidentRow incident);
  void send(const Candidate& candidate, IncidentRow incident);
  [[nodiscard]] Milliseconds driving_time(Place from, Place to, ProfileId profile);
  void measure_way(UnitId unit);
  void measure_ways();
  int join(UnitId unit, IncidentRow incident);
  [[nodiscard]] Milliseconds turnout(UnitId unit, const IncidentRecord& record, int rank, Place from) const;
  [[nodiscard]] bool in_turnout(UnitId unit) const;
  void serve_requeued();

  // turnout.cpp
  void look_at_turnout();
  [[nodiscard]] Milliseconds expected_turnout(UnitId unit) const;
  [[nodiscard]] std::optional<TravelTimes::Nearest> first_of_chosen(const Call& call);
  bool requeue();
  [[nodiscard]] int units_that_could_be_there_before(UnitId chosen, Place scene, Milliseconds travel,
                                                     ProfileId profile);

  // candidates.cpp
  void look_at_rules();
  std::optional<Candidate> choose(IncidentRow incident, const Lack& lack);
  std::optional<Candidate> choose_among(IncidentRow incident, const Call& call, std::uint64_t capabilities);
  std::optional<Candidate> own_unit(const Call& call, std::uint64_t capabilities);
  /// Whether all are busy and no rule finds anybody else.
  [[nodiscard]] bool nobody_to_send() const { return state_.available.empty() && !takes_off_ && !helped_; }
  std::optional<Candidate> free_unit(const Call& call, std::uint64_t capabilities);
  std::optional<Candidate> other_unit(const Call& call, std::uint64_t capabilities, Source source);
  [[nodiscard]] bool can_be_taken(UnitId unit, const Call& call, Source source) const;
  [[nodiscard]] const std::vector<UnitId>& takeable(const Call& call, Source source);
  [[nodiscard]] bool may_go(UnitId unit, const Call& call, std::uint64_t capabilities) const;
  [[nodiscard]] Priority priority_of_work(UnitId unit) const;

  // neighbours.cpp
  /// A neighbour's car that might help, and when it would be there.
  struct Helper {
    Milliseconds expected;
    Milliseconds margin;  ///< by which it has to be nearer than own cars
    std::uint32_t neighbour;
    UnitId unit;
  };
  void look_at_neighbours();
  std::optional<Candidate> help(IncidentRow incident, const Call& call, std::uint64_t capabilities,
                                const std::optional<Candidate>& own);
  void find_helpers(const Call& call, std::uint64_t capabilities, const std::optional<Candidate>& own);
  std::optional<Candidate> asked(const Helper& helper, IncidentRow incident);
  void note_refusal(std::uint32_t neighbour, IncidentRow incident);
  [[nodiscard]] std::int64_t times_asked(std::uint32_t neighbour, IncidentRow incident) const;
  [[nodiscard]] std::uint64_t cars_sent(std::uint32_t neighbour, IncidentRow incident) const;
  [[nodiscard]] Milliseconds nearest_own(const Call& call, std::uint64_t capabilities);
  void note_help(const Candidate& candidate, IncidentRow incident);
  void schedule_neighbours();
  void schedule_next_opening(std::uint32_t neighbour);
  void schedule_next_request(std::uint32_t neighbour, SimTime after);
  void neighbour_asks(std::uint32_t neighbour);
  [[nodiscard]] bool can_spare(std::uint32_t neighbour, IncidentRow incident);

  // call_off.cpp
  Place release_for(const Candidate& candidate, IncidentRow next);
  void take_off(UnitId unit, JobEnd how);
  void keep_interrupted_work(UnitId unit);
  std::optional<Milliseconds> take_up_interrupted_work(IncidentRow incident, std::uint32_t slot);
  void schedule_cancellation(IncidentRow incident, const scenario::Cancellation& rule);
  void cancel(IncidentRow incident);
  void schedule_escalation(IncidentRow incident, const scenario::Escalation& rule);
  void escalate(IncidentRow incident);
  [[nodiscard]] UnitId who_calls_for_more(IncidentRow incident) const;

  // arrive.cpp, clear.cpp
  void begin_alone(UnitId unit);
  void begin_work(UnitId unit);
  void need_nobody_more(IncidentRow incident);
  void leave(UnitId unit);

  // activities.cpp: what comes after a scene
  void after_scene(UnitId unit, IncidentRow incident);
  void transport_detainee(UnitId unit);
  void begin_activity(UnitId unit, Stage stage, Milliseconds length);
  void activity_ends(UnitId unit);
  void record_activity(UnitId unit);
  void break_off_activity(UnitId unit);
  void next_task(UnitId unit);
  void write_report(UnitId unit);
  void break_due(UnitId unit);
  void take_break(UnitId unit);

  // duty.cpp
  void schedule_for_shift(UnitId unit, SimTime begin);
  [[nodiscard]] UnitId who_takes(UnitId post) const;
  [[nodiscard]] bool empty_by_chance(UnitId post, SimTime begin, Purpose why, double share) const;
  [[nodiscard]] bool absent_at_short_notice(UnitId post, SimTime begin) const;
  [[nodiscard]] bool lent_away(UnitId post, SimTime begin) const;
  void swap_posts(UnitId busy);
  void take_over_post(UnitId late, UnitId other);
  bool shift_is_over(UnitId unit);
  void schedule_shifts();
  void schedule_next_shift(UnitId unit, SimTime after);
  void come_on_duty(UnitId unit, SimTime planned_end);
  void go_off_duty(UnitId unit);
  void record_duty(UnitId unit);
  void lose_break(UnitId unit);

  // idle.cpp: what units without a task do
  void make_available(UnitId unit);
  void make_unavailable(UnitId unit);
  void idle_just_cleared();
  void move_up();
  void idle(UnitId unit);
  void stop_idling(UnitId unit);
  void note_whereabouts(UnitId unit);
  void stand_at(UnitId unit, Place place);
  void set_way(UnitId unit, Place from, Place to, ProfileId profile, Milliseconds duration);
  const Route& way_of(UnitId unit);
  void drive_home(UnitId unit);
  bool drive_to(UnitId unit, Place to);
  void drive_to_post(UnitId unit, PostNumber post);
  [[nodiscard]] const IdlePolicy& idle_policy(UnitId unit) const {
    return *idle_policies_[world_.force.units[unit].group.index()];
  }
  [[nodiscard]] IdleOutlook idle_outlook(UnitId unit) const {
    return {world_, state_.now, unit, state_.available, state_.units.post};
  }

  // patrol.cpp: where they are on their tours
  void schedule_rounds();
  void join_tour(UnitId unit, TourId tour);
  void resume_tour(UnitId unit, TourId tour, Milliseconds offset);
  void follow_tour(Idling& idling) const;
  void follow_tour(Idling& idling, Milliseconds offset) const;
  void follow_tours(std::span<const UnitId> units);
  [[nodiscard]] bool on_tour(UnitId unit) const {
    const Idling& idling = state_.units.idling[unit];
    return idling.tour.valid() && state_.now >= idling.begins;
  }
  [[nodiscard]] Milliseconds offset_on_tour(const Idling& idling) const;
  [[nodiscard]] Whereabouts whereabouts_of(UnitId unit);
  /// Where they are now; no route for those whose work this priority may not interrupt. Looking costs time: ask of
  /// those only that may go.
  void find_whereabouts(std::span<const UnitId> units, Priority priority, std::vector<Whereabouts>& whereabouts);
  [[nodiscard]] std::span<const Whereabouts> whereabouts_of_available(Priority priority);

  // own_work.cpp
  void schedule_own_work();
  void schedule_next_own_work(UnitId slot, SimTime after);
  [[nodiscard]] UnitId unit_for_slot(UnitId slot) const;

  // crew_rules.cpp
  [[nodiscard]] Place place_to_begin(UnitId unit) const;
  [[nodiscard]] Milliseconds at_the_pace_of(UnitId unit, Milliseconds work) const;
  [[nodiscard]] scenario::WayHome way_home(UnitId unit) const;
  void return_unavailable(UnitId unit);
  void home(UnitId unit);

  // ring_fence.cpp: local police
  void look_at_local_police();
  [[nodiscard]] bool ring_fence_lets_go(UnitId unit, const Call& call) const;
  std::optional<Candidate> free_unit_within_ring_fence(const Call& call, std::uint64_t capabilities);
  std::optional<Candidate> nearest_free_of(GroupId group, const Call& call, std::uint64_t capabilities);

  // planned_tasks.cpp
  void schedule_planned_tasks();
  void schedule_next_planned(std::uint32_t sort, SimTime after);
  void schedule_next_outing(std::uint32_t sort, SimTime after);
  void schedule_opening(std::uint32_t sort);
  void planned_arises(std::uint32_t sort);
  void planned_deadline(std::uint32_t planned);
  void open_planned(std::uint32_t sort, const Outing* outing);
  void put_off(IncidentRow incident);
  void offer_planned_tasks();
  std::optional<Candidate> unit_for_planned(IncidentRow incident, const PlannedTask& task);
  [[nodiscard]] Milliseconds planned_work(IncidentRow incident) const;
  [[nodiscard]] bool somebody_calls_it_own(const PlannedTask& task, const Call& call) const;
  [[nodiscard]] bool in_own_area(UnitId unit, PointId point) const;
  /// Whether the unit is at, or on its way to, a planned task that can be broken off for such an incident.
  [[nodiscard]] bool planned_yields(UnitId unit, Priority to) const;
  /// Whether the unit is out for a neighbour.
  [[nodiscard]] bool is_lent_out(UnitId unit) const {
    const IncidentRow row = state_.units.incident[unit];
    return row != no_incident && world_.demand.types[state_.outcome.incidents[row].type].for_neighbour;
  }
  [[nodiscard]] bool is_planned(IncidentRow row) const {
    return row != no_incident && world_.demand.types[state_.outcome.incidents[row].type].planned;
  }
  [[nodiscard]] const PlannedRecord& planned_of(IncidentRow row) const {
    return state_.outcome.planned[state_.outcome.incidents[row].planned];
  }

  // ferries.cpp
  void schedule_ferries();

  // reachable.cpp
  void schedule_questions(SimTime from);
  [[nodiscard]] Stream stream_of_question(SimTime hour, int number) const;
  void ask(std::uint32_t number);

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
  std::vector<std::unique_ptr<const IdlePolicy>> idle_policies_;  ///< by group
  std::optional<Narrator> narrator_;
  std::optional<LogKeeper> log_keeper_;
  SimTime last_moment_;        ///< after this the run stops whatever is open
  std::vector<Place> places_;  ///< scratch of units_that_could_be_there_before
  std::vector<Milliseconds> times_;
  /// Of a group's own work: a power of two that its rate never exceeds, and the uniform number below which the first
  /// candidate of an hour lies beyond it.
  struct OwnWorkBound {
    double rate = 0;
    double none_below = 0;
  };
  std::vector<OwnWorkBound> own_work_bounds_;  ///< by group
  bool takes_off_ = false;                     ///< some rule takes units off what they do
  bool restricted_ = false;                    ///< not every free unit may go to every incident
  bool helped_ = false;                        ///< some neighbour helps
  bool lends_ = false;                         ///< some neighbour asks for cars
  bool planned_yields_ = false;                ///< some planned work is broken off for incidents
  bool counts_turnout_ = false;                ///< cars are compared by turnout and driving, not by driving alone
  bool when_nearer_ = false;                   ///< some cars are sent only when they are nearer by a margin ...
  enum class Fenced : std::uint8_t { asked, left_out } fenced_ = Fenced::asked;  ///< ... and are they asked now
  /// Of the tours that free units are on, those whose leg is over.
  struct Followed {
    Idling* idling;
    const Tour* tour;
    Milliseconds offset;
  };
  std::vector<Followed> followed_;               ///< scratch
  std::array<Route, 8> unmeasured_;              ///< ways to scenes whose length nobody knows yet; the first
  std::array<std::uint32_t, 8> measured_for_{};  ///< `unmeasured_count_`, and their assignments
  std::size_t unmeasured_count_ = 0;
  std::vector<Candidate> plan_;
  Search search_;
  std::vector<std::vector<UnitId>> cars_of_neighbours_;
  std::vector<Helper> helpers_;  ///< scratch
  /// Who can be taken for work of a priority: while one waiting incident after the other is offered units, the same
  /// until one is sent.
  struct Takeable {
    std::vector<UnitId> units;
    std::uint64_t offer = 0;  ///< of which it is true
  };
  std::array<std::array<Takeable, sources>, scenario::priorities> takeable_{};
  std::uint64_t offer_ = 0;          ///< goes on with each unit that is sent
  bool offering_ = false;            ///< the waiting incidents are being offered units
  std::vector<UnitId> chosen_from_;  ///< scratch of the choice, as are the next
  std::vector<Whereabouts> chosen_whereabouts_;
  std::vector<Milliseconds> chosen_turnout_;
  std::vector<Route> elsewhere_;  ///< standing, one a unit
  PolicyScratch policy_scratch_;
  State state_;
};

}  // namespace kredsim
