#include "sim/policy/idle_policies.hpp"

namespace kredsim {

IdlePlan ReturnToStation::plan(const IdleOutlook&) const { return GoHome{}; }

IdlePlan StayAtScene::plan(const IdleOutlook&) const { return Stay{}; }

}  // namespace kredsim
