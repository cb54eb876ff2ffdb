#include "sim/policy/reserve.hpp"

namespace kredsim {

std::optional<DispatchPolicy::Choice> Reserve::choose(const Outlook& outlook, const Call& call) const {
  if (call.priority != Priority::urgent && outlook.free <= kept_) return std::nullopt;
  return others_->choose(outlook, call);
}

}  // namespace kredsim
