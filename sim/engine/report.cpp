#include "sim/engine/replication.hpp"

namespace kredsim {

/// The control centre has the report of an incident.
void Replication::report(const Arrival& arrival) {
  Stream where{setup_.seed, setup_.replication, Purpose::place, arrival.key};
  const IncidentRow row = static_cast<IncidentRow>(state_.outcome.incidents.size());
  IncidentRecord record;
  record.key = arrival.key;
  record.type = arrival.type;
  record.point = world_.demand.area_points[arrival.area].at(where.uniform());
  record.created = state_.now;
  record.measured = state_.now >= state_.outcome.measured_from && state_.now < state_.outcome.measured_to;
  state_.outcome.incidents.push_back(record);
  if (record.measured) ++state_.open_measured;
  if (narrator_) narrator_->reported(state_, row);

  ready_for_dispatch(row);
}

void Replication::finish(IncidentRow row, Fate fate) {
  incident(row).fate = fate;
  if (fate == Fate::cleared) incident(row).cleared = state_.now;
  if (incident(row).measured) --state_.open_measured;
}

}  // namespace kredsim
