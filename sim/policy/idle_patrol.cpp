#include "sim/policy/idle_policies.hpp"

namespace kredsim {

IdlePlan PatrolOnTour::plan(const IdleOutlook& outlook) const {
  const IdlePlans& plans = outlook.world.idle;
  const TourId tour = plans.rounds[plans.rounds_of[outlook.unit]][static_cast<std::size_t>(hour_of_week(outlook.now))];
  if (!tour.valid()) return GoHome{};
  return Patrol{tour};
}

}  // namespace kredsim
