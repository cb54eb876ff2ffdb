#include <algorithm>

#include "sim/engine/replication.hpp"

namespace kredsim {

/// The next full hour at which some ferry begins to sail again; none if all sail around the clock.
void Replication::schedule_ferries() {
  const auto& ferries = world_.scenario.ferries;
  auto hour = std::chrono::floor<std::chrono::hours>(state_.now);
  for (int ahead = 0; ahead < hours_of_week; ++ahead) {
    const auto before = static_cast<std::size_t>(hour_of_week(hour));
    hour += std::chrono::hours{1};
    const auto after = static_cast<std::size_t>(hour_of_week(hour));
    const bool resumes = std::any_of(ferries.begin(), ferries.end(), [&](const auto& ferry) {
      return ferry.second.no_service[before] && !ferry.second.no_service[after];
    });
    if (!resumes) continue;
    state_.events.push(hour, EventKind::ferries_resume, UnitId{}, 0);
    return;
  }
}

/// Places that nobody could reach can be reached again: who waits there is served, and who was stranded goes home.
void Replication::ferries_resume() {
  schedule_ferries();
  dispatch_waiting();
  const std::vector<UnitId> available = state_.available;
  for (const UnitId unit : available) {
    const Unit& post = world_.force.units[unit];
    if (world_.force.groups[post.group].idle != scenario::Idle::return_to_station) continue;
    if (state_.now < state_.units.departed[unit] + state_.units.drive[unit]) continue;  // on its way
    if (state_.units.route[unit].to == world_.district.stations[post.station].place) continue;
    if (state_.units.idling[unit].own_work) continue;
    idle(unit);
  }
}

}  // namespace kredsim
