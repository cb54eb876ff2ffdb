#pragma once

#include "sim/policy/dispatch_policy.hpp"

namespace kredsim {

/// The nearest unit whose own area the incident lies in, unless it would be there more than `margin` later than the
/// nearest of all; else the nearest of all. A unit's own area is that of its station.
class OwnAreaFirst final : public DispatchPolicy {
 public:
  explicit OwnAreaFirst(Milliseconds margin) : margin_{margin} {}
  [[nodiscard]] std::optional<Choice> choose(const Outlook& outlook, const Call& call) const override;

 private:
  Milliseconds margin_;
};

}  // namespace kredsim
