#include "analysis/statistics/latest_tasks.hpp"

#include <algorithm>

namespace kredsim {

LatestTasks::LatestTasks(const World& world) : world_{world} {
  for (const IncidentType& type : world.demand.types) published_ = published_ || type.published;
}

void LatestTasks::add(const Outcome& outcome) {
  const Occupations occupations{world_, outcome};
  for (const IncidentRecord& incident : outcome.incidents) {
    if (!incident.measured || incident.fate == Fate::cancelled || incident.fate == Fate::settled) continue;
    if (published_ && !world_.demand.types[incident.type].published) continue;
    const auto found = late(world_, occupations, incident);
    if (!found) continue;
    const Milliseconds enough =
        incident.enough_there == never ? Milliseconds{0} : incident.enough_there - incident.first_arrival;
    tasks_.push_back({.replication = outcome.replication,
                      .key = incident.key,
                      .type = incident.type,
                      .point = incident.point,
                      .unit = incident.first_unit,
                      .begins = found->start,
                      .response = found->response,
                      .control_centre = incident.ready - found->start,
                      .wait = incident.dispatched - incident.ready,
                      .way = incident.first_arrival + incident.arrival_report - incident.dispatched,
                      .enough = std::max(Milliseconds{0}, enough),
                      .cause = found->cause});
  }
  std::stable_sort(tasks_.begin(), tasks_.end(),
                   [](const LateTask& a, const LateTask& b) { return a.response + a.enough > b.response + b.enough; });
  if (tasks_.size() > most) tasks_.resize(most);
}

}  // namespace kredsim
