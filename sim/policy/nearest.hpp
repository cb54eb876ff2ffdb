#pragma once

#include "sim/policy/dispatch_policy.hpp"

namespace kredsim {

/// The unit that can be there first by road, from where it is now; at equal times the first on the roster.
class Nearest final : public DispatchPolicy {
 public:
  [[nodiscard]] std::optional<Choice> choose(const Outlook& outlook, const Call& call) const override;
};

}  // namespace kredsim
