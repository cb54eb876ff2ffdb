#include "sim/engine/replication.hpp"

#include <algorithm>
#include <utility>

namespace kredsim {

namespace {

State initial_state(const World& world, const ReplicationSetup& setup) {
  const auto& period = world.scenario.period;
  const SimTime begin = period.start - period.warm_up;
  State state{
      begin,
      {},
      Arrivals{world, setup.seed, setup.replication, begin, period.start + period.length + period.finish_within},
      Units{world.force.units.size()},
      {},
      {},
      {},
      {},
      {},
      {},
      0,
      {}};
  state.outcome.replication = static_cast<int>(setup.replication);
  state.outcome.measured_from = period.start;
  state.outcome.measured_to = period.start + period.length;
  return state;
}

}  // namespace

Replication::Replication(const World& world, const DispatchPolicy& dispatch, const ReplicationSetup& setup)
    : world_{world},
      dispatch_{dispatch},
      setup_{setup},
      travel_{world.travel->query()},
      state_{initial_state(world, setup)} {
  if (setup.trace != nullptr) narrator_.emplace(world, *setup.trace, setup.story, setup.logbook);
  if (setup.logbook != nullptr) log_keeper_.emplace(*setup.logbook);
  look_at_rules();
  for (const Group& group : world.force.groups) idle_policies_.push_back(make_idle_policy(group.idle));
  const auto& period = world.scenario.period;
  last_moment_ = state_.outcome.measured_to;
  if (period.at_end == scenario::AtEnd::finish) last_moment_ += period.finish_within;
}

/// An event that is due before or at the next report goes first: a unit that becomes free at that very moment is free.
/// Free units are offered to those who wait once everything of one moment has happened, so that of two units that
/// become free together the nearer one goes, whoever comes first on the roster.
std::optional<Outcome> Replication::run() {
  schedule_shifts();
  schedule_ferries();
  schedule_rounds();
  schedule_own_work();
  schedule_planned_tasks();
  schedule_neighbours();
  schedule_questions(state_.outcome.measured_from);
  open_control_centre();
  end_of_moment();
  if (log_keeper_) log_keeper_->look(state_);
  const auto told = [&] { return log_keeper_ && log_keeper_->over(state_.now); };
  while (!finished() && !state_.outcome.unstable && !told()) {
    if (setup_.stop != nullptr && setup_.stop->load(std::memory_order_relaxed)) return std::nullopt;
    const SimTime next_event = state_.events.next_time();
    const SimTime next_report = state_.arrivals.peek().time;
    if (std::min(next_event, next_report) >= last_moment_) {
      advance_clock(last_moment_);
      break;
    }
    if (next_event <= next_report) {
      const Event event = state_.events.pop();
      advance_clock(event.time);
      if (!stale(event)) handle(event);
      if (state_.events.next_time() > state_.now) end_of_moment();
    } else {
      const Arrival arrival = state_.arrivals.peek();
      state_.arrivals.pop();
      advance_clock(arrival.time);
      report(arrival);
      move_up();
    }
    if (log_keeper_) log_keeper_->look(state_);
  }
  if (!state_.outcome.unstable && !told()) advance_clock(std::max(state_.now, state_.outcome.measured_to));
  state_.outcome.ended = state_.now;
  if (log_keeper_) log_keeper_->close(state_);
  measure_ways();
  work_at_desks();
  for (const UnitId unit : state_.available) stop_idling(unit);
  for (const UnitId unit : state_.units.duty.ids())
    if (state_.units.duty[unit] != Duty::off) record_duty(unit);
  return std::move(state_.outcome);
}

/// The period is over and nothing that counts is open.
bool Replication::finished() const {
  return state_.open_measured == 0 &&
         std::min(state_.events.next_time(), state_.arrivals.peek().time) >= state_.outcome.measured_to;
}

/// Arrivals and clearings belong to a plan that may have been changed; shifts begin and end whatever the plan.
bool Replication::stale(const Event& event) const {
  const bool of_plan = event.kind == EventKind::arrive || event.kind == EventKind::clear ||
                       event.kind == EventKind::begin_alone || event.kind == EventKind::activity_ends ||
                       event.kind == EventKind::home || event.kind == EventKind::own_work_ends;
  return of_plan && state_.units.leg[event.unit] != event.leg;
}

void Replication::handle(const Event& event) {
  switch (event.kind) {
    case EventKind::arrive: return arrive(event.unit);
    case EventKind::clear: return clear(event.unit);
    case EventKind::home: return home(event.unit);
    case EventKind::shift_start: return shift_start(event.unit);
    case EventKind::shift_end: return shift_end(event.unit);
    case EventKind::ferries_resume: return ferries_resume();
    case EventKind::begin_alone: return begin_alone(event.unit);
    case EventKind::escalate: return escalate(event.leg);
    case EventKind::activity_ends: return activity_ends(event.unit);
    case EventKind::break_due: return break_due(event.unit);
    case EventKind::look_again: return;  // what has changed is looked at when the moment ends
    case EventKind::cancel: return cancel(event.leg);
    case EventKind::call_ends: return call_ends(event.leg);
    case EventKind::caller_hangs_up: return caller_hangs_up(event.leg);
    case EventKind::second_call: return second_call(event.leg);
    case EventKind::other_call: return other_call(event.leg);
    case EventKind::dispatcher_done: return dispatcher_done(event.leg);
    case EventKind::staff_changes: return staff_changes();
    case EventKind::follow_on: return report(Arrival{state_.follow_ons[event.leg]});
    case EventKind::rounds_change: return rounds_change();
    case EventKind::planned_arises: return planned_arises(event.leg);
    case EventKind::planned_opens: return schedule_opening(event.leg);
    case EventKind::planned_deadline: return planned_deadline(event.leg);
    case EventKind::neighbour_opens: return schedule_next_opening(event.leg);
    case EventKind::neighbour_asks: return neighbour_asks(event.leg);
    case EventKind::ask: return ask(event.leg);
    case EventKind::own_work_begins: return own_work_begins(event.unit);
    case EventKind::own_work_ends: return own_work_ends(event.unit);
  }
}

void Replication::end_of_moment() {
  dispatch_waiting();
  offer_planned_tasks();
  idle_just_cleared();
  move_up();
}

std::optional<Outcome> replicate(const World& world, const DispatchPolicy& dispatch, const ReplicationSetup& setup) {
  return Replication{world, dispatch, setup}.run();
}

}  // namespace kredsim
