#include <algorithm>

#include "sim/engine/replication.hpp"

/// What shows at a scene: more cars are needed than were sent.
namespace kredsim {

/// Drawn once an incident, when the first unit begins to work there.
void Replication::schedule_escalation(IncidentRow row, const scenario::Escalation& rule) {
  Stream chance{setup_.seed, setup_.replication, Purpose::escalation, incident(row).key};
  if (chance.uniform() >= rule.probability) return;
  state_.tasks[row].call_for_more = CallForMore::awaited;
  state_.events.push(state_.now + rule.after.sample(chance), EventKind::escalate, UnitId{}, row);
}

/// The leading unit, else the first on the roster that is there; invalid: nobody is.
UnitId Replication::who_calls_for_more(IncidentRow row) const {
  const UnitId leading = state_.tasks[row].leading;
  if (leading.valid()) return leading;
  for (const UnitId unit : world_.force.units.ids())
    if (state_.units.incident[unit] == row && state_.units.duty[unit] == Duty::on_scene) return unit;
  return UnitId{};
}

/// Whoever is at the scene calls for more. If all were taken off it meanwhile, the next to work there does, at once.
void Replication::escalate(IncidentRow row) {
  Task& task = state_.tasks[row];
  if (incident(row).cleared != never || task.call_for_more == CallForMore::none) return;
  const UnitId unit = who_calls_for_more(row);
  task.call_for_more = unit.valid() ? CallForMore::none : CallForMore::overdue;
  if (!unit.valid()) return;
  incident(row).escalated = true;
  const int more = world_.demand.types[incident(row).type].attendance.escalation->cars;
  task.lacking_cars = std::max(task.lacking_cars, 0) + more;
  if (narrator_) narrator_->escalated(state_, unit, more);
  if (task.waiting) return;
  const Priority priority = world_.demand.types[incident(row).type].priority;
  const auto& rules = world_.scenario.dispatch;
  const bool behind = rules.queue == scenario::QueueRule::strict && state_.waiting.anybody_up_to(priority);
  if (!behind && try_dispatch(row)) return serve_requeued();
  if (rules.when_all_busy == scenario::WhenAllBusy::lose) {
    task.lacking_cars = 0;
    return;
  }
  task.waiting = true;
  state_.waiting.push(row, priority);
  serve_requeued();
}

}  // namespace kredsim
