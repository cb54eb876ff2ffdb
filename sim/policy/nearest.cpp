#include "sim/policy/nearest.hpp"

#include "sim/policy/first_there.hpp"

namespace kredsim {

std::optional<DispatchPolicy::Choice> Nearest::choose(const Outlook& outlook, const Call& call) const {
  const auto first = first_there(outlook, call);
  if (!first) return std::nullopt;
  return Choice{first->index, first->time, outlook.turnout.empty() ? "nearest" : "there first"};
}

}  // namespace kredsim
