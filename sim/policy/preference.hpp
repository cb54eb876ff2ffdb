#pragma once

#include "sim/policy/dispatch_policy.hpp"

namespace kredsim {

/// The first available unit on the list of the incident's municipality; of equals, and of those on no list, the first
/// on the roster. Distance does not count, as long as there is a way.
class Preference final : public DispatchPolicy {
 public:
  [[nodiscard]] std::optional<Choice> choose(const Outlook& outlook, const Call& call) const override;
};

}  // namespace kredsim
