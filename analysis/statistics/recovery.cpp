#include "analysis/statistics/recovery.hpp"

#include <algorithm>

namespace kredsim {

namespace {

/// From the end of the surge until everybody who waited then has had a unit sent, or the run ended.
Milliseconds recovery(const Outcome& outcome, SimTime end) {
  SimTime recovered = end;
  for (const IncidentRecord& incident : outcome.incidents) {
    const bool waits = incident.planned == not_planned && incident.ready != never && incident.fate != Fate::lost;
    if (waits && incident.ready < end) recovered = std::max(recovered, std::min(incident.dispatched, outcome.ended));
  }
  return recovered - end;
}

}  // namespace

void add_totals(const Tables& tables, const Outcome& outcome, Sums& sums) {
  const auto total = tables.find(Cell{});
  if (!total) return;
  sums.at(*total, Sum::unstable) += outcome.unstable ? 1 : 0;
  for (const DeskDay& day : outcome.desk_days) {
    if (!day.measured) continue;
    sums.at(*total, Sum::desk_work_ms) += day.work.count();
    sums.at(*total, Sum::desk_backlog_ms) += day.backlog.count();
    ++sums.at(*total, Sum::desk_days);
  }
  for (const auto& [name, surge] : tables.world().scenario.demand.surges) {
    const SimTime end = surge.from + surge.length;
    if (end < outcome.measured_from || end >= std::min(outcome.measured_to, outcome.ended)) continue;
    sums.at(*total, Sum::recovery_ms) += recovery(outcome, end).count();
    ++sums.at(*total, Sum::surges);
  }
}

}  // namespace kredsim
