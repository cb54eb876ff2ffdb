#include "sim/policy/idle_policies.hpp"

namespace kredsim {

std::unique_ptr<const IdlePolicy> make_idle_policy(scenario::Idle idle) {
  switch (idle) {
    case scenario::Idle::return_to_station: return std::make_unique<ReturnToStation>();
    case scenario::Idle::stay_at_scene: return std::make_unique<StayAtScene>();
    case scenario::Idle::patrol_own_area:
    case scenario::Idle::patrol_hotspots: return std::make_unique<PatrolOnTour>();
    case scenario::Idle::stand_by: return std::make_unique<StandBy>();
    case scenario::Idle::keep_coverage: return std::make_unique<KeepCoverage>();
  }
  return nullptr;
}

}  // namespace kredsim
