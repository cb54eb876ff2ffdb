#include "sim/policy/dispatch_policy.hpp"
#include "sim/policy/nearest.hpp"

namespace kredsim {

std::unique_ptr<const DispatchPolicy> make_dispatch_policy(const scenario::Dispatch& dispatch) {
  if (dispatch.policy == "nearest") return std::make_unique<Nearest>();
  throw ScenarioError{{{{}, "dispatch.policy", "no policy called `" + dispatch.policy + "` (known: nearest)"}}};
}

}  // namespace kredsim
