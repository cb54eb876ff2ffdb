#include "sim/engine/replication.hpp"

namespace kredsim {

/// Something has happened and somebody rings, or, in a scenario without a control centre, it has the report already.
void Replication::report(const Arrival& arrival) {
  const IncidentRow row = static_cast<IncidentRow>(state_.outcome.incidents.size());
  IncidentRecord record;
  record.key = arrival.key;
  record.type = arrival.type;
  record.point = arrival.point;
  if (!record.point.valid()) {
    Stream where{setup_.seed, setup_.replication, Purpose::place, arrival.key};
    record.point = world_.demand.area_points[arrival.area].at(where.uniform());
  }
  record.traced = arrival.traced;
  record.follow_on = arrival.follow_on;
  record.created = state_.now;
  record.measured = state_.now >= state_.outcome.measured_from && state_.now < state_.outcome.measured_to;
  state_.outcome.incidents.push_back(record);
  if (record.measured) ++state_.open_measured;
  if (!record.follow_on) schedule_follow_ons(row);
  if (narrator_) narrator_->reported(state_, row);
  if (world_.scenario.control_centre) return ring(row);

  incident(row).answered = incident(row).received = incident(row).ready = state_.now;
  ready_for_dispatch(row);
}

/// More wait than a district could ever have waiting: what follows would only say that the queue grows.
void Replication::note_waiting(std::size_t waiting) {
  if (waiting > static_cast<std::size_t>(world_.scenario.period.most_waiting)) state_.outcome.unstable = true;
}

void Replication::finish(IncidentRow row, Fate fate) {
  incident(row).fate = fate;
  incident(row).cleared = state_.now;
  if (incident(row).measured) --state_.open_measured;
  if (!state_.refusals.empty())
    std::erase_if(state_.refusals, [=](const State::Refusal& refusal) { return refusal.incident == row; });
}

}  // namespace kredsim
