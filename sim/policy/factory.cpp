#include "sim/policy/dispatch_policy.hpp"
#include "sim/policy/nearest.hpp"
#include "sim/policy/own_area_first.hpp"
#include "sim/policy/preference.hpp"
#include "sim/policy/reserve.hpp"

namespace kredsim {

namespace {

std::unique_ptr<const DispatchPolicy> named(const scenario::Dispatch& dispatch) {
  if (dispatch.policy == "nearest") return std::make_unique<Nearest>();
  if (dispatch.policy == "own area first") return std::make_unique<OwnAreaFirst>(dispatch.own_area_margin);
  if (dispatch.policy == "preference") return std::make_unique<Preference>();
  throw ScenarioError{{{{},
                        "dispatch.policy",
                        "no policy called `" + dispatch.policy + "` (known: nearest, own area first, preference)"}}};
}

}  // namespace

std::unique_ptr<const DispatchPolicy> make_dispatch_policy(const scenario::Dispatch& dispatch) {
  auto policy = named(dispatch);
  if (dispatch.reserve == 0) return policy;
  return std::make_unique<Reserve>(std::move(policy), static_cast<std::size_t>(dispatch.reserve));
}

}  // namespace kredsim
